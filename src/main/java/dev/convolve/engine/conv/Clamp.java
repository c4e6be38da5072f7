package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;

/**
 * The activation that a convolution applies in its last step: values outside become the
 * bound. NaN stays NaN.
 *
 * @param low the least output
 * @param high the greatest output
 */
public record Clamp(float low, float high) {

	/** Linear: nothing is changed. */
	public static final Clamp NONE = new Clamp(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);

	/** Rectified linear unit. */
	public static final Clamp RELU = new Clamp(0, Float.POSITIVE_INFINITY);

	/** Rectified linear unit, at most 6. */
	public static final Clamp RELU6 = new Clamp(0, 6);

	/**
	 * Limits some values of each of some pixels.
	 * @param values the array
	 * @param from the first pixel's first one
	 * @param pixels how many
	 * @param step from pixel to pixel
	 * @param count values of each: no more than the step
	 */
	void apply(float[] values, int from, int pixels, int step, int count) {
		if (equals(NONE)) {
			return;
		}
		boolean contiguous = count == step;
		int run = contiguous ? pixels * count : count;
		for (int index = 0; index < (contiguous ? 1 : pixels); index++) {
			int at = from + index * step;
			Gemm.clamp(values, at, at + run, this.low, this.high);
		}
	}

	float apply(float value) {
		float raised = (value <= this.low) ? this.low : value;
		return (raised >= this.high) ? this.high : raised;
	}

}
