package dev.convolve.web;

/**
 * What a feature map's values are like.
 *
 * @param min the lowest; NaN if there is a NaN
 * @param max the highest; NaN if there is a NaN
 * @param mean their mean, summed in float64
 * @param std their standard deviation (of the population), in float64
 */
record Statistics(float min, float max, double mean, double std) {

	static Statistics of(float[] values) {
		float min = Float.POSITIVE_INFINITY;
		float max = Float.NEGATIVE_INFINITY;
		double sum = 0;
		for (float value : values) {
			min = Math.min(min, value);
			max = Math.max(max, value);
			sum += value;
		}
		double mean = sum / values.length;
		double squares = 0;
		for (float value : values) {
			squares += (value - mean) * (value - mean);
		}
		return new Statistics(min, max, mean, Math.sqrt(squares / values.length));
	}

}
