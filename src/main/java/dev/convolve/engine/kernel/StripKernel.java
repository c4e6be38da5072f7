package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of {@link Strip#multiply}. The body of the loop is one value of five
 * pixels by two vectors of filters, and not unrolled: C2 mixes what is unrolled by hand,
 * then has too few registers and keeps sums in memory. Every index is a loop variable
 * times a constant, so that C2 checks them before the loop.
 */
final class StripKernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private static final int PANEL = 2 * LANES;

	private StripKernel() {
	}

	/** Multiplies 5 pixels at a time. */
	static void tiles(float[] a, int aBase, int values, float[] b, int bBase, float[] bias, int biasBase, float[] c,
			int cBase, int cStep, int tiles) {
		for (int tile = 0; tile < tiles; tile++) {
			FloatVector p0 = FloatVector.fromArray(SPECIES, bias, biasBase);
			FloatVector q0 = FloatVector.fromArray(SPECIES, bias, biasBase + LANES);
			FloatVector p1 = p0;
			FloatVector q1 = q0;
			FloatVector p2 = p0;
			FloatVector q2 = q0;
			FloatVector p3 = p0;
			FloatVector q3 = q0;
			FloatVector p4 = p0;
			FloatVector q4 = q0;
			int first = aBase + tile * 5;
			for (int k = 0; k < values; k++) {
				int x = first + k * Strip.PIXELS;
				FloatVector b0 = FloatVector.fromArray(SPECIES, b, bBase + k * PANEL);
				FloatVector b1 = FloatVector.fromArray(SPECIES, b, bBase + k * PANEL + LANES);
				FloatVector v0 = FloatVector.broadcast(SPECIES, a[x]);
				p0 = v0.fma(b0, p0);
				q0 = v0.fma(b1, q0);
				FloatVector v1 = FloatVector.broadcast(SPECIES, a[x + 1]);
				p1 = v1.fma(b0, p1);
				q1 = v1.fma(b1, q1);
				FloatVector v2 = FloatVector.broadcast(SPECIES, a[x + 2]);
				p2 = v2.fma(b0, p2);
				q2 = v2.fma(b1, q2);
				FloatVector v3 = FloatVector.broadcast(SPECIES, a[x + 3]);
				p3 = v3.fma(b0, p3);
				q3 = v3.fma(b1, q3);
				FloatVector v4 = FloatVector.broadcast(SPECIES, a[x + 4]);
				p4 = v4.fma(b0, p4);
				q4 = v4.fma(b1, q4);
			}
			int to = cBase + tile * 5 * cStep;
			p0.intoArray(c, to);
			q0.intoArray(c, to + LANES);
			to += cStep;
			p1.intoArray(c, to);
			q1.intoArray(c, to + LANES);
			to += cStep;
			p2.intoArray(c, to);
			q2.intoArray(c, to + LANES);
			to += cStep;
			p3.intoArray(c, to);
			q3.intoArray(c, to + LANES);
			to += cStep;
			p4.intoArray(c, to);
			q4.intoArray(c, to + LANES);
		}
	}

}
