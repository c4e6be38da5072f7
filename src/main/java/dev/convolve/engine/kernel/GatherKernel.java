package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of {@link Gather}.
 */
final class GatherKernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private GatherKernel() {
	}

	/** Copies pieces of one vector each. */
	static void pieces(float[] source, int base, int[] table, int rows, int[] pieces, int first, int end,
			float[] target, int to, int width) {
		for (int row = 0; row < rows; row++) {
			int from = base + table[row];
			int at = to + row * width;
			for (int piece = first; piece < end; piece += 2) {
				FloatVector.fromArray(SPECIES, source, from + pieces[piece]).intoArray(target, at + pieces[piece + 1]);
			}
		}
	}

	/** See {@link Gather#blocks}. */
	static void blocks(float[] source, int base, int[] table, int rows, int blocks, float[] target, int to, int step) {
		for (int row = 0; row < rows; row++) {
			int from = base + table[row];
			for (int block = 0; block < blocks; block++) {
				int at = to + block * step + row * Gemm.LONG;
				for (int value = 0; value < Gemm.LONG; value += LANES) {
					FloatVector.fromArray(SPECIES, source, from + block * Gemm.LONG + value)
						.intoArray(target, at + value);
				}
			}
		}
	}

}
