package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Turns the sums of a panel into outputs. Limited like {@link ClampKernel} does it.
 */
final class StoreKernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private static final int PANEL = 2 * LANES;

	private StoreKernel() {
	}

	/** See {@link Gemm#store}. */
	static void rows(float[] c, int cBase, int rows, float[] bias, int biasBase, float low, float high, float[] output,
			int to, int step) {
		FloatVector b0 = FloatVector.fromArray(SPECIES, bias, biasBase);
		FloatVector b1 = FloatVector.fromArray(SPECIES, bias, biasBase + LANES);
		for (int row = 0; row < rows; row++) {
			FloatVector p = FloatVector.fromArray(SPECIES, c, cBase + row * PANEL).add(b0);
			FloatVector q = FloatVector.fromArray(SPECIES, c, cBase + row * PANEL + LANES).add(b1);
			p = p.blend(low, p.compare(VectorOperators.LE, low));
			q = q.blend(low, q.compare(VectorOperators.LE, low));
			int at = to + row * step;
			p.blend(high, p.compare(VectorOperators.GE, high)).intoArray(output, at);
			q.blend(high, q.compare(VectorOperators.GE, high)).intoArray(output, at + LANES);
		}
	}

}
