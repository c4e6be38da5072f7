package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link SlidingKernel} for processors with 32 vector registers: fourteen pixels by three
 * columns. What is loaded for a pixel serves the columns of three outputs, so that there
 * are 1.6 instructions for a multiply-add instead of 2.4, and fourteen divides the sides
 * of many networks' images: 224, 112, 56, 28, 14.
 */
final class SlidingWideKernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	static final int PIXELS = 14;

	/** Columns that are computed together. */
	private static final int COLUMNS = 3;

	private static final int STEP = Sliding.STEP;

	private static final int PLACE = Sliding.MOST_PLACES - 1;

	private static final int VALUES = Sliding.MOST_ROUNDS - 1;

	private SlidingWideKernel() {
	}

	/** Multiplies 14 pixels at a time. */
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
			FloatVector p12 = FloatVector.zero(SPECIES);
			FloatVector p13 = FloatVector.zero(SPECIES);
			int column = 0;
			for (; column <= columns - COLUMNS; column += COLUMNS) {
				int x = aBase + (tile * PIXELS + column) * STEP;
				int y0 = bBase + column * size * LANES;
				int y1 = y0 + size * LANES;
				int y2 = y1 + size * LANES;
				for (int k = 0; k < size; k++) {
					FloatVector b0 = FloatVector.fromArray(SPECIES, b, y0 + k * LANES);
					FloatVector b1 = FloatVector.fromArray(SPECIES, b, y1 + k * LANES);
					FloatVector b2 = FloatVector.fromArray(SPECIES, b, y2 + k * LANES);
					FloatVector v0 = FloatVector.broadcast(SPECIES, a[x + k]);
					p0 = v0.fma(b0, p0);
					FloatVector v1 = FloatVector.broadcast(SPECIES, a[x + k + STEP]);
					p1 = v1.fma(b0, p1);
					p0 = v1.fma(b1, p0);
					FloatVector v2 = FloatVector.broadcast(SPECIES, a[x + k + 2 * STEP]);
					p2 = v2.fma(b0, p2);
					p1 = v2.fma(b1, p1);
					p0 = v2.fma(b2, p0);
					FloatVector v3 = FloatVector.broadcast(SPECIES, a[x + k + 3 * STEP]);
					p3 = v3.fma(b0, p3);
					p2 = v3.fma(b1, p2);
					p1 = v3.fma(b2, p1);
					FloatVector v4 = FloatVector.broadcast(SPECIES, a[x + k + 4 * STEP]);
					p4 = v4.fma(b0, p4);
					p3 = v4.fma(b1, p3);
					p2 = v4.fma(b2, p2);
					FloatVector v5 = FloatVector.broadcast(SPECIES, a[x + k + 5 * STEP]);
					p5 = v5.fma(b0, p5);
					p4 = v5.fma(b1, p4);
					p3 = v5.fma(b2, p3);
					FloatVector v6 = FloatVector.broadcast(SPECIES, a[x + k + 6 * STEP]);
					p6 = v6.fma(b0, p6);
					p5 = v6.fma(b1, p5);
					p4 = v6.fma(b2, p4);
					FloatVector v7 = FloatVector.broadcast(SPECIES, a[x + k + 7 * STEP]);
					p7 = v7.fma(b0, p7);
					p6 = v7.fma(b1, p6);
					p5 = v7.fma(b2, p5);
					FloatVector v8 = FloatVector.broadcast(SPECIES, a[x + k + 8 * STEP]);
					p8 = v8.fma(b0, p8);
					p7 = v8.fma(b1, p7);
					p6 = v8.fma(b2, p6);
					FloatVector v9 = FloatVector.broadcast(SPECIES, a[x + k + 9 * STEP]);
					p9 = v9.fma(b0, p9);
					p8 = v9.fma(b1, p8);
					p7 = v9.fma(b2, p7);
					FloatVector v10 = FloatVector.broadcast(SPECIES, a[x + k + 10 * STEP]);
					p10 = v10.fma(b0, p10);
					p9 = v10.fma(b1, p9);
					p8 = v10.fma(b2, p8);
					FloatVector v11 = FloatVector.broadcast(SPECIES, a[x + k + 11 * STEP]);
					p11 = v11.fma(b0, p11);
					p10 = v11.fma(b1, p10);
					p9 = v11.fma(b2, p9);
					FloatVector v12 = FloatVector.broadcast(SPECIES, a[x + k + 12 * STEP]);
					p12 = v12.fma(b0, p12);
					p11 = v12.fma(b1, p11);
					p10 = v12.fma(b2, p10);
					FloatVector v13 = FloatVector.broadcast(SPECIES, a[x + k + 13 * STEP]);
					p13 = v13.fma(b0, p13);
					p12 = v13.fma(b1, p12);
					p11 = v13.fma(b2, p11);
					FloatVector v14 = FloatVector.broadcast(SPECIES, a[x + k + 14 * STEP]);
					p13 = v14.fma(b1, p13);
					p12 = v14.fma(b2, p12);
					FloatVector v15 = FloatVector.broadcast(SPECIES, a[x + k + 15 * STEP]);
					p13 = v15.fma(b2, p13);
				}
			}
			for (; column < columns; column++) {
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
					FloatVector v12 = FloatVector.broadcast(SPECIES, a[x + k + 12 * STEP]);
					p12 = v12.fma(b0, p12);
					FloatVector v13 = FloatVector.broadcast(SPECIES, a[x + k + 13 * STEP]);
					p13 = v13.fma(b0, p13);
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
			to += cStep;
			start0.add(p12).intoArray(c, to);
			to += cStep;
			start0.add(p13).intoArray(c, to);
		}
	}

}
