package dev.convolve.engine.kernel;

import java.util.Arrays;

import dev.convolve.network.ActivationFunction;

/**
 * The activation functions that look at a whole vector along the last axis.
 */
public final class AxisActivationKernel {

	private AxisActivationKernel() {
	}

	/**
	 * Applies the function to one vector.
	 * @param function one that is {@linkplain ActivationFunction#isAlongLastAxis() along
	 * the last axis}
	 * @param input where the vector is read
	 * @param from its first value
	 * @param length how many
	 * @param output where the result is written; may be the input, except for {@code glu}
	 * @param target its first value
	 */
	public static void apply(ActivationFunction function, float[] input, int from, int length, float[] output,
			int target) {
		switch (function) {
			case SOFTMAX -> softmax(input, from, length, output, target);
			case LOG_SOFTMAX -> logSoftmax(input, from, length, output, target);
			case SPARSEMAX -> sparsemax(input, from, length, output, target);
			case GLU -> glu(input, from, length, output, target);
			default -> throw new IllegalArgumentException(function + " works on each value");
		}
	}

	private static void softmax(float[] input, int from, int length, float[] output, int target) {
		float max = max(input, from, length);
		double sum = 0;
		for (int index = 0; index < length; index++) {
			sum += Math.exp((double) input[from + index] - max);
		}
		for (int index = 0; index < length; index++) {
			output[target + index] = (float) (Math.exp((double) input[from + index] - max) / sum);
		}
	}

	private static void logSoftmax(float[] input, int from, int length, float[] output, int target) {
		float max = max(input, from, length);
		double sum = 0;
		for (int index = 0; index < length; index++) {
			sum += Math.exp((double) input[from + index] - max);
		}
		double logSum = Math.log(sum);
		for (int index = 0; index < length; index++) {
			output[target + index] = (float) ((double) input[from + index] - max - logSum);
		}
	}

	/**
	 * Keras's {@code sparsemax}: the projection of Martins and Astudillo,
	 * arXiv:1602.02068, algorithm 1, but for the threshold: Keras (3.15) adds up the
	 * cumulated sums of the whole support, where the paper takes the last of them.
	 */
	private static void sparsemax(float[] input, int from, int length, float[] output, int target) {
		float[] sorted = Arrays.copyOfRange(input, from, from + length);
		Arrays.sort(sorted);
		double sum = 0;
		double sumOfSums = 0;
		int support = 0;
		for (int rank = 1; rank <= length; rank++) {
			double value = sorted[length - rank];
			sum += value;
			if (1 + rank * value > sum) {
				sumOfSums += sum;
				support++;
			}
		}
		// Without a support there is a NaN or an infinity among the values.
		double threshold = (support > 0) ? (sumOfSums - 1) / support : Double.NaN;
		for (int index = 0; index < length; index++) {
			output[target + index] = (float) Math.max(input[from + index] - threshold, 0);
		}
	}

	private static void glu(float[] input, int from, int length, float[] output, int target) {
		int half = length / 2;
		for (int index = 0; index < half; index++) {
			double gate = input[from + half + index];
			output[target + index] = (float) (input[from + index] / (1 + Math.exp(-gate)));
		}
	}

	private static float max(float[] input, int from, int length) {
		float max = Float.NEGATIVE_INFINITY;
		for (int index = from; index < from + length; index++) {
			max = Math.max(max, input[index]);
		}
		return max;
	}

}
