package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Strip2Kernel} for five pixels by four vectors of filters: for processors with 32
 * vector registers.
 */
final class Strip4Kernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private static final int PANEL = 4 * LANES;

	static final int PIXELS = 5;

	/**
	 * From one value of the strip to the next, as a multiple of the same for the panel.
	 */
	private static final int STEP = Strip.STEP / PANEL;

	private static final int PLACE = Strip.MOST_PLACES - 1;

	private static final int VALUES = Strip.MOST_VALUES - 1;

	private Strip4Kernel() {
	}

	/** Multiplies 5 pixels at a time. */
	static void tiles(float[] a, int aPlace, int valueCount, float[] b, int bPlace, float[] bias, int biasBase,
			float[] c, int cBase, int cStep, int tileCount) {
		int aBase = aPlace & PLACE;
		int bBase = bPlace & PLACE;
		int size = (valueCount & VALUES) * PANEL;
		int tiles = tileCount & VALUES;
		for (int tile = 0; tile < tiles; tile++) {
			FloatVector p0 = FloatVector.zero(SPECIES);
			FloatVector q0 = FloatVector.zero(SPECIES);
			FloatVector s0 = FloatVector.zero(SPECIES);
			FloatVector t0 = FloatVector.zero(SPECIES);
			FloatVector p1 = FloatVector.zero(SPECIES);
			FloatVector q1 = FloatVector.zero(SPECIES);
			FloatVector s1 = FloatVector.zero(SPECIES);
			FloatVector t1 = FloatVector.zero(SPECIES);
			FloatVector p2 = FloatVector.zero(SPECIES);
			FloatVector q2 = FloatVector.zero(SPECIES);
			FloatVector s2 = FloatVector.zero(SPECIES);
			FloatVector t2 = FloatVector.zero(SPECIES);
			FloatVector p3 = FloatVector.zero(SPECIES);
			FloatVector q3 = FloatVector.zero(SPECIES);
			FloatVector s3 = FloatVector.zero(SPECIES);
			FloatVector t3 = FloatVector.zero(SPECIES);
			FloatVector p4 = FloatVector.zero(SPECIES);
			FloatVector q4 = FloatVector.zero(SPECIES);
			FloatVector s4 = FloatVector.zero(SPECIES);
			FloatVector t4 = FloatVector.zero(SPECIES);
			int x = aBase + tile * PIXELS;
			for (int k = 0; k < size; k += PANEL) {
				FloatVector b0 = FloatVector.fromArray(SPECIES, b, bBase + k);
				FloatVector b1 = FloatVector.fromArray(SPECIES, b, bBase + k + LANES);
				FloatVector b2 = FloatVector.fromArray(SPECIES, b, bBase + k + 2 * LANES);
				FloatVector b3 = FloatVector.fromArray(SPECIES, b, bBase + k + 3 * LANES);
				FloatVector v0 = FloatVector.broadcast(SPECIES, a[x + k * STEP]);
				p0 = v0.fma(b0, p0);
				q0 = v0.fma(b1, q0);
				s0 = v0.fma(b2, s0);
				t0 = v0.fma(b3, t0);
				FloatVector v1 = FloatVector.broadcast(SPECIES, a[x + k * STEP + 1]);
				p1 = v1.fma(b0, p1);
				q1 = v1.fma(b1, q1);
				s1 = v1.fma(b2, s1);
				t1 = v1.fma(b3, t1);
				FloatVector v2 = FloatVector.broadcast(SPECIES, a[x + k * STEP + 2]);
				p2 = v2.fma(b0, p2);
				q2 = v2.fma(b1, q2);
				s2 = v2.fma(b2, s2);
				t2 = v2.fma(b3, t2);
				FloatVector v3 = FloatVector.broadcast(SPECIES, a[x + k * STEP + 3]);
				p3 = v3.fma(b0, p3);
				q3 = v3.fma(b1, q3);
				s3 = v3.fma(b2, s3);
				t3 = v3.fma(b3, t3);
				FloatVector v4 = FloatVector.broadcast(SPECIES, a[x + k * STEP + 4]);
				p4 = v4.fma(b0, p4);
				q4 = v4.fma(b1, q4);
				s4 = v4.fma(b2, s4);
				t4 = v4.fma(b3, t4);
			}
			FloatVector start0 = FloatVector.fromArray(SPECIES, bias, biasBase);
			FloatVector start1 = FloatVector.fromArray(SPECIES, bias, biasBase + LANES);
			FloatVector start2 = FloatVector.fromArray(SPECIES, bias, biasBase + 2 * LANES);
			FloatVector start3 = FloatVector.fromArray(SPECIES, bias, biasBase + 3 * LANES);
			int to = cBase + tile * PIXELS * cStep;
			start0.add(p0).intoArray(c, to);
			start1.add(q0).intoArray(c, to + LANES);
			start2.add(s0).intoArray(c, to + 2 * LANES);
			start3.add(t0).intoArray(c, to + 3 * LANES);
			to += cStep;
			start0.add(p1).intoArray(c, to);
			start1.add(q1).intoArray(c, to + LANES);
			start2.add(s1).intoArray(c, to + 2 * LANES);
			start3.add(t1).intoArray(c, to + 3 * LANES);
			to += cStep;
			start0.add(p2).intoArray(c, to);
			start1.add(q2).intoArray(c, to + LANES);
			start2.add(s2).intoArray(c, to + 2 * LANES);
			start3.add(t2).intoArray(c, to + 3 * LANES);
			to += cStep;
			start0.add(p3).intoArray(c, to);
			start1.add(q3).intoArray(c, to + LANES);
			start2.add(s3).intoArray(c, to + 2 * LANES);
			start3.add(t3).intoArray(c, to + 3 * LANES);
			to += cStep;
			start0.add(p4).intoArray(c, to);
			start1.add(q4).intoArray(c, to + LANES);
			start2.add(s4).intoArray(c, to + 2 * LANES);
			start3.add(t4).intoArray(c, to + 3 * LANES);
		}
	}

}
