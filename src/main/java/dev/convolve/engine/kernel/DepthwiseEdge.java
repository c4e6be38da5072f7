package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The rows of a depthwise 3×3 convolution that are next to the padding: they see two rows
 * of the input.
 */
final class DepthwiseEdge {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private DepthwiseEdge() {
	}

	/**
	 * Computes one row of all channels, stride 1; the other parameters are those of
	 * {@link DepthwiseKernel#pair}.
	 * @param tapRow the first of the two rows of taps
	 */
	static void single(float[] input, int from, int rowStep, int step, float[] weights, float[] bias, int end,
			int tapRow, boolean left, boolean right, int outputs, float[] output, int to, int toStep, float low,
			float high) {
		for (int v = 0; v < end; v++) {
			int at = from + Math.min(v * LANES, toStep - LANES);
			int out = to + Math.min(v * LANES, toStep - LANES);
			// Adding it changes nothing: a receiver for sums that a branch has changed
			FloatVector none = FloatVector.broadcast(SPECIES, -0f);
			FloatVector b = FloatVector.fromArray(SPECIES, bias, v * LANES);
			int w = (v * 9 + 3 * tapRow) * LANES;
			FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w);
			FloatVector w1 = FloatVector.fromArray(SPECIES, weights, w + LANES);
			FloatVector w2 = FloatVector.fromArray(SPECIES, weights, w + 2 * LANES);
			FloatVector w3 = FloatVector.fromArray(SPECIES, weights, w + 3 * LANES);
			FloatVector w4 = FloatVector.fromArray(SPECIES, weights, w + 4 * LANES);
			FloatVector w5 = FloatVector.fromArray(SPECIES, weights, w + 5 * LANES);
			FloatVector s0 = b;
			FloatVector s1 = b;
			FloatVector x;
			if (!left) {
				x = FloatVector.fromArray(SPECIES, input, at);
				s0 = x.fma(w0, s0);
				x = FloatVector.fromArray(SPECIES, input, at + rowStep);
				s0 = x.fma(w3, s0);
			}
			at += step;
			x = FloatVector.fromArray(SPECIES, input, at);
			s0 = x.fma(w1, s0);
			s1 = x.fma(w0, s1);
			x = FloatVector.fromArray(SPECIES, input, at + rowStep);
			s0 = x.fma(w4, s0);
			s1 = x.fma(w3, s1);
			at += step;
			for (int index = 1; index < outputs; index++) {
				FloatVector s2 = b;
				x = FloatVector.fromArray(SPECIES, input, at);
				s0 = x.fma(w2, s0);
				s1 = x.fma(w1, s1);
				s2 = x.fma(w0, s2);
				x = FloatVector.fromArray(SPECIES, input, at + rowStep);
				s0 = x.fma(w5, s0);
				s1 = x.fma(w4, s1);
				s2 = x.fma(w3, s2);
				s0 = s0.blend(low, s0.compare(VectorOperators.LE, low));
				s0.blend(high, s0.compare(VectorOperators.GE, high)).intoArray(output, out);
				s0 = s1;
				s1 = s2;
				at += step;
				out += toStep;
			}
			if (!right) {
				x = FloatVector.fromArray(SPECIES, input, at);
				s0 = x.fma(w2, s0);
				x = FloatVector.fromArray(SPECIES, input, at + rowStep);
				s0 = x.fma(w5, s0);
			}
			s0 = none.add(s0);
			s0 = s0.blend(low, s0.compare(VectorOperators.LE, low));
			s0.blend(high, s0.compare(VectorOperators.GE, high)).intoArray(output, out);
		}
	}

	/** Computes one row of all channels, stride 2; the parameters are the same. */
	static void strided(float[] input, int from, int rowStep, int step, float[] weights, float[] bias, int end,
			int tapRow, boolean left, boolean right, int outputs, float[] output, int to, int toStep, float low,
			float high) {
		for (int v = 0; v < end; v++) {
			int at = from + Math.min(v * LANES, toStep - LANES);
			int out = to + Math.min(v * LANES, toStep - LANES);
			// Adding it changes nothing: a receiver for sums that a branch has changed
			FloatVector none = FloatVector.broadcast(SPECIES, -0f);
			FloatVector b = FloatVector.fromArray(SPECIES, bias, v * LANES);
			int w = (v * 9 + 3 * tapRow) * LANES;
			FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w);
			FloatVector w1 = FloatVector.fromArray(SPECIES, weights, w + LANES);
			FloatVector w2 = FloatVector.fromArray(SPECIES, weights, w + 2 * LANES);
			FloatVector w3 = FloatVector.fromArray(SPECIES, weights, w + 3 * LANES);
			FloatVector w4 = FloatVector.fromArray(SPECIES, weights, w + 4 * LANES);
			FloatVector w5 = FloatVector.fromArray(SPECIES, weights, w + 5 * LANES);
			FloatVector s0 = b;
			FloatVector x;
			if (!left) {
				x = FloatVector.fromArray(SPECIES, input, at);
				s0 = x.fma(w0, s0);
				x = FloatVector.fromArray(SPECIES, input, at + rowStep);
				s0 = x.fma(w3, s0);
			}
			at += step;
			x = FloatVector.fromArray(SPECIES, input, at);
			s0 = x.fma(w1, s0);
			x = FloatVector.fromArray(SPECIES, input, at + rowStep);
			s0 = x.fma(w4, s0);
			at += step;
			for (int index = 1; index < outputs; index++) {
				FloatVector s1 = b;
				x = FloatVector.fromArray(SPECIES, input, at);
				s0 = x.fma(w2, s0);
				s1 = x.fma(w0, s1);
				x = FloatVector.fromArray(SPECIES, input, at + rowStep);
				s0 = x.fma(w5, s0);
				s1 = x.fma(w3, s1);
				s0 = s0.blend(low, s0.compare(VectorOperators.LE, low));
				s0.blend(high, s0.compare(VectorOperators.GE, high)).intoArray(output, out);
				at += step;
				out += toStep;
				x = FloatVector.fromArray(SPECIES, input, at);
				s1 = x.fma(w1, s1);
				x = FloatVector.fromArray(SPECIES, input, at + rowStep);
				s1 = x.fma(w4, s1);
				at += step;
				s0 = s1;
			}
			if (!right) {
				x = FloatVector.fromArray(SPECIES, input, at);
				s0 = x.fma(w2, s0);
				x = FloatVector.fromArray(SPECIES, input, at + rowStep);
				s0 = x.fma(w5, s0);
			}
			s0 = none.add(s0);
			s0 = s0.blend(low, s0.compare(VectorOperators.LE, low));
			s0.blend(high, s0.compare(VectorOperators.GE, high)).intoArray(output, out);
		}
	}

}
