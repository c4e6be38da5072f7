package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loop of {@link Rows}, which C2 makes no vectors of: for all it knows the sums
 * may be among the rows.
 */
final class RowsKernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private RowsKernel() {
	}

	/**
	 * See {@link Rows#addFour}.
	 * @return how many numbers are done: whole vectors
	 */
	static int addFour(float[] a, int from, float[] b, int row, int step, float[] c, int to, int count) {
		FloatVector first = FloatVector.broadcast(SPECIES, a[from]);
		FloatVector second = FloatVector.broadcast(SPECIES, a[from + 1]);
		FloatVector third = FloatVector.broadcast(SPECIES, a[from + 2]);
		FloatVector fourth = FloatVector.broadcast(SPECIES, a[from + 3]);
		int row2 = row + step;
		int row3 = row2 + step;
		int row4 = row3 + step;
		int whole = count / LANES * LANES;
		for (int index = 0; index < whole; index += LANES) {
			FloatVector sum = first.fma(FloatVector.fromArray(SPECIES, b, row + index),
					FloatVector.fromArray(SPECIES, c, to + index));
			sum = second.fma(FloatVector.fromArray(SPECIES, b, row2 + index), sum);
			sum = third.fma(FloatVector.fromArray(SPECIES, b, row3 + index), sum);
			fourth.fma(FloatVector.fromArray(SPECIES, b, row4 + index), sum).intoArray(c, to + index);
		}
		return whole;
	}

}
