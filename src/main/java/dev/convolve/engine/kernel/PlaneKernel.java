package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of {@link Planes#multiply}: eight sums of vectors, enough that none
 * waits for the one before, or sixteen where there are registers for them, for which half
 * as much is read. The weights of four filters lie side by side, so that there is one
 * place to read them from.
 */
final class PlaneKernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private PlaneKernel() {
	}

	/** One filter, eight vectors of pixels at a time. */
	static void one(float[] a, int aBase, int[] taps, int from, int end, float[] w, int wBase, float[] c, int cBase,
			int tiles) {
		for (int tile = 0; tile < tiles; tile++) {
			int x = aBase + tile * Planes.TILE;
			FloatVector s0 = FloatVector.zero(SPECIES);
			FloatVector s1 = s0;
			FloatVector s2 = s0;
			FloatVector s3 = s0;
			FloatVector s4 = s0;
			FloatVector s5 = s0;
			FloatVector s6 = s0;
			FloatVector s7 = s0;
			for (int k = from; k < end; k++) {
				FloatVector v = FloatVector.broadcast(SPECIES, w[wBase + k]);
				int at = x + taps[k];
				s0 = FloatVector.fromArray(SPECIES, a, at).fma(v, s0);
				s1 = FloatVector.fromArray(SPECIES, a, at + LANES).fma(v, s1);
				s2 = FloatVector.fromArray(SPECIES, a, at + 2 * LANES).fma(v, s2);
				s3 = FloatVector.fromArray(SPECIES, a, at + 3 * LANES).fma(v, s3);
				s4 = FloatVector.fromArray(SPECIES, a, at + 4 * LANES).fma(v, s4);
				s5 = FloatVector.fromArray(SPECIES, a, at + 5 * LANES).fma(v, s5);
				s6 = FloatVector.fromArray(SPECIES, a, at + 6 * LANES).fma(v, s6);
				s7 = FloatVector.fromArray(SPECIES, a, at + 7 * LANES).fma(v, s7);
			}
			int to = cBase + tile * Planes.TILE;
			FloatVector.fromArray(SPECIES, c, to).add(s0).intoArray(c, to);
			FloatVector.fromArray(SPECIES, c, to + LANES).add(s1).intoArray(c, to + LANES);
			FloatVector.fromArray(SPECIES, c, to + 2 * LANES).add(s2).intoArray(c, to + 2 * LANES);
			FloatVector.fromArray(SPECIES, c, to + 3 * LANES).add(s3).intoArray(c, to + 3 * LANES);
			FloatVector.fromArray(SPECIES, c, to + 4 * LANES).add(s4).intoArray(c, to + 4 * LANES);
			FloatVector.fromArray(SPECIES, c, to + 5 * LANES).add(s5).intoArray(c, to + 5 * LANES);
			FloatVector.fromArray(SPECIES, c, to + 6 * LANES).add(s6).intoArray(c, to + 6 * LANES);
			FloatVector.fromArray(SPECIES, c, to + 7 * LANES).add(s7).intoArray(c, to + 7 * LANES);
		}
	}

	/** Four filters, two vectors of pixels at a time. */
	static void four(float[] a, int aBase, int[] taps, int from, int end, float[] w, int wBase, float[] c, int cBase,
			int cStep, int pairs) {
		for (int pair = 0; pair < pairs; pair++) {
			int x = aBase + pair * 2 * LANES;
			FloatVector p0 = FloatVector.zero(SPECIES);
			FloatVector q0 = p0;
			FloatVector p1 = p0;
			FloatVector q1 = p0;
			FloatVector p2 = p0;
			FloatVector q2 = p0;
			FloatVector p3 = p0;
			FloatVector q3 = p0;
			for (int k = from; k < end; k++) {
				int at = x + taps[k];
				FloatVector v0 = FloatVector.fromArray(SPECIES, a, at);
				FloatVector v1 = FloatVector.fromArray(SPECIES, a, at + LANES);
				FloatVector w0 = FloatVector.broadcast(SPECIES, w[wBase + 4 * k]);
				p0 = v0.fma(w0, p0);
				q0 = v1.fma(w0, q0);
				FloatVector w1 = FloatVector.broadcast(SPECIES, w[wBase + 4 * k + 1]);
				p1 = v0.fma(w1, p1);
				q1 = v1.fma(w1, q1);
				FloatVector w2 = FloatVector.broadcast(SPECIES, w[wBase + 4 * k + 2]);
				p2 = v0.fma(w2, p2);
				q2 = v1.fma(w2, q2);
				FloatVector w3 = FloatVector.broadcast(SPECIES, w[wBase + 4 * k + 3]);
				p3 = v0.fma(w3, p3);
				q3 = v1.fma(w3, q3);
			}
			int to = cBase + pair * 2 * LANES;
			FloatVector.fromArray(SPECIES, c, to).add(p0).intoArray(c, to);
			FloatVector.fromArray(SPECIES, c, to + LANES).add(q0).intoArray(c, to + LANES);
			to += cStep;
			FloatVector.fromArray(SPECIES, c, to).add(p1).intoArray(c, to);
			FloatVector.fromArray(SPECIES, c, to + LANES).add(q1).intoArray(c, to + LANES);
			to += cStep;
			FloatVector.fromArray(SPECIES, c, to).add(p2).intoArray(c, to);
			FloatVector.fromArray(SPECIES, c, to + LANES).add(q2).intoArray(c, to + LANES);
			to += cStep;
			FloatVector.fromArray(SPECIES, c, to).add(p3).intoArray(c, to);
			FloatVector.fromArray(SPECIES, c, to + LANES).add(q3).intoArray(c, to + LANES);
		}
	}

	/** Four filters, four vectors of pixels at a time. */
	static void fourWide(float[] a, int aBase, int[] taps, int from, int end, float[] w, int wBase, float[] c,
			int cBase, int cStep, int quads) {
		for (int quad = 0; quad < quads; quad++) {
			int x = aBase + quad * 4 * LANES;
			FloatVector p0 = FloatVector.zero(SPECIES);
			FloatVector q0 = p0;
			FloatVector r0 = p0;
			FloatVector s0 = p0;
			FloatVector p1 = p0;
			FloatVector q1 = p0;
			FloatVector r1 = p0;
			FloatVector s1 = p0;
			FloatVector p2 = p0;
			FloatVector q2 = p0;
			FloatVector r2 = p0;
			FloatVector s2 = p0;
			FloatVector p3 = p0;
			FloatVector q3 = p0;
			FloatVector r3 = p0;
			FloatVector s3 = p0;
			for (int k = from; k < end; k++) {
				int at = x + taps[k];
				FloatVector v0 = FloatVector.fromArray(SPECIES, a, at);
				FloatVector v1 = FloatVector.fromArray(SPECIES, a, at + LANES);
				FloatVector v2 = FloatVector.fromArray(SPECIES, a, at + 2 * LANES);
				FloatVector v3 = FloatVector.fromArray(SPECIES, a, at + 3 * LANES);
				FloatVector w0 = FloatVector.broadcast(SPECIES, w[wBase + 4 * k]);
				p0 = v0.fma(w0, p0);
				q0 = v1.fma(w0, q0);
				r0 = v2.fma(w0, r0);
				s0 = v3.fma(w0, s0);
				FloatVector w1 = FloatVector.broadcast(SPECIES, w[wBase + 4 * k + 1]);
				p1 = v0.fma(w1, p1);
				q1 = v1.fma(w1, q1);
				r1 = v2.fma(w1, r1);
				s1 = v3.fma(w1, s1);
				FloatVector w2 = FloatVector.broadcast(SPECIES, w[wBase + 4 * k + 2]);
				p2 = v0.fma(w2, p2);
				q2 = v1.fma(w2, q2);
				r2 = v2.fma(w2, r2);
				s2 = v3.fma(w2, s2);
				FloatVector w3 = FloatVector.broadcast(SPECIES, w[wBase + 4 * k + 3]);
				p3 = v0.fma(w3, p3);
				q3 = v1.fma(w3, q3);
				r3 = v2.fma(w3, r3);
				s3 = v3.fma(w3, s3);
			}
			int to = cBase + quad * 4 * LANES;
			FloatVector.fromArray(SPECIES, c, to).add(p0).intoArray(c, to);
			FloatVector.fromArray(SPECIES, c, to + LANES).add(q0).intoArray(c, to + LANES);
			FloatVector.fromArray(SPECIES, c, to + 2 * LANES).add(r0).intoArray(c, to + 2 * LANES);
			FloatVector.fromArray(SPECIES, c, to + 3 * LANES).add(s0).intoArray(c, to + 3 * LANES);
			to += cStep;
			FloatVector.fromArray(SPECIES, c, to).add(p1).intoArray(c, to);
			FloatVector.fromArray(SPECIES, c, to + LANES).add(q1).intoArray(c, to + LANES);
			FloatVector.fromArray(SPECIES, c, to + 2 * LANES).add(r1).intoArray(c, to + 2 * LANES);
			FloatVector.fromArray(SPECIES, c, to + 3 * LANES).add(s1).intoArray(c, to + 3 * LANES);
			to += cStep;
			FloatVector.fromArray(SPECIES, c, to).add(p2).intoArray(c, to);
			FloatVector.fromArray(SPECIES, c, to + LANES).add(q2).intoArray(c, to + LANES);
			FloatVector.fromArray(SPECIES, c, to + 2 * LANES).add(r2).intoArray(c, to + 2 * LANES);
			FloatVector.fromArray(SPECIES, c, to + 3 * LANES).add(s2).intoArray(c, to + 3 * LANES);
			to += cStep;
			FloatVector.fromArray(SPECIES, c, to).add(p3).intoArray(c, to);
			FloatVector.fromArray(SPECIES, c, to + LANES).add(q3).intoArray(c, to + LANES);
			FloatVector.fromArray(SPECIES, c, to + 2 * LANES).add(r3).intoArray(c, to + 2 * LANES);
			FloatVector.fromArray(SPECIES, c, to + 3 * LANES).add(s3).intoArray(c, to + 3 * LANES);
		}
	}

}
