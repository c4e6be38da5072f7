package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link DepthwiseTiles#seven} for fourteen outputs: for processors with 32 vector
 * registers. Seven sums wait for each other, and what is done once a tile weighs more.
 */
final class DepthwiseWideTiles {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private DepthwiseWideTiles() {
	}

	/**
	 * Computes fourteen outputs at a time; the parameters are those of
	 * {@link DepthwiseTiles#seven}.
	 */
	static void fourteen(float[] input, int from, int planeStep, int[] runs, int threes, int twos, int ones,
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
				FloatVector s7 = FloatVector.zero(SPECIES);
				FloatVector s8 = FloatVector.zero(SPECIES);
				FloatVector s9 = FloatVector.zero(SPECIES);
				FloatVector s10 = FloatVector.zero(SPECIES);
				FloatVector s11 = FloatVector.zero(SPECIES);
				FloatVector s12 = FloatVector.zero(SPECIES);
				FloatVector s13 = FloatVector.zero(SPECIES);
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
					s7 = x.fma(w0, s7);
					s6 = x.fma(w1, s6);
					s5 = x.fma(w2, s5);
					x = FloatVector.fromArray(SPECIES, input, at + 8 * LANES);
					s8 = x.fma(w0, s8);
					s7 = x.fma(w1, s7);
					s6 = x.fma(w2, s6);
					x = FloatVector.fromArray(SPECIES, input, at + 9 * LANES);
					s9 = x.fma(w0, s9);
					s8 = x.fma(w1, s8);
					s7 = x.fma(w2, s7);
					x = FloatVector.fromArray(SPECIES, input, at + 10 * LANES);
					s10 = x.fma(w0, s10);
					s9 = x.fma(w1, s9);
					s8 = x.fma(w2, s8);
					x = FloatVector.fromArray(SPECIES, input, at + 11 * LANES);
					s11 = x.fma(w0, s11);
					s10 = x.fma(w1, s10);
					s9 = x.fma(w2, s9);
					x = FloatVector.fromArray(SPECIES, input, at + 12 * LANES);
					s12 = x.fma(w0, s12);
					s11 = x.fma(w1, s11);
					s10 = x.fma(w2, s10);
					x = FloatVector.fromArray(SPECIES, input, at + 13 * LANES);
					s13 = x.fma(w0, s13);
					s12 = x.fma(w1, s12);
					s11 = x.fma(w2, s11);
					x = FloatVector.fromArray(SPECIES, input, at + 14 * LANES);
					s13 = x.fma(w1, s13);
					s12 = x.fma(w2, s12);
					x = FloatVector.fromArray(SPECIES, input, at + 15 * LANES);
					s13 = x.fma(w2, s13);
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
					s7 = x.fma(w0, s7);
					s6 = x.fma(w1, s6);
					x = FloatVector.fromArray(SPECIES, input, at + 8 * LANES);
					s8 = x.fma(w0, s8);
					s7 = x.fma(w1, s7);
					x = FloatVector.fromArray(SPECIES, input, at + 9 * LANES);
					s9 = x.fma(w0, s9);
					s8 = x.fma(w1, s8);
					x = FloatVector.fromArray(SPECIES, input, at + 10 * LANES);
					s10 = x.fma(w0, s10);
					s9 = x.fma(w1, s9);
					x = FloatVector.fromArray(SPECIES, input, at + 11 * LANES);
					s11 = x.fma(w0, s11);
					s10 = x.fma(w1, s10);
					x = FloatVector.fromArray(SPECIES, input, at + 12 * LANES);
					s12 = x.fma(w0, s12);
					s11 = x.fma(w1, s11);
					x = FloatVector.fromArray(SPECIES, input, at + 13 * LANES);
					s13 = x.fma(w0, s13);
					s12 = x.fma(w1, s12);
					x = FloatVector.fromArray(SPECIES, input, at + 14 * LANES);
					s13 = x.fma(w1, s13);
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
					x = FloatVector.fromArray(SPECIES, input, at + 7 * LANES);
					s7 = x.fma(w0, s7);
					x = FloatVector.fromArray(SPECIES, input, at + 8 * LANES);
					s8 = x.fma(w0, s8);
					x = FloatVector.fromArray(SPECIES, input, at + 9 * LANES);
					s9 = x.fma(w0, s9);
					x = FloatVector.fromArray(SPECIES, input, at + 10 * LANES);
					s10 = x.fma(w0, s10);
					x = FloatVector.fromArray(SPECIES, input, at + 11 * LANES);
					s11 = x.fma(w0, s11);
					x = FloatVector.fromArray(SPECIES, input, at + 12 * LANES);
					s12 = x.fma(w0, s12);
					x = FloatVector.fromArray(SPECIES, input, at + 13 * LANES);
					s13 = x.fma(w0, s13);
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
				s7 = b.add(s7);
				s7 = s7.blend(low, s7.compare(VectorOperators.LE, low));
				s7.blend(high, s7.compare(VectorOperators.GE, high)).intoArray(output, out);
				out += toStep;
				s8 = b.add(s8);
				s8 = s8.blend(low, s8.compare(VectorOperators.LE, low));
				s8.blend(high, s8.compare(VectorOperators.GE, high)).intoArray(output, out);
				out += toStep;
				s9 = b.add(s9);
				s9 = s9.blend(low, s9.compare(VectorOperators.LE, low));
				s9.blend(high, s9.compare(VectorOperators.GE, high)).intoArray(output, out);
				out += toStep;
				s10 = b.add(s10);
				s10 = s10.blend(low, s10.compare(VectorOperators.LE, low));
				s10.blend(high, s10.compare(VectorOperators.GE, high)).intoArray(output, out);
				out += toStep;
				s11 = b.add(s11);
				s11 = s11.blend(low, s11.compare(VectorOperators.LE, low));
				s11.blend(high, s11.compare(VectorOperators.GE, high)).intoArray(output, out);
				out += toStep;
				s12 = b.add(s12);
				s12 = s12.blend(low, s12.compare(VectorOperators.LE, low));
				s12.blend(high, s12.compare(VectorOperators.GE, high)).intoArray(output, out);
				out += toStep;
				s13 = b.add(s13);
				s13 = s13.blend(low, s13.compare(VectorOperators.LE, low));
				s13.blend(high, s13.compare(VectorOperators.GE, high)).intoArray(output, out);
				out += toStep;
				first += 14 * LANES;
			}
		}
	}

}
