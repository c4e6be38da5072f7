package dev.convolve.engine;

import dev.convolve.engine.conv.Algorithms;
import dev.convolve.engine.conv.Clamp;
import dev.convolve.engine.conv.ConvolutionProblem;
import dev.convolve.network.ActivationFunction;
import dev.convolve.network.Conv2D;
import dev.convolve.network.ConvolutionWeights;
import dev.convolve.network.DataFormat;
import dev.convolve.network.Padding;
import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;
import dev.convolve.tensor.Values;
import org.jspecify.annotations.Nullable;

/**
 * Convolves, then activates. The engine computes channels last; a channels-first tensor
 * is transposed before and behind.
 *
 * @param format the layer's data format
 * @param problem the descriptor
 * @param choice the algorithm with its packed weights
 * @param convolvedShape the shape before the activation, in the layer's format
 * @param activation what the convolution does not do itself
 */
record ConvolutionStep(DataFormat format, ConvolutionProblem problem, Algorithms.Choice choice, Shape convolvedShape,
		ActivationStep activation) implements Step {

	/**
	 * The step of a layer.
	 * @param layer the layer
	 * @param weights its weights
	 * @param input the shape that it reads
	 * @param padding the zeros that it is to see around that
	 * @param precision how exactly it is to be computed
	 * @return the step
	 */
	static ConvolutionStep of(Conv2D layer, ConvolutionWeights weights, Shape input, Padding padding,
			Precision precision) {
		DataFormat format = layer.dataFormat();
		ConvolutionProblem problem = new ConvolutionProblem(input.side(0), format.height(input), format.width(input),
				format.channels(input), layer.filters(), layer.kernelSize(), layer.strides(), layer.dilation(), padding,
				layer.groups());
		float[] bias = (weights.bias() != null) ? weights.bias().data() : null;
		Clamp clamp = clamp(layer.activation());
		Algorithms.Choice choice = Algorithms.choose(problem, weights.kernel().data(), bias,
				(clamp != null) ? clamp : Clamp.NONE, precision == Precision.EXACT);
		ActivationFunction rest = (clamp != null) ? ActivationFunction.LINEAR : layer.activation();
		Shape convolved = format.shape(problem.batch(), problem.outputHeight(), problem.outputWidth(),
				problem.filters());
		return new ConvolutionStep(format, problem, choice, convolved,
				new ActivationStep(rest, layer.activatedShape(convolved)));
	}

	/** The activations that the convolution's last step does itself. */
	private static @Nullable Clamp clamp(ActivationFunction activation) {
		return switch (activation) {
			case LINEAR -> Clamp.NONE;
			case RELU -> Clamp.RELU;
			case RELU6 -> Clamp.RELU6;
			default -> null;
		};
	}

	@Override
	public Tensor run(Tensor input, boolean scratch, Execution execution) {
		Buffers buffers = execution.buffers();
		int inputPixels = this.problem.height() * this.problem.width();
		int outputPixels = this.problem.outputHeight() * this.problem.outputWidth();
		boolean transpose = this.format == DataFormat.CHANNELS_FIRST;
		Values source = transpose ? Transposition.run(input.values(), this.problem.batch(), this.problem.channels(),
				inputPixels, execution) : input.values();
		Values output = buffers.take((int) this.convolvedShape.elements());
		this.choice.convolution().run(source, output, execution.pool(), execution.cancellation());
		if (transpose) {
			buffers.giveBack(source);
			Values channelsLast = output;
			output = Transposition.run(channelsLast, this.problem.batch(), outputPixels, this.problem.filters(),
					execution);
			buffers.giveBack(channelsLast);
		}
		Tensor convolved = new Tensor(this.convolvedShape, output);
		Tensor activated = this.activation.run(convolved, true, execution);
		if (!activated.sharesDataWith(convolved)) {
			buffers.giveBack(output);
		}
		return activated;
	}

	@Override
	public String describe() {
		String reasons = (this.choice.reasons().isEmpty()) ? "" : " (" + String.join("; ", this.choice.reasons()) + ")";
		return this.choice.algorithm() + " " + this.problem.caseString() + reasons;
	}

}
