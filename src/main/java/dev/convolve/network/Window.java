package dev.convolve.network;

import dev.convolve.tensor.Shape;

/**
 * The arithmetic of a filter that slides along one axis: the only place where output
 * sizes and paddings are computed. Formulas: Dumoulin and Visin, "A guide to convolution
 * arithmetic for deep learning", arXiv:1603.07285, relationships 6 and 15; the split of
 * {@code same} as TensorFlow documents it for {@code tf.nn.convolution}.
 *
 * @param kernel the filter's size, at least 1
 * @param stride the step between positions, at least 1
 * @param dilation the step between the filter's taps, at least 1
 */
public record Window(int kernel, int stride, int dilation) {

	/**
	 * The extent that the dilated filter covers.
	 * @return (kernel - 1) · dilation + 1; a {@code long}, since it may exceed an int
	 */
	public long effectiveKernel() {
		return (this.kernel - 1L) * this.dilation + 1;
	}

	/**
	 * The number of positions of the filter.
	 * @param input the input's size, padding included
	 * @return 0 if the filter does not fit
	 */
	public long positions(long input) {
		long room = input - effectiveKernel();
		return (room < 0) ? 0 : room / this.stride + 1;
	}

	/**
	 * The number of outputs.
	 * @param input the input's size or {@link Shape#UNKNOWN}
	 * @param mode the rule for padding
	 * @return {@link Shape#UNKNOWN} if the input's size is; 0 if the filter does not fit
	 */
	public int output(int input, PaddingMode mode) {
		if (input == Shape.UNKNOWN) {
			return Shape.UNKNOWN;
		}
		return (int) switch (mode) {
			case VALID -> positions(input);
			case SAME -> (input - 1L) / this.stride + 1;
		};
	}

	/**
	 * The zeros that are added in all.
	 * @param input the input's known size
	 * @param mode the rule for padding
	 * @return before and after together; the larger half goes after
	 */
	public long padding(int input, PaddingMode mode) {
		return switch (mode) {
			case VALID -> 0;
			case SAME -> Math.max(0, (output(input, mode) - 1L) * this.stride + effectiveKernel() - input);
		};
	}

}
