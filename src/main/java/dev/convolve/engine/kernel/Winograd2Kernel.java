package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transforms of Winograd's F(2×2, 3×3) and F(3×3, 2×2) (Lavin and Gray,
 * arXiv:1509.09308) at the points 0, ±1 and ∞. The signs of the matrices are those of the
 * general construction, so that all sizes share the construction of the kernel's
 * transform.
 */
final class Winograd2Kernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private static final int PANEL = 2 * LANES;

	private static final int OUTPUT_STEP = Winograd.OUTPUT_STEP;

	private Winograd2Kernel() {
	}

	/** See {@link Winograd4Kernel#input}; 4 × 4 inputs. */
	static void input(float[] d, int dBase, int rowStep, int columnStep, float[] v, int vBase) {
		// Rows of the result: 2 - 0, 1 + 2, 2 - 1, 3 - 1
		for (int row = 0; row < 4; row++) {
			int upper = dBase + ((row == 0) ? 2 : row) * rowStep;
			int lower = dBase + ((row == 0) ? 0 : (row == 1) ? 2 : 1) * rowStep;
			float sign = (row == 1) ? 1 : -1;
			for (int channel = 0; channel < Winograd.CHANNELS; channel += LANES) {
				int first = upper + channel;
				int second = lower + channel;
				int to = vBase + row * 4 * Winograd.INPUT_STEP + channel;
				FloatVector x0 = FloatVector.fromArray(SPECIES, d, second)
					.mul(sign)
					.add(FloatVector.fromArray(SPECIES, d, first));
				FloatVector x1 = FloatVector.fromArray(SPECIES, d, second + columnStep)
					.mul(sign)
					.add(FloatVector.fromArray(SPECIES, d, first + columnStep));
				FloatVector x2 = FloatVector.fromArray(SPECIES, d, second + 2 * columnStep)
					.mul(sign)
					.add(FloatVector.fromArray(SPECIES, d, first + 2 * columnStep));
				FloatVector x3 = FloatVector.fromArray(SPECIES, d, second + 3 * columnStep)
					.mul(sign)
					.add(FloatVector.fromArray(SPECIES, d, first + 3 * columnStep));
				x2.sub(x0).intoArray(v, to);
				x2.add(x1).intoArray(v, to + Winograd.INPUT_STEP);
				x2.sub(x1).intoArray(v, to + 2 * Winograd.INPUT_STEP);
				x3.sub(x1).intoArray(v, to + 3 * Winograd.INPUT_STEP);
			}
		}
	}

	/** See {@link Winograd4Kernel#output}; 2 × 2 outputs. */
	static float output(float[] m, int mBase, float[] bias, int biasBase, float low, float high, float[] c, int cBase,
			int rowStep, int columnStep) {
		FloatVector check = FloatVector.zero(SPECIES);
		for (int filter = 0; filter < 2 * LANES; filter += LANES) {
			FloatVector b = FloatVector.fromArray(SPECIES, bias, biasBase + filter);
			int to = cBase + filter;
			for (int row = 0; row < 2; row++) {
				// Row 0 adds products 0, 1, 2; row 1 adds 3, 1 and subtracts 2
				int at = mBase + filter;
				int outer = at + row * 12 * OUTPUT_STEP;
				float sign = 1 - 2 * row;
				FloatVector s0 = FloatVector.fromArray(SPECIES, m, at + 8 * OUTPUT_STEP)
					.mul(sign)
					.add(FloatVector.fromArray(SPECIES, m, at + 4 * OUTPUT_STEP))
					.add(FloatVector.fromArray(SPECIES, m, outer));
				FloatVector s1 = FloatVector.fromArray(SPECIES, m, at + 9 * OUTPUT_STEP)
					.mul(sign)
					.add(FloatVector.fromArray(SPECIES, m, at + 5 * OUTPUT_STEP))
					.add(FloatVector.fromArray(SPECIES, m, outer + OUTPUT_STEP));
				FloatVector s2 = FloatVector.fromArray(SPECIES, m, at + 10 * OUTPUT_STEP)
					.mul(sign)
					.add(FloatVector.fromArray(SPECIES, m, at + 6 * OUTPUT_STEP))
					.add(FloatVector.fromArray(SPECIES, m, outer + 2 * OUTPUT_STEP));
				FloatVector s3 = FloatVector.fromArray(SPECIES, m, at + 11 * OUTPUT_STEP)
					.mul(sign)
					.add(FloatVector.fromArray(SPECIES, m, at + 7 * OUTPUT_STEP))
					.add(FloatVector.fromArray(SPECIES, m, outer + 3 * OUTPUT_STEP));
				FloatVector c0 = s0.add(s1).add(s2).add(b);
				FloatVector c1 = s1.sub(s2).add(s3).add(b);
				check = c0.add(c1).mul(0).add(check);
				c0 = c0.blend(low, c0.compare(VectorOperators.LE, low));
				c1 = c1.blend(low, c1.compare(VectorOperators.LE, low));
				c0.blend(high, c0.compare(VectorOperators.GE, high)).intoArray(c, to);
				c1.blend(high, c1.compare(VectorOperators.GE, high)).intoArray(c, to + columnStep);
				to += rowStep;
			}
		}
		return FloatVector.zero(SPECIES).add(check).reduceLanes(VectorOperators.ADD);
	}

	/**
	 * Transforms the products of one tile back to 3 × 3 outputs of a 2×2 kernel. The
	 * parameters are those of {@link Winograd4Kernel#output}.
	 */
	static float outputOf2(float[] m, int mBase, float[] bias, int biasBase, float low, float high, float[] buffer,
			float[] c, int cBase, int rowStep, int columnStep) {
		for (int column = 0; column < 4; column++) {
			for (int filter = 0; filter < PANEL; filter += LANES) {
				int at = mBase + column * OUTPUT_STEP + filter;
				FloatVector m1 = FloatVector.fromArray(SPECIES, m, at + 4 * OUTPUT_STEP);
				FloatVector m2 = FloatVector.fromArray(SPECIES, m, at + 8 * OUTPUT_STEP);
				FloatVector even = m1.add(m2);
				int to = column * PANEL + filter;
				FloatVector.fromArray(SPECIES, m, at).add(even).intoArray(buffer, to);
				m1.sub(m2).intoArray(buffer, to + 4 * PANEL);
				FloatVector.fromArray(SPECIES, m, at + 12 * OUTPUT_STEP).add(even).intoArray(buffer, to + 8 * PANEL);
			}
		}
		FloatVector check = FloatVector.zero(SPECIES);
		for (int row = 0; row < 3; row++) {
			for (int filter = 0; filter < PANEL; filter += LANES) {
				FloatVector b = FloatVector.fromArray(SPECIES, bias, biasBase + filter);
				int at = row * 4 * PANEL + filter;
				FloatVector m1 = FloatVector.fromArray(SPECIES, buffer, at + PANEL);
				FloatVector m2 = FloatVector.fromArray(SPECIES, buffer, at + 2 * PANEL);
				FloatVector even = m1.add(m2).add(b);
				FloatVector c0 = FloatVector.fromArray(SPECIES, buffer, at).add(even);
				FloatVector c1 = m1.sub(m2).add(b);
				FloatVector c2 = FloatVector.fromArray(SPECIES, buffer, at + 3 * PANEL).add(even);
				check = c0.add(c1).add(c2).mul(0).add(check);
				c0 = c0.blend(low, c0.compare(VectorOperators.LE, low));
				c1 = c1.blend(low, c1.compare(VectorOperators.LE, low));
				c2 = c2.blend(low, c2.compare(VectorOperators.LE, low));
				int to = cBase + row * rowStep + filter;
				c0.blend(high, c0.compare(VectorOperators.GE, high)).intoArray(c, to);
				c1.blend(high, c1.compare(VectorOperators.GE, high)).intoArray(c, to + columnStep);
				c2.blend(high, c2.compare(VectorOperators.GE, high)).intoArray(c, to + 2 * columnStep);
			}
		}
		return FloatVector.zero(SPECIES).add(check).reduceLanes(VectorOperators.ADD);
	}

}
