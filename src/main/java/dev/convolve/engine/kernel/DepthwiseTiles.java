package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Depthwise convolution with any kernel, from a copy of the input that holds each vector
 * of channels by itself: there neighbours are a constant apart, whatever the stride.
 */
final class DepthwiseTiles {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final VectorSpecies<Integer> INDICES = SPECIES.withLanes(int.class);

	private static final int LANES = Lanes.COUNT;

	private DepthwiseTiles() {
	}

	/**
	 * Computes seven outputs of a row at a time from a copy that holds each vector of
	 * channels by itself, for any kernel: its taps are runs of three, two or one that lie
	 * side by side in the copy.
	 * @param input the copy
	 * @param from the first output's position in it
	 * @param planeStep from one vector of channels to the next
	 * @param runs where each run starts, those of three taps first, then those of two;
	 * the first and the last entry are no runs: C2 checks both ends of a loop before it
	 * knows whether there is one, and throws the code away where that fails
	 * @param threes behind the last run of three taps
	 * @param twos behind the last run of two
	 * @param ones behind the last run of one
	 * @param weights {@code [vectors][taps, as the runs have them][lanes]}
	 * @param weightsBase where they start
	 * @param bias {@code [vectors][lanes]}
	 * @param vector the first vector of channels
	 * @param end behind the last
	 * @param last where in a pixel of the output the last vector starts
	 * @param tiles how many times seven outputs
	 * @param output the results
	 * @param to the first output, channel 0
	 * @param toStep from one output to the next
	 * @param low the least output
	 * @param high the greatest
	 */
	static void seven(float[] input, int from, int planeStep, int[] runs, int threes, int twos, int ones,
			float[] weights, int weightsBase, float[] bias, int vector, int end, int last, int tiles, float[] output,
			int to, int toStep, float low, float high) {
		int taps = threes + twos + ones - 3;
		for (int v = vector; v < end; v++) {
			int first = from + (v - vector) * planeStep;
			int out = to + Math.min(v * LANES, last);
			for (int tile = 0; tile < tiles; tile++) {
				FloatVector s0 = FloatVector.zero(SPECIES);
				FloatVector s1 = FloatVector.zero(SPECIES);
				FloatVector s2 = FloatVector.zero(SPECIES);
				FloatVector s3 = FloatVector.zero(SPECIES);
				FloatVector s4 = FloatVector.zero(SPECIES);
				FloatVector s5 = FloatVector.zero(SPECIES);
				FloatVector s6 = FloatVector.zero(SPECIES);
				FloatVector x;
				int w = weightsBase + v * taps * LANES;
				int run = 1;
				for (; run < threes; run++) {
					int at = first + runs[run];
					FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w);
					FloatVector w1 = FloatVector.fromArray(SPECIES, weights, w + LANES);
					FloatVector w2 = FloatVector.fromArray(SPECIES, weights, w + 2 * LANES);
					x = FloatVector.fromArray(SPECIES, input, at);
					s0 = x.fma(w0, s0);
					x = FloatVector.fromArray(SPECIES, input, at + LANES);
					s1 = x.fma(w0, s1);
					s0 = x.fma(w1, s0);
					x = FloatVector.fromArray(SPECIES, input, at + 2 * LANES);
					s2 = x.fma(w0, s2);
					s1 = x.fma(w1, s1);
					s0 = x.fma(w2, s0);
					x = FloatVector.fromArray(SPECIES, input, at + 3 * LANES);
					s3 = x.fma(w0, s3);
					s2 = x.fma(w1, s2);
					s1 = x.fma(w2, s1);
					x = FloatVector.fromArray(SPECIES, input, at + 4 * LANES);
					s4 = x.fma(w0, s4);
					s3 = x.fma(w1, s3);
					s2 = x.fma(w2, s2);
					x = FloatVector.fromArray(SPECIES, input, at + 5 * LANES);
					s5 = x.fma(w0, s5);
					s4 = x.fma(w1, s4);
					s3 = x.fma(w2, s3);
					x = FloatVector.fromArray(SPECIES, input, at + 6 * LANES);
					s6 = x.fma(w0, s6);
					s5 = x.fma(w1, s5);
					s4 = x.fma(w2, s4);
					x = FloatVector.fromArray(SPECIES, input, at + 7 * LANES);
					s6 = x.fma(w1, s6);
					s5 = x.fma(w2, s5);
					x = FloatVector.fromArray(SPECIES, input, at + 8 * LANES);
					s6 = x.fma(w2, s6);
					w += 3 * LANES;
				}
				for (; run < twos; run++) {
					int at = first + runs[run];
					FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w);
					FloatVector w1 = FloatVector.fromArray(SPECIES, weights, w + LANES);
					x = FloatVector.fromArray(SPECIES, input, at);
					s0 = x.fma(w0, s0);
					x = FloatVector.fromArray(SPECIES, input, at + LANES);
					s1 = x.fma(w0, s1);
					s0 = x.fma(w1, s0);
					x = FloatVector.fromArray(SPECIES, input, at + 2 * LANES);
					s2 = x.fma(w0, s2);
					s1 = x.fma(w1, s1);
					x = FloatVector.fromArray(SPECIES, input, at + 3 * LANES);
					s3 = x.fma(w0, s3);
					s2 = x.fma(w1, s2);
					x = FloatVector.fromArray(SPECIES, input, at + 4 * LANES);
					s4 = x.fma(w0, s4);
					s3 = x.fma(w1, s3);
					x = FloatVector.fromArray(SPECIES, input, at + 5 * LANES);
					s5 = x.fma(w0, s5);
					s4 = x.fma(w1, s4);
					x = FloatVector.fromArray(SPECIES, input, at + 6 * LANES);
					s6 = x.fma(w0, s6);
					s5 = x.fma(w1, s5);
					x = FloatVector.fromArray(SPECIES, input, at + 7 * LANES);
					s6 = x.fma(w1, s6);
					w += 2 * LANES;
				}
				for (; run < ones; run++) {
					int at = first + runs[run];
					FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w);
					x = FloatVector.fromArray(SPECIES, input, at);
					s0 = x.fma(w0, s0);
					x = FloatVector.fromArray(SPECIES, input, at + LANES);
					s1 = x.fma(w0, s1);
					x = FloatVector.fromArray(SPECIES, input, at + 2 * LANES);
					s2 = x.fma(w0, s2);
					x = FloatVector.fromArray(SPECIES, input, at + 3 * LANES);
					s3 = x.fma(w0, s3);
					x = FloatVector.fromArray(SPECIES, input, at + 4 * LANES);
					s4 = x.fma(w0, s4);
					x = FloatVector.fromArray(SPECIES, input, at + 5 * LANES);
					s5 = x.fma(w0, s5);
					x = FloatVector.fromArray(SPECIES, input, at + 6 * LANES);
					s6 = x.fma(w0, s6);
					w += LANES;
				}
				FloatVector b = FloatVector.fromArray(SPECIES, bias, v * LANES);
				s0 = b.add(s0);
				s0 = s0.blend(low, s0.compare(VectorOperators.LE, low));
				s0.blend(high, s0.compare(VectorOperators.GE, high)).intoArray(output, out);
				out += toStep;
				s1 = b.add(s1);
				s1 = s1.blend(low, s1.compare(VectorOperators.LE, low));
				s1.blend(high, s1.compare(VectorOperators.GE, high)).intoArray(output, out);
				out += toStep;
				s2 = b.add(s2);
				s2 = s2.blend(low, s2.compare(VectorOperators.LE, low));
				s2.blend(high, s2.compare(VectorOperators.GE, high)).intoArray(output, out);
				out += toStep;
				s3 = b.add(s3);
				s3 = s3.blend(low, s3.compare(VectorOperators.LE, low));
				s3.blend(high, s3.compare(VectorOperators.GE, high)).intoArray(output, out);
				out += toStep;
				s4 = b.add(s4);
				s4 = s4.blend(low, s4.compare(VectorOperators.LE, low));
				s4.blend(high, s4.compare(VectorOperators.GE, high)).intoArray(output, out);
				out += toStep;
				s5 = b.add(s5);
				s5 = s5.blend(low, s5.compare(VectorOperators.LE, low));
				s5.blend(high, s5.compare(VectorOperators.GE, high)).intoArray(output, out);
				out += toStep;
				s6 = b.add(s6);
				s6 = s6.blend(low, s6.compare(VectorOperators.LE, low));
				s6.blend(high, s6.compare(VectorOperators.GE, high)).intoArray(output, out);
				out += toStep;
				first += 7 * LANES;
			}
		}
	}

	/** Computes four outputs at a time; the parameters are those of {@link #seven}. */
	static void four(float[] input, int from, int planeStep, int[] runs, int threes, int twos, int ones,
			float[] weights, int weightsBase, float[] bias, int vector, int end, int last, int tiles, float[] output,
			int to, int toStep, float low, float high) {
		int taps = threes + twos + ones - 3;
		for (int v = vector; v < end; v++) {
			int first = from + (v - vector) * planeStep;
			int out = to + Math.min(v * LANES, last);
			for (int tile = 0; tile < tiles; tile++) {
				FloatVector s0 = FloatVector.zero(SPECIES);
				FloatVector s1 = FloatVector.zero(SPECIES);
				FloatVector s2 = FloatVector.zero(SPECIES);
				FloatVector s3 = FloatVector.zero(SPECIES);
				FloatVector x;
				int w = weightsBase + v * taps * LANES;
				int run = 1;
				for (; run < threes; run++) {
					int at = first + runs[run];
					FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w);
					FloatVector w1 = FloatVector.fromArray(SPECIES, weights, w + LANES);
					FloatVector w2 = FloatVector.fromArray(SPECIES, weights, w + 2 * LANES);
					x = FloatVector.fromArray(SPECIES, input, at);
					s0 = x.fma(w0, s0);
					x = FloatVector.fromArray(SPECIES, input, at + LANES);
					s1 = x.fma(w0, s1);
					s0 = x.fma(w1, s0);
					x = FloatVector.fromArray(SPECIES, input, at + 2 * LANES);
					s2 = x.fma(w0, s2);
					s1 = x.fma(w1, s1);
					s0 = x.fma(w2, s0);
					x = FloatVector.fromArray(SPECIES, input, at + 3 * LANES);
					s3 = x.fma(w0, s3);
					s2 = x.fma(w1, s2);
					s1 = x.fma(w2, s1);
					x = FloatVector.fromArray(SPECIES, input, at + 4 * LANES);
					s3 = x.fma(w1, s3);
					s2 = x.fma(w2, s2);
					x = FloatVector.fromArray(SPECIES, input, at + 5 * LANES);
					s3 = x.fma(w2, s3);
					w += 3 * LANES;
				}
				for (; run < twos; run++) {
					int at = first + runs[run];
					FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w);
					FloatVector w1 = FloatVector.fromArray(SPECIES, weights, w + LANES);
					x = FloatVector.fromArray(SPECIES, input, at);
					s0 = x.fma(w0, s0);
					x = FloatVector.fromArray(SPECIES, input, at + LANES);
					s1 = x.fma(w0, s1);
					s0 = x.fma(w1, s0);
					x = FloatVector.fromArray(SPECIES, input, at + 2 * LANES);
					s2 = x.fma(w0, s2);
					s1 = x.fma(w1, s1);
					x = FloatVector.fromArray(SPECIES, input, at + 3 * LANES);
					s3 = x.fma(w0, s3);
					s2 = x.fma(w1, s2);
					x = FloatVector.fromArray(SPECIES, input, at + 4 * LANES);
					s3 = x.fma(w1, s3);
					w += 2 * LANES;
				}
				for (; run < ones; run++) {
					int at = first + runs[run];
					FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w);
					x = FloatVector.fromArray(SPECIES, input, at);
					s0 = x.fma(w0, s0);
					x = FloatVector.fromArray(SPECIES, input, at + LANES);
					s1 = x.fma(w0, s1);
					x = FloatVector.fromArray(SPECIES, input, at + 2 * LANES);
					s2 = x.fma(w0, s2);
					x = FloatVector.fromArray(SPECIES, input, at + 3 * LANES);
					s3 = x.fma(w0, s3);
					w += LANES;
				}
				FloatVector b = FloatVector.fromArray(SPECIES, bias, v * LANES);
				s0 = b.add(s0);
				s0 = s0.blend(low, s0.compare(VectorOperators.LE, low));
				s0.blend(high, s0.compare(VectorOperators.GE, high)).intoArray(output, out);
				out += toStep;
				s1 = b.add(s1);
				s1 = s1.blend(low, s1.compare(VectorOperators.LE, low));
				s1.blend(high, s1.compare(VectorOperators.GE, high)).intoArray(output, out);
				out += toStep;
				s2 = b.add(s2);
				s2 = s2.blend(low, s2.compare(VectorOperators.LE, low));
				s2.blend(high, s2.compare(VectorOperators.GE, high)).intoArray(output, out);
				out += toStep;
				s3 = b.add(s3);
				s3 = s3.blend(low, s3.compare(VectorOperators.LE, low));
				s3.blend(high, s3.compare(VectorOperators.GE, high)).intoArray(output, out);
				out += toStep;
				first += 4 * LANES;
			}
		}
	}

	/**
	 * Copies pixels, each vector of channels by itself.
	 * @param input the images
	 * @param at the first pixel, channels of the first vector
	 * @param step from one pixel to the next
	 * @param pixels how many
	 * @param last how far the last vector is at most
	 * @param vectors how many of each pixel
	 * @param target the copy
	 * @param to where the first vector goes
	 * @param planeStep from one vector to the next
	 */
	static void copy(float[] input, int at, int step, int pixels, int last, int vectors, float[] target, int to,
			int planeStep) {
		for (int pixel = 0; pixel < pixels; pixel++) {
			int from = at + pixel * step;
			int target0 = to + pixel * LANES;
			for (int v = 0; v < vectors; v++) {
				FloatVector.fromArray(SPECIES, input, from + Math.min(v * LANES, last)).intoArray(target, target0);
				target0 += planeStep;
			}
		}
	}

	/**
	 * Copies pixels, each channel as often as it has filters.
	 * @param starts by vector, the first of the channels that are loaded
	 * @param offsets by lane, which of those it takes
	 * @param at the first pixel, channel 0; the other parameters are those of
	 * {@link #copy}
	 */
	static void repeat(float[] input, int at, int step, int pixels, int[] starts, int[] offsets, int vector, int end,
			float[] target, int to, int planeStep) {
		for (int v = vector; v < end; v++) {
			VectorShuffle<Float> lanes = IntVector.fromArray(INDICES, offsets, v * LANES).toShuffle().cast(SPECIES);
			int from = at + starts[v];
			int first = to + (v - vector) * planeStep;
			for (int pixel = 0; pixel < pixels; pixel++) {
				FloatVector.fromArray(SPECIES, input, from).rearrange(lanes).intoArray(target, first + pixel * LANES);
				from += step;
			}
		}
	}

}
