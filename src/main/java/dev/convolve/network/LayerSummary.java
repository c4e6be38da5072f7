package dev.convolve.network;

import java.util.List;

import dev.convolve.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one layer. What a layer does not have, and what depends on an unknown
 * side, is null. MACs, FLOPs and bytes are of one image.
 *
 * @param name the layer's name
 * @param type Keras's name of its class
 * @param inputShape the input's shape, batch first
 * @param outputShape the output's shape, batch first
 * @param kernelSize rows and columns of the kernel
 * @param strides steps between positions
 * @param dilationRate steps between taps
 * @param groups of channels and filters
 * @param activation Keras's name of the activation function
 * @param padding what is actually added on each side
 * @param params the number of weights
 * @param trainableParams those that training changes
 * @param nonTrainableParams those that it does not
 * @param macs multiply-accumulates, padded cells counted, bias not
 * @param flops 2 · MACs
 * @param outputBytes size of the output as float32
 * @param lostPixels input minus output positions at stride 1
 * @param receptiveField what part of the network's input an output sees
 */
public record LayerSummary(String name, String type, List<@Nullable Integer> inputShape,
		List<@Nullable Integer> outputShape, @Nullable List<Integer> kernelSize, @Nullable List<Integer> strides,
		@Nullable List<Integer> dilationRate, @Nullable Integer groups, @Nullable String activation,
		@Nullable PaddingSummary padding, long params, long trainableParams, long nonTrainableParams,
		@Nullable Long macs, @Nullable Long flops, @Nullable Long outputBytes, @Nullable Long lostPixels,
		@Nullable ReceptiveField receptiveField) {

	/**
	 * The padding of a layer.
	 *
	 * @param mode the rule: {@code valid} or {@code same}; null for a layer that has none
	 * @param top rows above
	 * @param bottom rows below
	 * @param left columns before
	 * @param right columns after
	 */
	public record PaddingSummary(@Nullable String mode, @Nullable Integer top, @Nullable Integer bottom,
			@Nullable Integer left, @Nullable Integer right) {

		static PaddingSummary of(Padding padding) {
			return new PaddingSummary(null, padding.top(), padding.bottom(), padding.left(), padding.right());
		}

	}

	static boolean known(int side) {
		return side != Shape.UNKNOWN;
	}

}
