package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies a vector of each of many columns: to places a constant apart, so that only what
 * is read has to be checked in the loop.
 */
final class SlidingCopyKernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;

	private static final int PLACE = Sliding.MOST_PLACES - 1;

	private SlidingCopyKernel() {
	}

	static void vectors(float[] source, int from, int step, int count, float[] target, int toPlace) {
		int to = toPlace & PLACE;
		for (int index = 0; index < count; index++) {
			FloatVector.fromArray(SPECIES, source, from + index * step).intoArray(target, to + index * Sliding.STEP);
		}
	}

	static void fours(float[] source, int from, int step, int count, float[] target, int toPlace) {
		int to = toPlace & PLACE;
		for (int index = 0; index < count; index++) {
			FloatVector.fromArray(FOUR, source, from + index * step).intoArray(target, to + index * Sliding.STEP);
		}
	}

}
