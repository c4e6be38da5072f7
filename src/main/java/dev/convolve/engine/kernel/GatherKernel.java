package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of {@link Gather#rows}.
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

	/** Copies {@link Gemm#LONG} values that lie side by side. */
	static void runs(float[] source, int base, int[] table, int rows, float[] target, int to) {
		for (int row = 0; row < rows; row++) {
			int from = base + table[row];
			int at = to + row * Gemm.LONG;
			for (int value = 0; value < Gemm.LONG; value += LANES) {
				FloatVector.fromArray(SPECIES, source, from + value).intoArray(target, at + value);
			}
		}
	}

}
