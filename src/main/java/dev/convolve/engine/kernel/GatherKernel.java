package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies pieces of one vector each.
 */
final class GatherKernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private GatherKernel() {
	}

	/** See {@link Gather#rows}. */
	static void rows(float[] source, int base, int[] table, int rows, int[] pieces, int values, float[] target,
			int to) {
		for (int row = 0; row < rows; row++) {
			int from = base + table[row];
			int at = to + row * values;
			for (int piece = 0; piece < pieces.length; piece += 2) {
				FloatVector.fromArray(SPECIES, source, from + pieces[piece]).intoArray(target, at + pieces[piece + 1]);
			}
			table[row] = at;
		}
	}

}
