package dev.convolve.engine.kernel;

import java.util.Arrays;

/**
 * Lays values of each output or pixel side by side, as the matrix product wants them.
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
	 * @param pieces pairs: where a piece lies in the source, and where in the target,
	 * from the row's start; beyond its width may be another place for all rows
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
		else {
			GatherKernel.pieces(source, base, table, rows, pieces, first, end, target, to, width);
		}
		if (length < width) {
			for (int row = 0; row < rows; row++) {
				Arrays.fill(target, to + row * width + length, to + (row + 1) * width, 0);
			}
		}
	}

	/**
	 * Copies values of each row that follow each other in memory, to blocks of
	 * {@link Gemm#LONG} of them. Row by row, so that the processor sees one stream.
	 * @param source where they lie
	 * @param base added to each offset
	 * @param table the offset of each row in the source
	 * @param rows how many there are
	 * @param blocks how many
	 * @param target where they are put, {@code [blocks][rows][LONG]}
	 * @param to the first row of the first block
	 * @param step from block to block
	 */
	public static void blocks(float[] source, int base, int[] table, int rows, int blocks, float[] target, int to,
			int step) {
		if (KernelMode.VECTOR) {
			GatherKernel.blocks(source, base, table, rows, blocks, target, to, step);
			return;
		}
		for (int row = 0; row < rows; row++) {
			for (int block = 0; block < blocks; block++) {
				System.arraycopy(source, base + table[row] + block * Gemm.LONG, target,
						to + block * step + row * Gemm.LONG, Gemm.LONG);
			}
		}
	}

}
