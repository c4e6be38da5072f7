package dev.convolve.network;

import dev.convolve.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Follows the receptive field along one axis of a network. Sizes that pass 2^63 are an
 * {@link ArithmeticException}.
 *
 * @param size positions of the network's input that an output covers
 * @param jump the step between neighbouring outputs
 * @param start the centre of the first output, or null if unknown
 */
record FieldTracker(long size, long jump, @Nullable Double start) {

	static final FieldTracker INPUT = new FieldTracker(1, 1, 0.0);

	/**
	 * The field behind a convolution.
	 * @param window how the filter slides
	 * @param input the layer's input size along this axis
	 * @param mode the rule for padding
	 * @return the next layer's field
	 */
	FieldTracker through(Window window, int input, PaddingMode mode) {
		long reach = window.effectiveKernel() - 1;
		Double centre = null;
		if (this.start != null && (mode == PaddingMode.VALID || input != Shape.UNKNOWN)) {
			long before = (mode == PaddingMode.VALID) ? 0 : window.padding(input, mode) / 2;
			centre = this.start + (reach / 2.0 - before) * this.jump;
		}
		else if (this.start != null && window.stride() == 1) {
			// At stride 1 the padding does not depend on the input's size.
			centre = this.start + (reach % 2) / 2.0 * this.jump;
		}
		return new FieldTracker(Math.addExact(this.size, Math.multiplyExact(reach, this.jump)),
				Math.multiplyExact(this.jump, window.stride()), centre);
	}

	/**
	 * The field behind a padding.
	 * @param before how many zeros come first
	 * @return the next layer's field
	 */
	FieldTracker padded(int before) {
		Double centre = (this.start != null) ? this.start - (double) before * this.jump : null;
		return new FieldTracker(this.size, this.jump, centre);
	}

}
