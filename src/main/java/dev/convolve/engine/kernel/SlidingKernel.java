package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of {@link Sliding#multiply} for processors with 16 vector registers:
 * twelve pixels, for fewer would wait for their own sums. In the inner loop every index
 * is its variable times a constant, and the masks, which change nothing, tell C2 that
 * none can overflow: so it checks them before.
 */
final class SlidingKernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	static final int PIXELS = 12;

	private static final int STEP = Sliding.STEP;

	private static final int PLACE = Sliding.MOST_PLACES - 1;

	private static final int VALUES = Sliding.MOST_ROUNDS - 1;

	private SlidingKernel() {
	}

	/** Multiplies 12 pixels at a time. */
	static void tiles(float[] a, int aPlace, int valueCount, int columnCount, float[] b, int bPlace, float[] bias,
			int biasBase, float[] c, int cBase, int cStep, int tileCount) {
		int aBase = aPlace & PLACE;
		int bBase = bPlace & PLACE;
		int size = valueCount & VALUES;
		int columns = columnCount & VALUES;
		int tiles = tileCount & VALUES;
		for (int tile = 0; tile < tiles; tile++) {
			FloatVector p0 = FloatVector.zero(SPECIES);
			FloatVector p1 = FloatVector.zero(SPECIES);
			FloatVector p2 = FloatVector.zero(SPECIES);
			FloatVector p3 = FloatVector.zero(SPECIES);
			FloatVector p4 = FloatVector.zero(SPECIES);
			FloatVector p5 = FloatVector.zero(SPECIES);
			FloatVector p6 = FloatVector.zero(SPECIES);
			FloatVector p7 = FloatVector.zero(SPECIES);
			FloatVector p8 = FloatVector.zero(SPECIES);
			FloatVector p9 = FloatVector.zero(SPECIES);
			FloatVector p10 = FloatVector.zero(SPECIES);
			FloatVector p11 = FloatVector.zero(SPECIES);
			for (int column = 0; column < columns; column++) {
				int x = aBase + (tile * PIXELS + column) * STEP;
				int y = bBase + column * size * LANES;
				for (int k = 0; k < size; k++) {
					FloatVector b0 = FloatVector.fromArray(SPECIES, b, y + k * LANES);
					FloatVector v0 = FloatVector.broadcast(SPECIES, a[x + k]);
					p0 = v0.fma(b0, p0);
					FloatVector v1 = FloatVector.broadcast(SPECIES, a[x + k + STEP]);
					p1 = v1.fma(b0, p1);
					FloatVector v2 = FloatVector.broadcast(SPECIES, a[x + k + 2 * STEP]);
					p2 = v2.fma(b0, p2);
					FloatVector v3 = FloatVector.broadcast(SPECIES, a[x + k + 3 * STEP]);
					p3 = v3.fma(b0, p3);
					FloatVector v4 = FloatVector.broadcast(SPECIES, a[x + k + 4 * STEP]);
					p4 = v4.fma(b0, p4);
					FloatVector v5 = FloatVector.broadcast(SPECIES, a[x + k + 5 * STEP]);
					p5 = v5.fma(b0, p5);
					FloatVector v6 = FloatVector.broadcast(SPECIES, a[x + k + 6 * STEP]);
					p6 = v6.fma(b0, p6);
					FloatVector v7 = FloatVector.broadcast(SPECIES, a[x + k + 7 * STEP]);
					p7 = v7.fma(b0, p7);
					FloatVector v8 = FloatVector.broadcast(SPECIES, a[x + k + 8 * STEP]);
					p8 = v8.fma(b0, p8);
					FloatVector v9 = FloatVector.broadcast(SPECIES, a[x + k + 9 * STEP]);
					p9 = v9.fma(b0, p9);
					FloatVector v10 = FloatVector.broadcast(SPECIES, a[x + k + 10 * STEP]);
					p10 = v10.fma(b0, p10);
					FloatVector v11 = FloatVector.broadcast(SPECIES, a[x + k + 11 * STEP]);
					p11 = v11.fma(b0, p11);
				}
			}
			FloatVector start0 = FloatVector.fromArray(SPECIES, bias, biasBase);
			int to = cBase + tile * PIXELS * cStep;
			start0.add(p0).intoArray(c, to);
			to += cStep;
			start0.add(p1).intoArray(c, to);
			to += cStep;
			start0.add(p2).intoArray(c, to);
			to += cStep;
			start0.add(p3).intoArray(c, to);
			to += cStep;
			start0.add(p4).intoArray(c, to);
			to += cStep;
			start0.add(p5).intoArray(c, to);
			to += cStep;
			start0.add(p6).intoArray(c, to);
			to += cStep;
			start0.add(p7).intoArray(c, to);
			to += cStep;
			start0.add(p8).intoArray(c, to);
			to += cStep;
			start0.add(p9).intoArray(c, to);
			to += cStep;
			start0.add(p10).intoArray(c, to);
			to += cStep;
			start0.add(p11).intoArray(c, to);
		}
	}

}
