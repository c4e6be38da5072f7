package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The activations that only limit values, applied while the outputs are still in the
 * cache. Compared and blended, not {@code max} and {@code min}: those cost five
 * instructions each to get the sign of zero and NaN right.
 */
final class ClampKernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private ClampKernel() {
	}

	/** Limits values that follow each other, at least one vector of them. */
	static void run(float[] data, int from, int end, float low, float high) {
		int whole = from + (end - from) / LANES * LANES;
		for (int at = from; at < whole; at += LANES) {
			FloatVector p = FloatVector.fromArray(SPECIES, data, at);
			p = p.blend(low, p.compare(VectorOperators.LE, low));
			p.blend(high, p.compare(VectorOperators.GE, high)).intoArray(data, at);
		}
		// Once more is as good as once: the last vector overlaps
		FloatVector p = FloatVector.fromArray(SPECIES, data, end - LANES);
		p = p.blend(low, p.compare(VectorOperators.LE, low));
		p.blend(high, p.compare(VectorOperators.GE, high)).intoArray(data, end - LANES);
	}

}
