package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes squares of 8×8 values, whatever the vectors' width elsewhere: halves are
 * exchanged, then quarters, then neighbours (Eklundh, "A Fast Computer Method for Matrix
 * Transposing", 1972).
 */
final class TransposeKernel {

	static final int SIDE = 8;

	private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;

	private static final VectorShuffle<Float> BY4 = VectorShuffle.fromOp(SPECIES, (lane) -> lane ^ 4);

	private static final VectorShuffle<Float> BY2 = VectorShuffle.fromOp(SPECIES, (lane) -> lane ^ 2);

	private static final VectorShuffle<Float> BY1 = VectorShuffle.fromOp(SPECIES, (lane) -> lane ^ 1);

	private static final VectorMask<Float> UPPER4 = VectorMask.fromLong(SPECIES, 0b11110000);

	private static final VectorMask<Float> UPPER2 = VectorMask.fromLong(SPECIES, 0b11001100);

	private static final VectorMask<Float> UPPER1 = VectorMask.fromLong(SPECIES, 0b10101010);

	private TransposeKernel() {
	}

	/**
	 * Transposes squares.
	 * @param source the rows
	 * @param from the first row
	 * @param step from row to row
	 * @param next from square to square
	 * @param squares how many
	 * @param target the columns, written one behind the other
	 * @param to the first column
	 * @param toStep from column to column
	 * @param toNext from square to square
	 */
	static void squares(float[] source, int from, int step, int next, int squares, float[] target, int to, int toStep,
			int toNext) {
		for (int square = 0; square < squares; square++) {
			int at = from + square * next;
			FloatVector a0 = FloatVector.fromArray(SPECIES, source, at);
			FloatVector a1 = FloatVector.fromArray(SPECIES, source, at + step);
			FloatVector a2 = FloatVector.fromArray(SPECIES, source, at + 2 * step);
			FloatVector a3 = FloatVector.fromArray(SPECIES, source, at + 3 * step);
			FloatVector a4 = FloatVector.fromArray(SPECIES, source, at + 4 * step);
			FloatVector a5 = FloatVector.fromArray(SPECIES, source, at + 5 * step);
			FloatVector a6 = FloatVector.fromArray(SPECIES, source, at + 6 * step);
			FloatVector a7 = FloatVector.fromArray(SPECIES, source, at + 7 * step);
			FloatVector b0 = a0.blend(a4.rearrange(BY4), UPPER4);
			FloatVector b4 = a0.rearrange(BY4).blend(a4, UPPER4);
			FloatVector b1 = a1.blend(a5.rearrange(BY4), UPPER4);
			FloatVector b5 = a1.rearrange(BY4).blend(a5, UPPER4);
			FloatVector b2 = a2.blend(a6.rearrange(BY4), UPPER4);
			FloatVector b6 = a2.rearrange(BY4).blend(a6, UPPER4);
			FloatVector b3 = a3.blend(a7.rearrange(BY4), UPPER4);
			FloatVector b7 = a3.rearrange(BY4).blend(a7, UPPER4);
			FloatVector c0 = b0.blend(b2.rearrange(BY2), UPPER2);
			FloatVector c2 = b0.rearrange(BY2).blend(b2, UPPER2);
			FloatVector c1 = b1.blend(b3.rearrange(BY2), UPPER2);
			FloatVector c3 = b1.rearrange(BY2).blend(b3, UPPER2);
			FloatVector c4 = b4.blend(b6.rearrange(BY2), UPPER2);
			FloatVector c6 = b4.rearrange(BY2).blend(b6, UPPER2);
			FloatVector c5 = b5.blend(b7.rearrange(BY2), UPPER2);
			FloatVector c7 = b5.rearrange(BY2).blend(b7, UPPER2);
			int column = to + square * toNext;
			c0.blend(c1.rearrange(BY1), UPPER1).intoArray(target, column);
			c0.rearrange(BY1).blend(c1, UPPER1).intoArray(target, column + toStep);
			c2.blend(c3.rearrange(BY1), UPPER1).intoArray(target, column + 2 * toStep);
			c2.rearrange(BY1).blend(c3, UPPER1).intoArray(target, column + 3 * toStep);
			c4.blend(c5.rearrange(BY1), UPPER1).intoArray(target, column + 4 * toStep);
			c4.rearrange(BY1).blend(c5, UPPER1).intoArray(target, column + 5 * toStep);
			c6.blend(c7.rearrange(BY1), UPPER1).intoArray(target, column + 6 * toStep);
			c6.rearrange(BY1).blend(c7, UPPER1).intoArray(target, column + 7 * toStep);
		}
	}

}
