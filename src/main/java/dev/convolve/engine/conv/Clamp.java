package dev.convolve.engine.conv;

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

	float apply(float value) {
		float raised = (value <= this.low) ? this.low : value;
		return (raised >= this.high) ? this.high : raised;
	}

}
