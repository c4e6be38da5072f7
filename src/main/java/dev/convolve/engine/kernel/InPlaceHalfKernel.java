package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link InPlace1Kernel} for half as many filters as fill a vector of 512 bits: loads
 * that spread a value over 256 bits take half the time on processors whose vectors of 512
 * bits take two passes, and no longer on others.
 */
final class InPlaceHalfKernel {

	private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;

	private static final int LANES = Panels.HALF;

	private static final int PLACE = InPlace.MOST_PLACES - 1;

	private static final int STEP = InPlace.MOST_STEP - 1;

	private static final int TAPS = InPlace.MOST_TAPS_OF_SHORT - 1;

	private InPlaceHalfKernel() {
	}

	/** Multiplies 6 pixels at a time; see {@link InPlace#multiply}. */
	static void tiles(float[] a, int aBase, int pixelStep, int rows, int rowStep, int tapCount, float[] b, int bBase,
			float[] bias, int biasBase, float[] c, int cBase, int cStep, int tiles) {
		int step = pixelStep & STEP;
		int taps = tapCount & TAPS;
		int pairs = taps >> 1;
		for (int tile = 0; tile < tiles; tile++) {
			FloatVector p0 = FloatVector.zero(SPECIES);
			FloatVector q0 = FloatVector.zero(SPECIES);
			FloatVector p1 = FloatVector.zero(SPECIES);
			FloatVector q1 = FloatVector.zero(SPECIES);
			FloatVector p2 = FloatVector.zero(SPECIES);
			FloatVector q2 = FloatVector.zero(SPECIES);
			FloatVector p3 = FloatVector.zero(SPECIES);
			FloatVector q3 = FloatVector.zero(SPECIES);
			FloatVector p4 = FloatVector.zero(SPECIES);
			FloatVector q4 = FloatVector.zero(SPECIES);
			FloatVector p5 = FloatVector.zero(SPECIES);
			FloatVector q5 = FloatVector.zero(SPECIES);
			int x = aBase + tile * InPlace.TILE * step;
			int y = bBase;
			for (int row = 0; row < rows; row++) {
				int weight = y & PLACE;
				int z0 = x & PLACE;
				int z1 = z0 + step;
				int z2 = z0 + 2 * step;
				int z3 = z0 + 3 * step;
				int z4 = z0 + 4 * step;
				int z5 = z0 + 5 * step;
				for (int pair = 0; pair < pairs; pair++) {
					int k = 2 * pair;
					FloatVector b0 = FloatVector.fromArray(SPECIES, b, weight + k * LANES);
					FloatVector d0 = FloatVector.fromArray(SPECIES, b, weight + k * LANES + LANES);
					FloatVector v0 = FloatVector.broadcast(SPECIES, a[z0 + k]);
					p0 = v0.fma(b0, p0);
					FloatVector w0 = FloatVector.broadcast(SPECIES, a[z0 + k + 1]);
					q0 = w0.fma(d0, q0);
					FloatVector v1 = FloatVector.broadcast(SPECIES, a[z1 + k]);
					p1 = v1.fma(b0, p1);
					FloatVector w1 = FloatVector.broadcast(SPECIES, a[z1 + k + 1]);
					q1 = w1.fma(d0, q1);
					FloatVector v2 = FloatVector.broadcast(SPECIES, a[z2 + k]);
					p2 = v2.fma(b0, p2);
					FloatVector w2 = FloatVector.broadcast(SPECIES, a[z2 + k + 1]);
					q2 = w2.fma(d0, q2);
					FloatVector v3 = FloatVector.broadcast(SPECIES, a[z3 + k]);
					p3 = v3.fma(b0, p3);
					FloatVector w3 = FloatVector.broadcast(SPECIES, a[z3 + k + 1]);
					q3 = w3.fma(d0, q3);
					FloatVector v4 = FloatVector.broadcast(SPECIES, a[z4 + k]);
					p4 = v4.fma(b0, p4);
					FloatVector w4 = FloatVector.broadcast(SPECIES, a[z4 + k + 1]);
					q4 = w4.fma(d0, q4);
					FloatVector v5 = FloatVector.broadcast(SPECIES, a[z5 + k]);
					p5 = v5.fma(b0, p5);
					FloatVector w5 = FloatVector.broadcast(SPECIES, a[z5 + k + 1]);
					q5 = w5.fma(d0, q5);
				}
				if ((taps & 1) != 0) {
					int k = taps - 1;
					FloatVector b0 = FloatVector.fromArray(SPECIES, b, weight + k * LANES);
					FloatVector v0 = FloatVector.broadcast(SPECIES, a[z0 + k]);
					p0 = v0.fma(b0, p0);
					FloatVector v1 = FloatVector.broadcast(SPECIES, a[z1 + k]);
					p1 = v1.fma(b0, p1);
					FloatVector v2 = FloatVector.broadcast(SPECIES, a[z2 + k]);
					p2 = v2.fma(b0, p2);
					FloatVector v3 = FloatVector.broadcast(SPECIES, a[z3 + k]);
					p3 = v3.fma(b0, p3);
					FloatVector v4 = FloatVector.broadcast(SPECIES, a[z4 + k]);
					p4 = v4.fma(b0, p4);
					FloatVector v5 = FloatVector.broadcast(SPECIES, a[z5 + k]);
					p5 = v5.fma(b0, p5);
				}
				x += rowStep;
				y += taps * LANES;
			}
			FloatVector start = FloatVector.fromArray(SPECIES, bias, biasBase);
			int to = cBase + tile * InPlace.TILE * cStep;
			start.add(p0.add(q0)).intoArray(c, to);
			to += cStep;
			start.add(p1.add(q1)).intoArray(c, to);
			to += cStep;
			start.add(p2.add(q2)).intoArray(c, to);
			to += cStep;
			start.add(p3.add(q3)).intoArray(c, to);
			to += cStep;
			start.add(p4.add(q4)).intoArray(c, to);
			to += cStep;
			start.add(p5.add(q5)).intoArray(c, to);
		}
	}

}
