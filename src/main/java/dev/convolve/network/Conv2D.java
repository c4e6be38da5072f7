package dev.convolve.network;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemKind;
import dev.convolve.tensor.Shape;

/**
 * Keras's {@code Conv2D}: each filter's dot product with the patch of the input under it,
 * at every position, plus a bias, through an activation function.
 *
 * @param name the layer's name
 * @param filters how many, and so the output's channels
 * @param kernelSize the filter's rows and columns
 * @param strides the step between positions
 * @param padding the rule for padding
 * @param dataFormat where the channels are
 * @param dilation the step between the filter's taps
 * @param groups into how many groups channels and filters are split
 * @param activation applied to each output
 * @param useBias whether a bias is added
 * @param kernelInitializer where the kernel comes from if none is given
 * @param biasInitializer where the bias comes from if none is given
 * @param trainable whether its weights count as trainable
 */
public record Conv2D(String name, int filters, Extent kernelSize, Extent strides, PaddingMode padding,
		DataFormat dataFormat, Extent dilation, int groups, ActivationFunction activation, boolean useBias,
		Initializer kernelInitializer, Initializer biasInitializer, boolean trainable) implements Layer {

	@Override
	public String type() {
		return "Conv2D";
	}

	/**
	 * How the filter slides down the rows.
	 * @return kernel, stride and dilation along the height
	 */
	public Window rows() {
		return new Window(this.kernelSize.height(), this.strides.height(), this.dilation.height());
	}

	/**
	 * How the filter slides along the columns.
	 * @return kernel, stride and dilation along the width
	 */
	public Window columns() {
		return new Window(this.kernelSize.width(), this.strides.width(), this.dilation.width());
	}

	/**
	 * The shape of the convolution itself, before the activation.
	 * @param input the input's shape, batch first
	 * @return the shape in this layer's data format
	 */
	public Shape convolvedShape(Shape input) {
		requireGroups(input);
		int height = this.dataFormat.height(input);
		int width = this.dataFormat.width(input);
		int outputHeight = rows().output(height, this.padding);
		int outputWidth = columns().output(width, this.padding);
		if (outputHeight == 0 || outputWidth == 0) {
			throw kernelTooLarge(height, width);
		}
		return this.dataFormat.shape(input.side(0), outputHeight, outputWidth, this.filters);
	}

	/**
	 * The shape behind the activation.
	 * @param convolved the shape of the convolution itself
	 * @return the same, but for activations that halve the last axis
	 */
	public Shape activatedShape(Shape convolved) {
		return GatedShape.of(this.activation, convolved, this.name);
	}

	@Override
	public Shape outputShape(Shape input) {
		return activatedShape(convolvedShape(input));
	}

	/**
	 * The zeros that are actually added around an input.
	 * @param input a shape with known height and width
	 * @return the padding on each side
	 */
	public Padding paddingFor(Shape input) {
		long vertical = rows().padding(this.dataFormat.height(input), this.padding);
		long horizontal = columns().padding(this.dataFormat.width(input), this.padding);
		if (Math.max(vertical, horizontal) > Integer.MAX_VALUE) {
			throw Problem
				.of(ProblemKind.SIZE_OVERFLOW,
						"Layer '%s': padding 'same' would add %d rows and %d columns.".formatted(this.name, vertical,
								horizontal))
				.inLayer(this.name)
				.inField("dilation_rate")
				.exception();
		}
		int top = (int) (vertical / 2);
		int left = (int) (horizontal / 2);
		return new Padding(top, (int) (vertical - top), left, (int) (horizontal - left));
	}

	/**
	 * How many cells of the input a filter covers, and so how many weights it has.
	 * @param input the input's shape, batch first
	 * @return kernel rows · kernel columns · channels of a group
	 */
	public long patchCells(Shape input) {
		return (long) this.kernelSize.height() * this.kernelSize.width()
				* (this.dataFormat.channels(input) / this.groups);
	}

	@Override
	public Map<String, Shape> weightShapes(Shape input) {
		Map<String, Shape> shapes = new LinkedHashMap<>();
		shapes.put("kernel", Shape.of(this.kernelSize.height(), this.kernelSize.width(),
				this.dataFormat.channels(input) / this.groups, this.filters));
		if (this.useBias) {
			shapes.put("bias", Shape.of(this.filters));
		}
		return shapes;
	}

	private void requireGroups(Shape input) {
		int channels = this.dataFormat.channels(input);
		if (channels == Shape.UNKNOWN) {
			throw Problem
				.of(ProblemKind.MISSING_INPUT_SHAPE,
						"Layer '%s': the number of input channels must be known, since the kernel has as many."
							.formatted(this.name))
				.inLayer(this.name)
				.expected("known channels")
				.received(input)
				.exception();
		}
		if (channels % this.groups != 0) {
			throw Problem
				.of(ProblemKind.GROUPS_MISMATCH,
						"Layer '%s': %d groups do not divide the %d input channels.".formatted(this.name, this.groups,
								channels))
				.inLayer(this.name)
				.inField("groups")
				.expected("a divisor of " + channels)
				.received(this.groups)
				.exception();
		}
	}

	private RuntimeException kernelTooLarge(int height, int width) {
		Problem problem = Problem.of(ProblemKind.KERNEL_LARGER_THAN_INPUT,
				"Layer '%s': the filter covers %s (kernel %s, dilation %s) but the input is only %s (rows × columns)."
					.formatted(this.name, effectiveKernel(), this.kernelSize, this.dilation, sides(height, width)));
		return problem.inLayer(this.name)
			.inField("kernel_size")
			.expected("an effective kernel of at most " + sides(height, width))
			.received(effectiveKernel())
			.hint("With \"padding\": \"same\" the input is padded so that a filter of any size fits.")
			.exception();
	}

	private String effectiveKernel() {
		return rows().effectiveKernel() + "×" + columns().effectiveKernel();
	}

	private static String sides(int height, int width) {
		return ((height == Shape.UNKNOWN) ? "?" : height) + "×" + ((width == Shape.UNKNOWN) ? "?" : width);
	}

}
