package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transforms of Winograd's F(4×4, 3×3) and F(2×2, 5×5) (Lavin and Gray,
 * arXiv:1509.09308) at the points 0, ±11/16, ±23/16 and ∞: of all in sixteenths, for
 * which the constants are exact, those with the least rounding errors. If every product
 * has an error of the same relative size, independent of the others, that of an output
 * grows by the sum over the points of (its power · ‖its input row‖ · ‖its kernel row‖)²,
 * whose greatest value over the four outputs is 21.7; at 0, ±5/8, ±3/2 and ∞ it is 24.5.
 * Both transforms go through a buffer: first along the columns, then along the rows. What
 * can be constant is, so that C2 need not check each index of each tile.
 */
final class Winograd4Kernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private static final int PANEL = 2 * LANES;

	private static final int CHANNELS = Winograd.CHANNELS;

	private static final int INPUT_STEP = Winograd.INPUT_STEP;

	private static final int OUTPUT_STEP = Winograd.OUTPUT_STEP;

	/** The points' values and their powers. */
	private static final float A1 = 0.6875f;

	private static final float A2 = 121f / 256;

	private static final float A3 = 1331f / 4096;

	private static final float B1 = 1.4375f;

	private static final float B2 = 529f / 256;

	private static final float B3 = 12167f / 4096;

	private static final float PRODUCT = A2 * B2;

	private static final float SUM = A2 + B2;

	private Winograd4Kernel() {
	}

	/**
	 * Transforms 6 × 6 inputs of {@link Winograd#CHANNELS} channels.
	 * @param d the inputs
	 * @param dBase the first
	 * @param rowStep from row to row
	 * @param columnStep from column to column
	 * @param buffer for values in between
	 * @param v the transformed, channels side by side
	 * @param vBase position 0
	 */
	static void input(float[] d, int dBase, int rowStep, int columnStep, float[] buffer, float[] v, int vBase) {
		inputColumns(d, dBase, rowStep, columnStep, buffer);
		inputRows(buffer, v, vBase);
	}

	/** Transforms the six columns to {@code [6][6][CHANNELS]}. */
	private static void inputColumns(float[] d, int dBase, int rowStep, int columnStep, float[] buffer) {
		FloatVector minusA2 = FloatVector.broadcast(SPECIES, -A2);
		FloatVector minusB2 = FloatVector.broadcast(SPECIES, -B2);
		FloatVector product = FloatVector.broadcast(SPECIES, PRODUCT);
		FloatVector minusSum = FloatVector.broadcast(SPECIES, -SUM);
		int r1 = dBase + rowStep;
		int r2 = r1 + rowStep;
		int r3 = r2 + rowStep;
		int r4 = r3 + rowStep;
		int r5 = r4 + rowStep;
		for (int column = 0; column < 6; column++) {
			int across = column * columnStep;
			for (int channel = 0; channel < CHANNELS; channel += LANES) {
				int at = across + channel;
				FloatVector d0 = FloatVector.fromArray(SPECIES, d, dBase + at);
				FloatVector d1 = FloatVector.fromArray(SPECIES, d, r1 + at);
				FloatVector d2 = FloatVector.fromArray(SPECIES, d, r2 + at);
				FloatVector d3 = FloatVector.fromArray(SPECIES, d, r3 + at);
				FloatVector d4 = FloatVector.fromArray(SPECIES, d, r4 + at);
				FloatVector d5 = FloatVector.fromArray(SPECIES, d, r5 + at);
				FloatVector evenA = d2.fma(minusB2, d4);
				FloatVector oddA = d1.fma(minusB2, d3).mul(A1);
				FloatVector evenB = d2.fma(minusA2, d4);
				FloatVector oddB = d1.fma(minusA2, d3).mul(B1);
				int to = column * CHANNELS + channel;
				d0.fma(product, d2.fma(minusSum, d4)).intoArray(buffer, to);
				evenA.add(oddA).intoArray(buffer, to + 6 * CHANNELS);
				evenA.sub(oddA).intoArray(buffer, to + 12 * CHANNELS);
				evenB.add(oddB).intoArray(buffer, to + 18 * CHANNELS);
				evenB.sub(oddB).intoArray(buffer, to + 24 * CHANNELS);
				d1.fma(product, d3.fma(minusSum, d5)).intoArray(buffer, to + 30 * CHANNELS);
			}
		}
	}

	/** Transforms the six rows. */
	private static void inputRows(float[] buffer, float[] v, int vBase) {
		FloatVector minusA2 = FloatVector.broadcast(SPECIES, -A2);
		FloatVector minusB2 = FloatVector.broadcast(SPECIES, -B2);
		FloatVector product = FloatVector.broadcast(SPECIES, PRODUCT);
		FloatVector minusSum = FloatVector.broadcast(SPECIES, -SUM);
		for (int row = 0; row < 6; row++) {
			for (int channel = 0; channel < CHANNELS; channel += LANES) {
				int from = row * 6 * CHANNELS + channel;
				FloatVector d0 = FloatVector.fromArray(SPECIES, buffer, from);
				FloatVector d1 = FloatVector.fromArray(SPECIES, buffer, from + CHANNELS);
				FloatVector d2 = FloatVector.fromArray(SPECIES, buffer, from + 2 * CHANNELS);
				FloatVector d3 = FloatVector.fromArray(SPECIES, buffer, from + 3 * CHANNELS);
				FloatVector d4 = FloatVector.fromArray(SPECIES, buffer, from + 4 * CHANNELS);
				FloatVector d5 = FloatVector.fromArray(SPECIES, buffer, from + 5 * CHANNELS);
				FloatVector evenA = d2.fma(minusB2, d4);
				FloatVector oddA = d1.fma(minusB2, d3).mul(A1);
				FloatVector evenB = d2.fma(minusA2, d4);
				FloatVector oddB = d1.fma(minusA2, d3).mul(B1);
				int to = vBase + row * 6 * INPUT_STEP + channel;
				d0.fma(product, d2.fma(minusSum, d4)).intoArray(v, to);
				evenA.add(oddA).intoArray(v, to + INPUT_STEP);
				evenA.sub(oddA).intoArray(v, to + 2 * INPUT_STEP);
				evenB.add(oddB).intoArray(v, to + 3 * INPUT_STEP);
				evenB.sub(oddB).intoArray(v, to + 4 * INPUT_STEP);
				d1.fma(product, d3.fma(minusSum, d5)).intoArray(v, to + 5 * INPUT_STEP);
			}
		}
	}

	/**
	 * Transforms the products of one tile back to 4 × 4 outputs of one panel of filters.
	 * @param m the products, filters side by side
	 * @param mBase position 0
	 * @param bias one value a filter
	 * @param biasBase the first
	 * @param low the least output
	 * @param high the greatest output
	 * @param buffer for values in between
	 * @param c the outputs
	 * @param cBase the first
	 * @param rowStep from row to row
	 * @param columnStep from column to column
	 * @return NaN if not all outputs were finite before they were limited, or so large
	 * that their sum is not, else 0
	 */
	static float output(float[] m, int mBase, float[] bias, int biasBase, float low, float high, float[] buffer,
			float[] c, int cBase, int rowStep, int columnStep) {
		columns(m, mBase, buffer);
		return rows(buffer, bias, biasBase, low, high, c, cBase, rowStep, columnStep);
	}

	/** Transforms the six columns to {@code [4][6][PANEL]}. */
	private static void columns(float[] m, int mBase, float[] buffer) {
		FloatVector a1 = FloatVector.broadcast(SPECIES, A1);
		FloatVector a2 = FloatVector.broadcast(SPECIES, A2);
		FloatVector a3 = FloatVector.broadcast(SPECIES, A3);
		FloatVector b3 = FloatVector.broadcast(SPECIES, B3);
		for (int column = 0; column < 6; column++) {
			for (int filter = 0; filter < PANEL; filter += LANES) {
				int at = mBase + column * OUTPUT_STEP + filter;
				FloatVector m0 = FloatVector.fromArray(SPECIES, m, at);
				FloatVector m1 = FloatVector.fromArray(SPECIES, m, at + 6 * OUTPUT_STEP);
				FloatVector m2 = FloatVector.fromArray(SPECIES, m, at + 12 * OUTPUT_STEP);
				FloatVector m3 = FloatVector.fromArray(SPECIES, m, at + 18 * OUTPUT_STEP);
				FloatVector m4 = FloatVector.fromArray(SPECIES, m, at + 24 * OUTPUT_STEP);
				FloatVector m5 = FloatVector.fromArray(SPECIES, m, at + 30 * OUTPUT_STEP);
				FloatVector evenA = m1.add(m2);
				FloatVector oddA = m1.sub(m2);
				FloatVector evenB = m3.add(m4);
				FloatVector oddB = m3.sub(m4);
				int to = column * PANEL + filter;
				m0.add(evenA).add(evenB).intoArray(buffer, to);
				oddA.fma(a1, oddB.mul(B1)).intoArray(buffer, to + 6 * PANEL);
				evenA.fma(a2, evenB.mul(B2)).intoArray(buffer, to + 12 * PANEL);
				oddA.fma(a3, oddB.fma(b3, m5)).intoArray(buffer, to + 18 * PANEL);
			}
		}
	}

	/** Transforms the four rows to outputs. */
	private static float rows(float[] buffer, float[] bias, int biasBase, float low, float high, float[] c, int cBase,
			int rowStep, int columnStep) {
		FloatVector a1 = FloatVector.broadcast(SPECIES, A1);
		FloatVector a2 = FloatVector.broadcast(SPECIES, A2);
		FloatVector a3 = FloatVector.broadcast(SPECIES, A3);
		FloatVector b1 = FloatVector.broadcast(SPECIES, B1);
		FloatVector b2 = FloatVector.broadcast(SPECIES, B2);
		FloatVector b3 = FloatVector.broadcast(SPECIES, B3);
		FloatVector check = FloatVector.zero(SPECIES);
		for (int row = 0; row < 4; row++) {
			for (int filter = 0; filter < PANEL; filter += LANES) {
				FloatVector b = FloatVector.fromArray(SPECIES, bias, biasBase + filter);
				int at = row * 6 * PANEL + filter;
				FloatVector m0 = FloatVector.fromArray(SPECIES, buffer, at).add(b);
				FloatVector m1 = FloatVector.fromArray(SPECIES, buffer, at + PANEL);
				FloatVector m2 = FloatVector.fromArray(SPECIES, buffer, at + 2 * PANEL);
				FloatVector m3 = FloatVector.fromArray(SPECIES, buffer, at + 3 * PANEL);
				FloatVector m4 = FloatVector.fromArray(SPECIES, buffer, at + 4 * PANEL);
				FloatVector m5 = FloatVector.fromArray(SPECIES, buffer, at + 5 * PANEL).add(b);
				FloatVector evenA = m1.add(m2);
				FloatVector oddA = m1.sub(m2);
				FloatVector evenB = m3.add(m4);
				FloatVector oddB = m3.sub(m4);
				FloatVector c0 = m0.add(evenA).add(evenB);
				FloatVector c1 = oddA.fma(a1, oddB.fma(b1, b));
				FloatVector c2 = evenA.fma(a2, evenB.fma(b2, b));
				FloatVector c3 = oddA.fma(a3, oddB.fma(b3, m5));
				check = c0.add(c1).add(c2.add(c3)).mul(0).add(check);
				c0 = c0.blend(low, c0.compare(VectorOperators.LE, low));
				c1 = c1.blend(low, c1.compare(VectorOperators.LE, low));
				c2 = c2.blend(low, c2.compare(VectorOperators.LE, low));
				c3 = c3.blend(low, c3.compare(VectorOperators.LE, low));
				int to = cBase + row * rowStep + filter;
				c0.blend(high, c0.compare(VectorOperators.GE, high)).intoArray(c, to);
				c1.blend(high, c1.compare(VectorOperators.GE, high)).intoArray(c, to + columnStep);
				c2.blend(high, c2.compare(VectorOperators.GE, high)).intoArray(c, to + 2 * columnStep);
				c3.blend(high, c3.compare(VectorOperators.GE, high)).intoArray(c, to + 3 * columnStep);
			}
		}
		return FloatVector.zero(SPECIES).add(check).reduceLanes(VectorOperators.ADD);
	}

	/**
	 * Transforms the products of one tile back to 2 × 2 outputs of a 5×5 kernel. The
	 * parameters are those of {@link #output}.
	 */
	static float outputOf5(float[] m, int mBase, float[] bias, int biasBase, float low, float high, float[] buffer,
			float[] c, int cBase, int rowStep, int columnStep) {
		FloatVector a1 = FloatVector.broadcast(SPECIES, A1);
		FloatVector b1 = FloatVector.broadcast(SPECIES, B1);
		for (int column = 0; column < 6; column++) {
			for (int filter = 0; filter < PANEL; filter += LANES) {
				int at = mBase + column * OUTPUT_STEP + filter;
				FloatVector m1 = FloatVector.fromArray(SPECIES, m, at + 6 * OUTPUT_STEP);
				FloatVector m2 = FloatVector.fromArray(SPECIES, m, at + 12 * OUTPUT_STEP);
				FloatVector m3 = FloatVector.fromArray(SPECIES, m, at + 18 * OUTPUT_STEP);
				FloatVector m4 = FloatVector.fromArray(SPECIES, m, at + 24 * OUTPUT_STEP);
				int to = column * PANEL + filter;
				FloatVector.fromArray(SPECIES, m, at).add(m1.add(m2)).add(m3.add(m4)).intoArray(buffer, to);
				m1.sub(m2)
					.fma(a1, m3.sub(m4).fma(b1, FloatVector.fromArray(SPECIES, m, at + 30 * OUTPUT_STEP)))
					.intoArray(buffer, to + 6 * PANEL);
			}
		}
		FloatVector check = FloatVector.zero(SPECIES);
		for (int row = 0; row < 2; row++) {
			for (int filter = 0; filter < PANEL; filter += LANES) {
				FloatVector b = FloatVector.fromArray(SPECIES, bias, biasBase + filter);
				int at = row * 6 * PANEL + filter;
				FloatVector m1 = FloatVector.fromArray(SPECIES, buffer, at + PANEL);
				FloatVector m2 = FloatVector.fromArray(SPECIES, buffer, at + 2 * PANEL);
				FloatVector m3 = FloatVector.fromArray(SPECIES, buffer, at + 3 * PANEL);
				FloatVector m4 = FloatVector.fromArray(SPECIES, buffer, at + 4 * PANEL);
				FloatVector c0 = FloatVector.fromArray(SPECIES, buffer, at).add(b).add(m1.add(m2)).add(m3.add(m4));
				FloatVector c1 = m1.sub(m2)
					.fma(a1, m3.sub(m4).fma(b1, FloatVector.fromArray(SPECIES, buffer, at + 5 * PANEL).add(b)));
				check = c0.add(c1).mul(0).add(check);
				c0 = c0.blend(low, c0.compare(VectorOperators.LE, low));
				c1 = c1.blend(low, c1.compare(VectorOperators.LE, low));
				int to = cBase + row * rowStep + filter;
				c0.blend(high, c0.compare(VectorOperators.GE, high)).intoArray(c, to);
				c1.blend(high, c1.compare(VectorOperators.GE, high)).intoArray(c, to + columnStep);
			}
		}
		return FloatVector.zero(SPECIES).add(check).reduceLanes(VectorOperators.ADD);
	}

}
