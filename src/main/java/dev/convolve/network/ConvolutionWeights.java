package dev.convolve.network;

import dev.convolve.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The weights of one convolution.
 *
 * @param kernel {@code [rows, columns, input channels / groups, filters]}
 * @param bias {@code [filters]}, or null if the layer has none
 */
public record ConvolutionWeights(Tensor kernel, @Nullable Tensor bias) {

	/**
	 * The bias of one filter.
	 * @param filter counted from 0
	 * @return 0 if the layer has none
	 */
	public float bias(int filter) {
		return (this.bias != null) ? this.bias.values().get(filter) : 0;
	}

}
