package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transforms of Winograd's F(4×4, 3×3) and F(2×2, 5×5) (Lavin and Gray,
 * arXiv:1509.09308) at the points 0, ±5/8, ±3/2 and ∞, for which all constants are exact
 * binary fractions. Both transforms go through a buffer: first along the columns, then
 * along the rows. A line is what is transformed at once: six values that lie one step
 * apart, each a vector of channels.
 */
final class Winograd4Kernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	/** The points' values and their powers. */
	private static final float A1 = 0.625f;

	private static final float A2 = 25f / 64;

	private static final float A3 = 125f / 512;

	private static final float B1 = 1.5f;

	private static final float B2 = 2.25f;

	private static final float B3 = 3.375f;

	private static final float PRODUCT = A2 * B2;

	private static final float SUM = A2 + B2;

	private Winograd4Kernel() {
	}

	/**
	 * Transforms 6 × 6 inputs of all channels.
	 * @param d the inputs
	 * @param dBase the first
	 * @param rowStep from row to row
	 * @param columnStep from column to column
	 * @param channels at least one vector
	 * @param buffer 36 values a channel
	 * @param v the transformed, channels side by side
	 * @param vBase position 0
	 * @param step from position to position
	 */
	static void input(float[] d, int dBase, int rowStep, int columnStep, int channels, float[] buffer, float[] v,
			int vBase, int step) {
		inputLines(d, dBase, rowStep, columnStep, channels, buffer, 0, 6 * channels, channels);
		inputLines(buffer, 0, channels, 6 * channels, channels, v, vBase, step, 6 * step);
	}

	/** Transforms six lines of six values. */
	private static void inputLines(float[] d, int dBase, int dStep, int dLine, int channels, float[] v, int vBase,
			int vStep, int vLine) {
		FloatVector minusA2 = FloatVector.broadcast(SPECIES, -A2);
		FloatVector minusB2 = FloatVector.broadcast(SPECIES, -B2);
		FloatVector product = FloatVector.broadcast(SPECIES, PRODUCT);
		FloatVector minusSum = FloatVector.broadcast(SPECIES, -SUM);
		int last = channels - LANES;
		for (int line = 0; line < 6; line++) {
			int from = dBase + line * dLine;
			int to = vBase + line * vLine;
			for (int next = 0; next < channels; next += LANES) {
				int channel = Math.min(next, last);
				int at = from + channel;
				FloatVector d0 = FloatVector.fromArray(SPECIES, d, at);
				FloatVector d1 = FloatVector.fromArray(SPECIES, d, at + dStep);
				FloatVector d2 = FloatVector.fromArray(SPECIES, d, at + 2 * dStep);
				FloatVector d3 = FloatVector.fromArray(SPECIES, d, at + 3 * dStep);
				FloatVector d4 = FloatVector.fromArray(SPECIES, d, at + 4 * dStep);
				FloatVector d5 = FloatVector.fromArray(SPECIES, d, at + 5 * dStep);
				FloatVector evenA = d2.fma(minusB2, d4);
				FloatVector oddA = d1.fma(minusB2, d3).mul(A1);
				FloatVector evenB = d2.fma(minusA2, d4);
				FloatVector oddB = d1.fma(minusA2, d3).mul(B1);
				int target = to + channel;
				d0.fma(product, d2.fma(minusSum, d4)).intoArray(v, target);
				evenA.add(oddA).intoArray(v, target + vStep);
				evenA.sub(oddA).intoArray(v, target + 2 * vStep);
				evenB.add(oddB).intoArray(v, target + 3 * vStep);
				evenB.sub(oddB).intoArray(v, target + 4 * vStep);
				d1.fma(product, d3.fma(minusSum, d5)).intoArray(v, target + 5 * vStep);
			}
		}
	}

	/**
	 * Transforms the products of one tile back to 4 × 4 outputs of some filters.
	 * @param m the products, filters side by side
	 * @param mBase position 0
	 * @param step from position to position
	 * @param filters at least one vector
	 * @param bias one value a filter
	 * @param biasBase the first
	 * @param low the least output
	 * @param high the greatest output
	 * @param buffer 24 values a filter
	 * @param c the outputs
	 * @param cBase the first
	 * @param rowStep from row to row
	 * @param columnStep from column to column
	 */
	static void output(float[] m, int mBase, int step, int filters, float[] bias, int biasBase, float low, float high,
			float[] buffer, float[] c, int cBase, int rowStep, int columnStep) {
		columns(m, mBase, step, filters, buffer);
		rows(buffer, filters, bias, biasBase, low, high, c, cBase, rowStep, columnStep);
	}

	/** Transforms the six columns to {@code [4][6][filters]}. */
	private static void columns(float[] m, int mBase, int step, int filters, float[] buffer) {
		FloatVector a1 = FloatVector.broadcast(SPECIES, A1);
		FloatVector a2 = FloatVector.broadcast(SPECIES, A2);
		FloatVector a3 = FloatVector.broadcast(SPECIES, A3);
		FloatVector b3 = FloatVector.broadcast(SPECIES, B3);
		int last = filters - LANES;
		for (int column = 0; column < 6; column++) {
			int from = mBase + column * step;
			int to = column * filters;
			for (int next = 0; next < filters; next += LANES) {
				int filter = Math.min(next, last);
				int at = from + filter;
				FloatVector m0 = FloatVector.fromArray(SPECIES, m, at);
				FloatVector m1 = FloatVector.fromArray(SPECIES, m, at + 6 * step);
				FloatVector m2 = FloatVector.fromArray(SPECIES, m, at + 12 * step);
				FloatVector m3 = FloatVector.fromArray(SPECIES, m, at + 18 * step);
				FloatVector m4 = FloatVector.fromArray(SPECIES, m, at + 24 * step);
				FloatVector m5 = FloatVector.fromArray(SPECIES, m, at + 30 * step);
				FloatVector evenA = m1.add(m2);
				FloatVector oddA = m1.sub(m2);
				FloatVector evenB = m3.add(m4);
				FloatVector oddB = m3.sub(m4);
				int target = to + filter;
				m0.add(evenA).add(evenB).intoArray(buffer, target);
				oddA.fma(a1, oddB.mul(B1)).intoArray(buffer, target + 6 * filters);
				evenA.fma(a2, evenB.mul(B2)).intoArray(buffer, target + 12 * filters);
				oddA.fma(a3, oddB.fma(b3, m5)).intoArray(buffer, target + 18 * filters);
			}
		}
	}

	/** Transforms the four rows to outputs. */
	private static void rows(float[] buffer, int filters, float[] bias, int biasBase, float low, float high, float[] c,
			int cBase, int rowStep, int columnStep) {
		FloatVector a1 = FloatVector.broadcast(SPECIES, A1);
		FloatVector a2 = FloatVector.broadcast(SPECIES, A2);
		FloatVector a3 = FloatVector.broadcast(SPECIES, A3);
		FloatVector b1 = FloatVector.broadcast(SPECIES, B1);
		FloatVector b2 = FloatVector.broadcast(SPECIES, B2);
		FloatVector b3 = FloatVector.broadcast(SPECIES, B3);
		int last = filters - LANES;
		for (int row = 0; row < 4; row++) {
			int from = row * 6 * filters;
			int to = cBase + row * rowStep;
			for (int next = 0; next < filters; next += LANES) {
				int filter = Math.min(next, last);
				FloatVector b = FloatVector.fromArray(SPECIES, bias, biasBase + filter);
				int at = from + filter;
				FloatVector m0 = FloatVector.fromArray(SPECIES, buffer, at).add(b);
				FloatVector m1 = FloatVector.fromArray(SPECIES, buffer, at + filters);
				FloatVector m2 = FloatVector.fromArray(SPECIES, buffer, at + 2 * filters);
				FloatVector m3 = FloatVector.fromArray(SPECIES, buffer, at + 3 * filters);
				FloatVector m4 = FloatVector.fromArray(SPECIES, buffer, at + 4 * filters);
				FloatVector m5 = FloatVector.fromArray(SPECIES, buffer, at + 5 * filters).add(b);
				FloatVector evenA = m1.add(m2);
				FloatVector oddA = m1.sub(m2);
				FloatVector evenB = m3.add(m4);
				FloatVector oddB = m3.sub(m4);
				FloatVector c0 = m0.add(evenA).add(evenB);
				FloatVector c1 = oddA.fma(a1, oddB.fma(b1, b));
				FloatVector c2 = evenA.fma(a2, evenB.fma(b2, b));
				FloatVector c3 = oddA.fma(a3, oddB.fma(b3, m5));
				c0 = c0.blend(low, c0.compare(VectorOperators.LE, low));
				c1 = c1.blend(low, c1.compare(VectorOperators.LE, low));
				c2 = c2.blend(low, c2.compare(VectorOperators.LE, low));
				c3 = c3.blend(low, c3.compare(VectorOperators.LE, low));
				int target = to + filter;
				c0.blend(high, c0.compare(VectorOperators.GE, high)).intoArray(c, target);
				c1.blend(high, c1.compare(VectorOperators.GE, high)).intoArray(c, target + columnStep);
				c2.blend(high, c2.compare(VectorOperators.GE, high)).intoArray(c, target + 2 * columnStep);
				c3.blend(high, c3.compare(VectorOperators.GE, high)).intoArray(c, target + 3 * columnStep);
			}
		}
	}

	/**
	 * Transforms the products of one tile back to 2 × 2 outputs of a 5×5 kernel. The
	 * parameters are those of {@link #output}.
	 */
	static void outputOf5(float[] m, int mBase, int step, int filters, float[] bias, int biasBase, float low,
			float high, float[] buffer, float[] c, int cBase, int rowStep, int columnStep) {
		FloatVector a1 = FloatVector.broadcast(SPECIES, A1);
		FloatVector b1 = FloatVector.broadcast(SPECIES, B1);
		int last = filters - LANES;
		for (int column = 0; column < 6; column++) {
			for (int next = 0; next < filters; next += LANES) {
				int filter = Math.min(next, last);
				int at = mBase + column * step + filter;
				FloatVector m1 = FloatVector.fromArray(SPECIES, m, at + 6 * step);
				FloatVector m2 = FloatVector.fromArray(SPECIES, m, at + 12 * step);
				FloatVector m3 = FloatVector.fromArray(SPECIES, m, at + 18 * step);
				FloatVector m4 = FloatVector.fromArray(SPECIES, m, at + 24 * step);
				int target = column * filters + filter;
				FloatVector.fromArray(SPECIES, m, at).add(m1.add(m2)).add(m3.add(m4)).intoArray(buffer, target);
				m1.sub(m2)
					.fma(a1, m3.sub(m4).fma(b1, FloatVector.fromArray(SPECIES, m, at + 30 * step)))
					.intoArray(buffer, target + 6 * filters);
			}
		}
		for (int row = 0; row < 2; row++) {
			for (int next = 0; next < filters; next += LANES) {
				int filter = Math.min(next, last);
				FloatVector b = FloatVector.fromArray(SPECIES, bias, biasBase + filter);
				int at = row * 6 * filters + filter;
				FloatVector m1 = FloatVector.fromArray(SPECIES, buffer, at + filters);
				FloatVector m2 = FloatVector.fromArray(SPECIES, buffer, at + 2 * filters);
				FloatVector m3 = FloatVector.fromArray(SPECIES, buffer, at + 3 * filters);
				FloatVector m4 = FloatVector.fromArray(SPECIES, buffer, at + 4 * filters);
				FloatVector c0 = FloatVector.fromArray(SPECIES, buffer, at).add(b).add(m1.add(m2)).add(m3.add(m4));
				FloatVector c1 = m1.sub(m2)
					.fma(a1, m3.sub(m4).fma(b1, FloatVector.fromArray(SPECIES, buffer, at + 5 * filters).add(b)));
				c0 = c0.blend(low, c0.compare(VectorOperators.LE, low));
				c1 = c1.blend(low, c1.compare(VectorOperators.LE, low));
				int target = cBase + row * rowStep + filter;
				c0.blend(high, c0.compare(VectorOperators.GE, high)).intoArray(c, target);
				c1.blend(high, c1.compare(VectorOperators.GE, high)).intoArray(c, target + columnStep);
			}
		}
	}

}
