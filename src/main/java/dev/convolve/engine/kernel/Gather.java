package dev.convolve.engine.kernel;

import java.util.Arrays;

/**
 * Lays the values that each output needs side by side, as the matrix product wants them.
 */
public final class Gather {

	/**
	 * Values that are copied at once. Where fewer are wanted, what is copied too much is
	 * overwritten by the next, but at the end both arrays must have so much more room.
	 */
	public static final int PIECE = KernelMode.LANES;

	private Gather() {
	}

	/**
	 * Copies some pieces of each row, and fills the rest with zeros.
	 * @param source where they lie
	 * @param base added to each offset
	 * @param table the offset of each row in the source
	 * @param rows how many there are
	 * @param pieces pairs: where a piece lies in the source, and where in the target
	 * @param first the first piece's place in the array
	 * @param end behind the last
	 * @param target where they are put, {@code [rows][width]}
	 * @param to the first row
	 * @param length values of a row
	 * @param width of a row in the target
	 */
	public static void rows(float[] source, int base, int[] table, int rows, int[] pieces, int first, int end,
			float[] target, int to, int length, int width) {
		if (!KernelMode.VECTOR) {
			for (int row = 0; row < rows; row++) {
				int from = base + table[row];
				int at = to + row * width;
				for (int piece = first; piece < end; piece += 2) {
					System.arraycopy(source, from + pieces[piece], target, at + pieces[piece + 1], PIECE);
				}
			}
		}
		else if (length == Gemm.LONG && pieces[end - 2] - pieces[first] == length - PIECE) {
			GatherKernel.runs(source, base + pieces[first], table, rows, target, to);
		}
		else {
			GatherKernel.pieces(source, base, table, rows, pieces, first, end, target, to, width);
		}
		if (length < width) {
			for (int row = 0; row < rows; row++) {
				Arrays.fill(target, to + row * width + length, to + (row + 1) * width, 0);
			}
		}
	}

}
