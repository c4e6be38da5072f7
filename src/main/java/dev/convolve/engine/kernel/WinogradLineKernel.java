package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transforms of Winograd's F(4, 4) along a line (Lavin and Gray, arXiv:1509.09308) at
 * the points 0, ±5/8, ±9/8, -2 and ∞, for which all constants are exact binary fractions.
 * For the six finite points the inputs are first multiplied, as a polynomial, by the one
 * that is 0 at -2: then five points are left, in pairs but for 0.
 */
final class WinogradLineKernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private static final int PANEL = 2 * LANES;

	private static final int INPUT_STEP = Winograd.INPUT_STEP;

	private static final int OUTPUT_STEP = Winograd.OUTPUT_STEP;

	/** The points' values and their powers. */
	private static final float A1 = 0.625f;

	private static final float A2 = 25f / 64;

	private static final float A3 = 125f / 512;

	private static final float B1 = 1.125f;

	private static final float B2 = 81f / 64;

	private static final float B3 = 729f / 512;

	private static final float PRODUCT = A2 * B2;

	private static final float SUM = A2 + B2;

	private WinogradLineKernel() {
	}

	/** See {@link Winograd4Kernel#input}; 7 inputs. */
	static void input(float[] d, int dBase, int step, float[] v, int vBase) {
		FloatVector minusA2 = FloatVector.broadcast(SPECIES, -A2);
		FloatVector minusB2 = FloatVector.broadcast(SPECIES, -B2);
		FloatVector product = FloatVector.broadcast(SPECIES, PRODUCT);
		FloatVector minusSum = FloatVector.broadcast(SPECIES, -SUM);
		FloatVector two = FloatVector.broadcast(SPECIES, 2);
		int x1 = dBase + step;
		int x2 = x1 + step;
		int x3 = x2 + step;
		int x4 = x3 + step;
		int x5 = x4 + step;
		int x6 = x5 + step;
		for (int channel = 0; channel < Winograd.CHANNELS; channel += LANES) {
			FloatVector d1 = FloatVector.fromArray(SPECIES, d, x1 + channel);
			FloatVector d2 = FloatVector.fromArray(SPECIES, d, x2 + channel);
			FloatVector d3 = FloatVector.fromArray(SPECIES, d, x3 + channel);
			FloatVector d4 = FloatVector.fromArray(SPECIES, d, x4 + channel);
			FloatVector d5 = FloatVector.fromArray(SPECIES, d, x5 + channel);
			FloatVector g0 = FloatVector.fromArray(SPECIES, d, dBase + channel).fma(two, d1);
			FloatVector g1 = d1.fma(two, d2);
			FloatVector g2 = d2.fma(two, d3);
			FloatVector g3 = d3.fma(two, d4);
			FloatVector g4 = d4.fma(two, d5);
			FloatVector g5 = d5.fma(two, FloatVector.fromArray(SPECIES, d, x6 + channel));
			FloatVector evenA = g2.fma(minusB2, g4);
			FloatVector oddA = g1.fma(minusB2, g3).mul(A1);
			FloatVector evenB = g2.fma(minusA2, g4);
			FloatVector oddB = g1.fma(minusA2, g3).mul(B1);
			int to = vBase + channel;
			g0.fma(product, g2.fma(minusSum, g4)).intoArray(v, to);
			evenA.add(oddA).intoArray(v, to + INPUT_STEP);
			evenA.sub(oddA).intoArray(v, to + 2 * INPUT_STEP);
			evenB.add(oddB).intoArray(v, to + 3 * INPUT_STEP);
			evenB.sub(oddB).intoArray(v, to + 4 * INPUT_STEP);
			d1.fma(product, d3.fma(minusSum, d5)).intoArray(v, to + 5 * INPUT_STEP);
			g1.fma(product, g3.fma(minusSum, g5)).intoArray(v, to + 6 * INPUT_STEP);
		}
	}

	/** See {@link Winograd4Kernel#output}; 4 outputs. */
	static float output(float[] m, int mBase, float[] bias, int biasBase, float low, float high, float[] c, int cBase,
			int step) {
		FloatVector a1 = FloatVector.broadcast(SPECIES, A1);
		FloatVector a2 = FloatVector.broadcast(SPECIES, A2);
		FloatVector a3 = FloatVector.broadcast(SPECIES, A3);
		FloatVector b1 = FloatVector.broadcast(SPECIES, B1);
		FloatVector b2 = FloatVector.broadcast(SPECIES, B2);
		FloatVector b3 = FloatVector.broadcast(SPECIES, B3);
		FloatVector check = FloatVector.zero(SPECIES);
		for (int filter = 0; filter < PANEL; filter += LANES) {
			int at = mBase + filter;
			FloatVector b = FloatVector.fromArray(SPECIES, bias, biasBase + filter);
			FloatVector m1 = FloatVector.fromArray(SPECIES, m, at + OUTPUT_STEP);
			FloatVector m2 = FloatVector.fromArray(SPECIES, m, at + 2 * OUTPUT_STEP);
			FloatVector m3 = FloatVector.fromArray(SPECIES, m, at + 3 * OUTPUT_STEP);
			FloatVector m4 = FloatVector.fromArray(SPECIES, m, at + 4 * OUTPUT_STEP);
			FloatVector m5 = FloatVector.fromArray(SPECIES, m, at + 5 * OUTPUT_STEP);
			FloatVector evenA = m1.add(m2);
			FloatVector oddA = m1.sub(m2);
			FloatVector evenB = m3.add(m4);
			FloatVector oddB = m3.sub(m4);
			FloatVector c0 = FloatVector.fromArray(SPECIES, m, at).add(evenA).add(evenB).add(m5).add(b);
			FloatVector c1 = oddA.fma(a1, oddB.fma(b1, m5.mul(-2))).add(b);
			FloatVector c2 = evenA.fma(a2, evenB.fma(b2, m5.mul(4))).add(b);
			FloatVector c3 = oddA
				.fma(a3, oddB.fma(b3, m5.mul(-8).add(FloatVector.fromArray(SPECIES, m, at + 6 * OUTPUT_STEP))))
				.add(b);
			check = c0.add(c1).add(c2.add(c3)).mul(0).add(check);
			c0 = c0.blend(low, c0.compare(VectorOperators.LE, low));
			c1 = c1.blend(low, c1.compare(VectorOperators.LE, low));
			c2 = c2.blend(low, c2.compare(VectorOperators.LE, low));
			c3 = c3.blend(low, c3.compare(VectorOperators.LE, low));
			int to = cBase + filter;
			c0.blend(high, c0.compare(VectorOperators.GE, high)).intoArray(c, to);
			c1.blend(high, c1.compare(VectorOperators.GE, high)).intoArray(c, to + step);
			c2.blend(high, c2.compare(VectorOperators.GE, high)).intoArray(c, to + 2 * step);
			c3.blend(high, c3.compare(VectorOperators.GE, high)).intoArray(c, to + 3 * step);
		}
		return FloatVector.zero(SPECIES).add(check).reduceLanes(VectorOperators.ADD);
	}

}
