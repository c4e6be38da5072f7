package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Depthwise convolution: vectors lie along the channels, several outputs of a row are
 * computed at once so that each weight is loaded once for all of them.
 */
final class DepthwiseKernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private DepthwiseKernel() {
	}

	/**
	 * Computes eight outputs of any kernel from some of its taps.
	 * @param input the images
	 * @param at the first output's position in the input, channel 0
	 * @param step from one output's position to the next one's
	 * @param taps offset in the input, then offset in the weights, tap by tap
	 * @param tap the first
	 * @param tapEnd behind the last
	 * @param weights {@code [taps][channels]}
	 * @param bias one value a channel
	 * @param channel the first
	 * @param end behind the last; a whole number of vectors
	 * @param output the results
	 * @param to the first output, channel 0
	 * @param toStep from one output to the next
	 */
	static void eight(float[] input, int at, int step, int[] taps, int tap, int tapEnd, float[] weights, float[] bias,
			int channel, int end, float[] output, int to, int toStep) {
		for (int c = channel; c < end; c += LANES) {
			FloatVector s0 = FloatVector.fromArray(SPECIES, bias, c);
			FloatVector s1 = s0;
			FloatVector s2 = s0;
			FloatVector s3 = s0;
			FloatVector s4 = s0;
			FloatVector s5 = s0;
			FloatVector s6 = s0;
			FloatVector s7 = s0;
			int first = at + c;
			for (int t = tap; t < tapEnd; t += 2) {
				int x0 = first + taps[t];
				FloatVector w = FloatVector.fromArray(SPECIES, weights, taps[t + 1] + c);
				s0 = w.fma(FloatVector.fromArray(SPECIES, input, x0), s0);
				int x1 = x0 + step;
				s1 = w.fma(FloatVector.fromArray(SPECIES, input, x1), s1);
				int x2 = x1 + step;
				s2 = w.fma(FloatVector.fromArray(SPECIES, input, x2), s2);
				int x3 = x2 + step;
				s3 = w.fma(FloatVector.fromArray(SPECIES, input, x3), s3);
				int x4 = x3 + step;
				s4 = w.fma(FloatVector.fromArray(SPECIES, input, x4), s4);
				int x5 = x4 + step;
				s5 = w.fma(FloatVector.fromArray(SPECIES, input, x5), s5);
				int x6 = x5 + step;
				s6 = w.fma(FloatVector.fromArray(SPECIES, input, x6), s6);
				int x7 = x6 + step;
				s7 = w.fma(FloatVector.fromArray(SPECIES, input, x7), s7);
			}
			s0.intoArray(output, to + c);
			s1.intoArray(output, to + c + toStep);
			s2.intoArray(output, to + c + 2 * toStep);
			s3.intoArray(output, to + c + 3 * toStep);
			s4.intoArray(output, to + c + 4 * toStep);
			s5.intoArray(output, to + c + 5 * toStep);
			s6.intoArray(output, to + c + 6 * toStep);
			s7.intoArray(output, to + c + 7 * toStep);
		}
	}

	/** Computes four outputs; the parameters are those of {@link #eight}. */
	static void four(float[] input, int at, int step, int[] taps, int tap, int tapEnd, float[] weights, float[] bias,
			int channel, int end, float[] output, int to, int toStep) {
		for (int c = channel; c < end; c += LANES) {
			FloatVector s0 = FloatVector.fromArray(SPECIES, bias, c);
			FloatVector s1 = s0;
			FloatVector s2 = s0;
			FloatVector s3 = s0;
			int first = at + c;
			for (int t = tap; t < tapEnd; t += 2) {
				int x0 = first + taps[t];
				FloatVector w = FloatVector.fromArray(SPECIES, weights, taps[t + 1] + c);
				s0 = w.fma(FloatVector.fromArray(SPECIES, input, x0), s0);
				int x1 = x0 + step;
				s1 = w.fma(FloatVector.fromArray(SPECIES, input, x1), s1);
				int x2 = x1 + step;
				s2 = w.fma(FloatVector.fromArray(SPECIES, input, x2), s2);
				int x3 = x2 + step;
				s3 = w.fma(FloatVector.fromArray(SPECIES, input, x3), s3);
			}
			s0.intoArray(output, to + c);
			s1.intoArray(output, to + c + toStep);
			s2.intoArray(output, to + c + 2 * toStep);
			s3.intoArray(output, to + c + 3 * toStep);
		}
	}

	/** Computes one output; the parameters are those of {@link #eight}. */
	static void one(float[] input, int at, int[] taps, int tap, int tapEnd, float[] weights, float[] bias, int channel,
			int end, float[] output, int to) {
		for (int c = channel; c < end; c += LANES) {
			FloatVector sum = FloatVector.fromArray(SPECIES, bias, c);
			int first = at + c;
			for (int t = tap; t < tapEnd; t += 2) {
				FloatVector w = FloatVector.fromArray(SPECIES, weights, taps[t + 1] + c);
				sum = w.fma(FloatVector.fromArray(SPECIES, input, first + taps[t]), sum);
			}
			sum.intoArray(output, to + c);
		}
	}

	/** Adds taps to one output; the parameters are those of {@link #eight}. */
	static void more(float[] input, int at, int[] taps, int tap, int tapEnd, float[] weights, int channel, int end,
			float[] output, int to) {
		for (int c = channel; c < end; c += LANES) {
			FloatVector sum = FloatVector.fromArray(SPECIES, output, to + c);
			int first = at + c;
			for (int t = tap; t < tapEnd; t += 2) {
				FloatVector w = FloatVector.fromArray(SPECIES, weights, taps[t + 1] + c);
				sum = w.fma(FloatVector.fromArray(SPECIES, input, first + taps[t]), sum);
			}
			sum.intoArray(output, to + c);
		}
	}

	/**
	 * Computes four outputs of a 3×3 kernel with stride 1: each input is loaded once for
	 * the three outputs that need it.
	 * @param rowStep from row to row of the input; the others are those of {@link #eight}
	 */
	static void four3x3(float[] input, int at, int rowStep, int step, float[] weights, int channels, float[] bias,
			int channel, int end, float[] output, int to, int toStep) {
		for (int c = channel; c < end; c += LANES) {
			FloatVector s0 = FloatVector.fromArray(SPECIES, bias, c);
			FloatVector s1 = s0;
			FloatVector s2 = s0;
			FloatVector s3 = s0;
			FloatVector w0 = FloatVector.fromArray(SPECIES, weights, c);
			FloatVector w1 = FloatVector.fromArray(SPECIES, weights, c + channels);
			FloatVector w2 = FloatVector.fromArray(SPECIES, weights, c + 2 * channels);
			FloatVector x00 = FloatVector.fromArray(SPECIES, input, at + c);
			s0 = x00.fma(w0, s0);
			FloatVector x01 = FloatVector.fromArray(SPECIES, input, at + c + step);
			s1 = x01.fma(w0, s1);
			s0 = x01.fma(w1, s0);
			FloatVector x02 = FloatVector.fromArray(SPECIES, input, at + c + 2 * step);
			s2 = x02.fma(w0, s2);
			s1 = x02.fma(w1, s1);
			s0 = x02.fma(w2, s0);
			FloatVector x03 = FloatVector.fromArray(SPECIES, input, at + c + 3 * step);
			s3 = x03.fma(w0, s3);
			s2 = x03.fma(w1, s2);
			s1 = x03.fma(w2, s1);
			FloatVector x04 = FloatVector.fromArray(SPECIES, input, at + c + 4 * step);
			s3 = x04.fma(w1, s3);
			s2 = x04.fma(w2, s2);
			FloatVector x05 = FloatVector.fromArray(SPECIES, input, at + c + 5 * step);
			s3 = x05.fma(w2, s3);
			FloatVector w3 = FloatVector.fromArray(SPECIES, weights, c + 3 * channels);
			FloatVector w4 = FloatVector.fromArray(SPECIES, weights, c + 4 * channels);
			FloatVector w5 = FloatVector.fromArray(SPECIES, weights, c + 5 * channels);
			FloatVector x10 = FloatVector.fromArray(SPECIES, input, at + c + rowStep);
			s0 = x10.fma(w3, s0);
			FloatVector x11 = FloatVector.fromArray(SPECIES, input, at + c + rowStep + step);
			s1 = x11.fma(w3, s1);
			s0 = x11.fma(w4, s0);
			FloatVector x12 = FloatVector.fromArray(SPECIES, input, at + c + rowStep + 2 * step);
			s2 = x12.fma(w3, s2);
			s1 = x12.fma(w4, s1);
			s0 = x12.fma(w5, s0);
			FloatVector x13 = FloatVector.fromArray(SPECIES, input, at + c + rowStep + 3 * step);
			s3 = x13.fma(w3, s3);
			s2 = x13.fma(w4, s2);
			s1 = x13.fma(w5, s1);
			FloatVector x14 = FloatVector.fromArray(SPECIES, input, at + c + rowStep + 4 * step);
			s3 = x14.fma(w4, s3);
			s2 = x14.fma(w5, s2);
			FloatVector x15 = FloatVector.fromArray(SPECIES, input, at + c + rowStep + 5 * step);
			s3 = x15.fma(w5, s3);
			FloatVector w6 = FloatVector.fromArray(SPECIES, weights, c + 6 * channels);
			FloatVector w7 = FloatVector.fromArray(SPECIES, weights, c + 7 * channels);
			FloatVector w8 = FloatVector.fromArray(SPECIES, weights, c + 8 * channels);
			FloatVector x20 = FloatVector.fromArray(SPECIES, input, at + c + 2 * rowStep);
			s0 = x20.fma(w6, s0);
			FloatVector x21 = FloatVector.fromArray(SPECIES, input, at + c + 2 * rowStep + step);
			s1 = x21.fma(w6, s1);
			s0 = x21.fma(w7, s0);
			FloatVector x22 = FloatVector.fromArray(SPECIES, input, at + c + 2 * rowStep + 2 * step);
			s2 = x22.fma(w6, s2);
			s1 = x22.fma(w7, s1);
			s0 = x22.fma(w8, s0);
			FloatVector x23 = FloatVector.fromArray(SPECIES, input, at + c + 2 * rowStep + 3 * step);
			s3 = x23.fma(w6, s3);
			s2 = x23.fma(w7, s2);
			s1 = x23.fma(w8, s1);
			FloatVector x24 = FloatVector.fromArray(SPECIES, input, at + c + 2 * rowStep + 4 * step);
			s3 = x24.fma(w7, s3);
			s2 = x24.fma(w8, s2);
			FloatVector x25 = FloatVector.fromArray(SPECIES, input, at + c + 2 * rowStep + 5 * step);
			s3 = x25.fma(w8, s3);
			s0.intoArray(output, to + c);
			s1.intoArray(output, to + c + toStep);
			s2.intoArray(output, to + c + 2 * toStep);
			s3.intoArray(output, to + c + 3 * toStep);
		}
	}

}
