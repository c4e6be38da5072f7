package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transforms of Winograd's F(2×2, 3×3) (Lavin and Gray, arXiv:1509.09308) at the
 * points 0, ±1 and ∞. The signs of the matrices are those of the general construction, so
 * that both sizes share the transform of the kernel.
 */
final class Winograd2Kernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private Winograd2Kernel() {
	}

	/** See {@link Winograd4Kernel#input}; 4 × 4 inputs. */
	static void input(float[] d, int dBase, int rowStep, int columnStep, int channels, float[] v, int vBase, int step) {
		int last = channels - LANES;
		for (int next = 0; next < channels; next += LANES) {
			int channel = Math.min(next, last);
			int to = vBase + channel;
			// Rows of the result: 2 - 0, 1 + 2, 2 - 1, 3 - 1
			for (int row = 0; row < 4; row++) {
				int first = dBase + channel + ((row == 0) ? 2 : row) * rowStep;
				int second = dBase + channel + ((row == 0) ? 0 : (row == 1) ? 2 : 1) * rowStep;
				float sign = (row == 1) ? 1 : -1;
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
				x2.add(x1).intoArray(v, to + step);
				x2.sub(x1).intoArray(v, to + 2 * step);
				x3.sub(x1).intoArray(v, to + 3 * step);
				to += 4 * step;
			}
		}
	}

	/** See {@link Winograd4Kernel#output}; 2 × 2 outputs. */
	static void output(float[] m, int mBase, int step, int filters, float[] bias, int biasBase, float low, float high,
			float[] c, int cBase, int rowStep, int columnStep) {
		int last = filters - LANES;
		for (int next = 0; next < filters; next += LANES) {
			int filter = Math.min(next, last);
			FloatVector b = FloatVector.fromArray(SPECIES, bias, biasBase + filter);
			int to = cBase + filter;
			for (int row = 0; row < 2; row++) {
				// Row 0 adds products 0, 1, 2; row 1 adds 3, 1 and subtracts 2
				int at = mBase + filter;
				int outer = at + row * 12 * step;
				float sign = 1 - 2 * row;
				FloatVector s0 = FloatVector.fromArray(SPECIES, m, at + 8 * step)
					.mul(sign)
					.add(FloatVector.fromArray(SPECIES, m, at + 4 * step))
					.add(FloatVector.fromArray(SPECIES, m, outer));
				FloatVector s1 = FloatVector.fromArray(SPECIES, m, at + 9 * step)
					.mul(sign)
					.add(FloatVector.fromArray(SPECIES, m, at + 5 * step))
					.add(FloatVector.fromArray(SPECIES, m, outer + step));
				FloatVector s2 = FloatVector.fromArray(SPECIES, m, at + 10 * step)
					.mul(sign)
					.add(FloatVector.fromArray(SPECIES, m, at + 6 * step))
					.add(FloatVector.fromArray(SPECIES, m, outer + 2 * step));
				FloatVector s3 = FloatVector.fromArray(SPECIES, m, at + 11 * step)
					.mul(sign)
					.add(FloatVector.fromArray(SPECIES, m, at + 7 * step))
					.add(FloatVector.fromArray(SPECIES, m, outer + 3 * step));
				FloatVector c0 = s0.add(s1).add(s2).add(b);
				FloatVector c1 = s1.sub(s2).add(s3).add(b);
				c0 = c0.blend(low, c0.compare(VectorOperators.LE, low));
				c1 = c1.blend(low, c1.compare(VectorOperators.LE, low));
				c0.blend(high, c0.compare(VectorOperators.GE, high)).intoArray(c, to);
				c1.blend(high, c1.compare(VectorOperators.GE, high)).intoArray(c, to + columnStep);
				to += rowStep;
			}
		}
	}

}
