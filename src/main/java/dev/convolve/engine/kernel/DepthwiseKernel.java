package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Depthwise convolution: vectors lie along the channels. What bounds it are loads, half
 * of which cross a cache line in a Java array, and the window of the processor that has
 * to find independent sums: so every input is loaded once for as many outputs as there
 * are registers for.
 */
final class DepthwiseKernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private DepthwiseKernel() {
	}

	/**
	 * Computes two rows of a 3×3 kernel with stride 1, sliding along them: a column of
	 * four inputs is loaded once and serves three outputs of each row.
	 * @param input where the inputs are
	 * @param from the first output's first input, channels of the first vector
	 * @param rowStep from one row of inputs to the next tap's
	 * @param step from one column of inputs to the next
	 * @param planeStep from one vector of channels to the next
	 * @param lastPlane how far the last vector is at most
	 * @param weights {@code [vectors][9][lanes]}
	 * @param bias {@code [vectors][lanes]}
	 * @param vector the first vector of channels
	 * @param end behind the last
	 * @param last where in a pixel of the output the last vector starts
	 * @param left whether the first output's first column is padding
	 * @param right whether the last output's last column is padding
	 * @param outputs of each row, at least one
	 * @param output the results
	 * @param to the first output, channel 0
	 * @param toStep from one output to the next
	 * @param toRow from the first row of outputs to the second
	 * @param low the least output
	 * @param high the greatest
	 */
	static void pair(float[] input, int from, int rowStep, int step, int planeStep, int lastPlane, float[] weights,
			float[] bias, int vector, int end, int last, boolean left, boolean right, int outputs, float[] output,
			int to, int toStep, int toRow, float low, float high) {
		for (int v = vector; v < end; v++) {
			int at = from + Math.min((v - vector) * planeStep, lastPlane);
			int out = to + Math.min(v * LANES, last);
			// Adding it changes nothing: a receiver for sums that a branch has changed
			FloatVector none = FloatVector.broadcast(SPECIES, -0f);
			FloatVector b = FloatVector.fromArray(SPECIES, bias, v * LANES);
			int w = v * 9 * LANES;
			FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w);
			FloatVector w1 = FloatVector.fromArray(SPECIES, weights, w + LANES);
			FloatVector w2 = FloatVector.fromArray(SPECIES, weights, w + 2 * LANES);
			FloatVector w3 = FloatVector.fromArray(SPECIES, weights, w + 3 * LANES);
			FloatVector w4 = FloatVector.fromArray(SPECIES, weights, w + 4 * LANES);
			FloatVector w5 = FloatVector.fromArray(SPECIES, weights, w + 5 * LANES);
			FloatVector w6 = FloatVector.fromArray(SPECIES, weights, w + 6 * LANES);
			FloatVector w7 = FloatVector.fromArray(SPECIES, weights, w + 7 * LANES);
			FloatVector w8 = FloatVector.fromArray(SPECIES, weights, w + 8 * LANES);
			FloatVector s0 = b;
			FloatVector s1 = b;
			FloatVector t0 = b;
			FloatVector t1 = b;
			FloatVector x;
			if (!left) {
				x = FloatVector.fromArray(SPECIES, input, at);
				s0 = x.fma(w0, s0);
				x = FloatVector.fromArray(SPECIES, input, at + rowStep);
				s0 = x.fma(w3, s0);
				t0 = x.fma(w0, t0);
				x = FloatVector.fromArray(SPECIES, input, at + 2 * rowStep);
				s0 = x.fma(w6, s0);
				t0 = x.fma(w3, t0);
				x = FloatVector.fromArray(SPECIES, input, at + 3 * rowStep);
				t0 = x.fma(w6, t0);
			}
			at += step;
			x = FloatVector.fromArray(SPECIES, input, at);
			s0 = x.fma(w1, s0);
			s1 = x.fma(w0, s1);
			x = FloatVector.fromArray(SPECIES, input, at + rowStep);
			s0 = x.fma(w4, s0);
			s1 = x.fma(w3, s1);
			t0 = x.fma(w1, t0);
			t1 = x.fma(w0, t1);
			x = FloatVector.fromArray(SPECIES, input, at + 2 * rowStep);
			s0 = x.fma(w7, s0);
			s1 = x.fma(w6, s1);
			t0 = x.fma(w4, t0);
			t1 = x.fma(w3, t1);
			x = FloatVector.fromArray(SPECIES, input, at + 3 * rowStep);
			t0 = x.fma(w7, t0);
			t1 = x.fma(w6, t1);
			at += step;
			for (int index = 1; index < outputs; index++) {
				FloatVector s2 = b;
				FloatVector t2 = b;
				x = FloatVector.fromArray(SPECIES, input, at);
				s0 = x.fma(w2, s0);
				s1 = x.fma(w1, s1);
				s2 = x.fma(w0, s2);
				x = FloatVector.fromArray(SPECIES, input, at + rowStep);
				s0 = x.fma(w5, s0);
				s1 = x.fma(w4, s1);
				s2 = x.fma(w3, s2);
				t0 = x.fma(w2, t0);
				t1 = x.fma(w1, t1);
				t2 = x.fma(w0, t2);
				x = FloatVector.fromArray(SPECIES, input, at + 2 * rowStep);
				s0 = x.fma(w8, s0);
				s1 = x.fma(w7, s1);
				s2 = x.fma(w6, s2);
				t0 = x.fma(w5, t0);
				t1 = x.fma(w4, t1);
				t2 = x.fma(w3, t2);
				x = FloatVector.fromArray(SPECIES, input, at + 3 * rowStep);
				t0 = x.fma(w8, t0);
				t1 = x.fma(w7, t1);
				t2 = x.fma(w6, t2);
				s0 = s0.blend(low, s0.compare(VectorOperators.LE, low));
				s0.blend(high, s0.compare(VectorOperators.GE, high)).intoArray(output, out);
				t0 = t0.blend(low, t0.compare(VectorOperators.LE, low));
				t0.blend(high, t0.compare(VectorOperators.GE, high)).intoArray(output, out + toRow);
				s0 = s1;
				s1 = s2;
				t0 = t1;
				t1 = t2;
				at += step;
				out += toStep;
			}
			if (!right) {
				x = FloatVector.fromArray(SPECIES, input, at);
				s0 = x.fma(w2, s0);
				x = FloatVector.fromArray(SPECIES, input, at + rowStep);
				s0 = x.fma(w5, s0);
				t0 = x.fma(w2, t0);
				x = FloatVector.fromArray(SPECIES, input, at + 2 * rowStep);
				s0 = x.fma(w8, s0);
				t0 = x.fma(w5, t0);
				x = FloatVector.fromArray(SPECIES, input, at + 3 * rowStep);
				t0 = x.fma(w8, t0);
			}
			s0 = none.add(s0);
			s0 = s0.blend(low, s0.compare(VectorOperators.LE, low));
			s0.blend(high, s0.compare(VectorOperators.GE, high)).intoArray(output, out);
			t0 = none.add(t0);
			t0 = t0.blend(low, t0.compare(VectorOperators.LE, low));
			t0.blend(high, t0.compare(VectorOperators.GE, high)).intoArray(output, out + toRow);
		}
	}

	/** Computes one row, stride 1; the parameters are those of {@link #pair}. */
	static void single(float[] input, int from, int rowStep, int step, int planeStep, int lastPlane, float[] weights,
			float[] bias, int vector, int end, int last, boolean left, boolean right, int outputs, float[] output,
			int to, int toStep, float low, float high) {
		for (int v = vector; v < end; v++) {
			int at = from + Math.min((v - vector) * planeStep, lastPlane);
			int out = to + Math.min(v * LANES, last);
			// Adding it changes nothing: a receiver for sums that a branch has changed
			FloatVector none = FloatVector.broadcast(SPECIES, -0f);
			FloatVector b = FloatVector.fromArray(SPECIES, bias, v * LANES);
			int w = v * 9 * LANES;
			FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w);
			FloatVector w1 = FloatVector.fromArray(SPECIES, weights, w + LANES);
			FloatVector w2 = FloatVector.fromArray(SPECIES, weights, w + 2 * LANES);
			FloatVector w3 = FloatVector.fromArray(SPECIES, weights, w + 3 * LANES);
			FloatVector w4 = FloatVector.fromArray(SPECIES, weights, w + 4 * LANES);
			FloatVector w5 = FloatVector.fromArray(SPECIES, weights, w + 5 * LANES);
			FloatVector w6 = FloatVector.fromArray(SPECIES, weights, w + 6 * LANES);
			FloatVector w7 = FloatVector.fromArray(SPECIES, weights, w + 7 * LANES);
			FloatVector w8 = FloatVector.fromArray(SPECIES, weights, w + 8 * LANES);
			FloatVector s0 = b;
			FloatVector s1 = b;
			FloatVector x;
			if (!left) {
				x = FloatVector.fromArray(SPECIES, input, at);
				s0 = x.fma(w0, s0);
				x = FloatVector.fromArray(SPECIES, input, at + rowStep);
				s0 = x.fma(w3, s0);
				x = FloatVector.fromArray(SPECIES, input, at + 2 * rowStep);
				s0 = x.fma(w6, s0);
			}
			at += step;
			x = FloatVector.fromArray(SPECIES, input, at);
			s0 = x.fma(w1, s0);
			s1 = x.fma(w0, s1);
			x = FloatVector.fromArray(SPECIES, input, at + rowStep);
			s0 = x.fma(w4, s0);
			s1 = x.fma(w3, s1);
			x = FloatVector.fromArray(SPECIES, input, at + 2 * rowStep);
			s0 = x.fma(w7, s0);
			s1 = x.fma(w6, s1);
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
				x = FloatVector.fromArray(SPECIES, input, at + 2 * rowStep);
				s0 = x.fma(w8, s0);
				s1 = x.fma(w7, s1);
				s2 = x.fma(w6, s2);
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
				x = FloatVector.fromArray(SPECIES, input, at + 2 * rowStep);
				s0 = x.fma(w8, s0);
			}
			s0 = none.add(s0);
			s0 = s0.blend(low, s0.compare(VectorOperators.LE, low));
			s0.blend(high, s0.compare(VectorOperators.GE, high)).intoArray(output, out);
		}
	}

	/** Computes one row, stride 2; the parameters are those of {@link #pair}. */
	static void strided(float[] input, int from, int rowStep, int step, int planeStep, int lastPlane, float[] weights,
			float[] bias, int vector, int end, int last, boolean left, boolean right, int outputs, float[] output,
			int to, int toStep, float low, float high) {
		for (int v = vector; v < end; v++) {
			int at = from + Math.min((v - vector) * planeStep, lastPlane);
			int out = to + Math.min(v * LANES, last);
			// Adding it changes nothing: a receiver for sums that a branch has changed
			FloatVector none = FloatVector.broadcast(SPECIES, -0f);
			FloatVector b = FloatVector.fromArray(SPECIES, bias, v * LANES);
			int w = v * 9 * LANES;
			FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w);
			FloatVector w1 = FloatVector.fromArray(SPECIES, weights, w + LANES);
			FloatVector w2 = FloatVector.fromArray(SPECIES, weights, w + 2 * LANES);
			FloatVector w3 = FloatVector.fromArray(SPECIES, weights, w + 3 * LANES);
			FloatVector w4 = FloatVector.fromArray(SPECIES, weights, w + 4 * LANES);
			FloatVector w5 = FloatVector.fromArray(SPECIES, weights, w + 5 * LANES);
			FloatVector w6 = FloatVector.fromArray(SPECIES, weights, w + 6 * LANES);
			FloatVector w7 = FloatVector.fromArray(SPECIES, weights, w + 7 * LANES);
			FloatVector w8 = FloatVector.fromArray(SPECIES, weights, w + 8 * LANES);
			FloatVector s0 = b;
			FloatVector x;
			if (!left) {
				x = FloatVector.fromArray(SPECIES, input, at);
				s0 = x.fma(w0, s0);
				x = FloatVector.fromArray(SPECIES, input, at + rowStep);
				s0 = x.fma(w3, s0);
				x = FloatVector.fromArray(SPECIES, input, at + 2 * rowStep);
				s0 = x.fma(w6, s0);
			}
			at += step;
			x = FloatVector.fromArray(SPECIES, input, at);
			s0 = x.fma(w1, s0);
			x = FloatVector.fromArray(SPECIES, input, at + rowStep);
			s0 = x.fma(w4, s0);
			x = FloatVector.fromArray(SPECIES, input, at + 2 * rowStep);
			s0 = x.fma(w7, s0);
			at += step;
			for (int index = 1; index < outputs; index++) {
				FloatVector s1 = b;
				x = FloatVector.fromArray(SPECIES, input, at);
				s0 = x.fma(w2, s0);
				s1 = x.fma(w0, s1);
				x = FloatVector.fromArray(SPECIES, input, at + rowStep);
				s0 = x.fma(w5, s0);
				s1 = x.fma(w3, s1);
				x = FloatVector.fromArray(SPECIES, input, at + 2 * rowStep);
				s0 = x.fma(w8, s0);
				s1 = x.fma(w6, s1);
				s0 = s0.blend(low, s0.compare(VectorOperators.LE, low));
				s0.blend(high, s0.compare(VectorOperators.GE, high)).intoArray(output, out);
				at += step;
				out += toStep;
				x = FloatVector.fromArray(SPECIES, input, at);
				s1 = x.fma(w1, s1);
				x = FloatVector.fromArray(SPECIES, input, at + rowStep);
				s1 = x.fma(w4, s1);
				x = FloatVector.fromArray(SPECIES, input, at + 2 * rowStep);
				s1 = x.fma(w7, s1);
				at += step;
				s0 = s1;
			}
			if (!right) {
				x = FloatVector.fromArray(SPECIES, input, at);
				s0 = x.fma(w2, s0);
				x = FloatVector.fromArray(SPECIES, input, at + rowStep);
				s0 = x.fma(w5, s0);
				x = FloatVector.fromArray(SPECIES, input, at + 2 * rowStep);
				s0 = x.fma(w8, s0);
			}
			s0 = none.add(s0);
			s0 = s0.blend(low, s0.compare(VectorOperators.LE, low));
			s0.blend(high, s0.compare(VectorOperators.GE, high)).intoArray(output, out);
		}
	}

}
