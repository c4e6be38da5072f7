package dev.convolve.web;

import dev.convolve.tensor.Values;

/**
 * What a feature map's values are like.
 *
 * @param min the lowest; NaN if there is a NaN
 * @param max the highest; NaN if there is a NaN
 * @param mean their mean, summed in float64
 * @param std their standard deviation (of the population), in float64
 */
record Statistics(float min, float max, double mean, double std) {

	static Statistics of(Values values) {
		float[] array = values.array();
		int end = values.first() + values.count();
		float min = Float.POSITIVE_INFINITY;
		float max = Float.NEGATIVE_INFINITY;
		double sum = 0;
		for (int index = values.first(); index < end; index++) {
			float value = array[index];
			min = Math.min(min, value);
			max = Math.max(max, value);
			sum += value;
		}
		double mean = sum / values.count();
		double squares = 0;
		for (int index = values.first(); index < end; index++) {
			float value = array[index];
			squares += (value - mean) * (value - mean);
		}
		return new Statistics(min, max, mean, Math.sqrt(squares / values.count()));
	}

}
