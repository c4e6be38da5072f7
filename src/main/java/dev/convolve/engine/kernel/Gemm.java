package dev.convolve.engine.kernel;

/**
 * The matrix product of rows that lie anywhere with one packed panel of filters.
 */
public final class Gemm {

	/** Filters in one panel. */
	public static final int PANEL = 2 * KernelMode.LANES;

	/** Rows of the larger tile; the smaller has one less. */
	public static final int ROWS = 5;

	private Gemm() {
	}

	/**
	 * How many entries the row tables need: the least number that is not below the rows
	 * and is made of tiles of 5 and 4.
	 * @param rows at least 1
	 * @return the entries; those beyond the rows are to repeat the last row
	 */
	public static int tableLength(int rows) {
		int length = Math.max(rows, ROWS - 1);
		while ((ROWS - 1) * smallTiles(length) > length) {
			length++;
		}
		return length;
	}

	private static int smallTiles(int length) {
		return (ROWS - length % ROWS) % ROWS;
	}

	/**
	 * Computes {@code c = a · b + init} for all rows of the tables and one panel.
	 * @param a the rows' values
	 * @param aBase added to every offset in a
	 * @param tables the offsets of the rows in a, and from cTable on those in c
	 * @param length how many rows the tables have
	 * @param cTable where the offsets in c start
	 * @param starts by segment, where its values start in a row
	 * @param lengths by segment, how many values follow each other
	 * @param segment the first segment
	 * @param segmentEnd behind the last segment
	 * @param b the panel, {@code [values][PANEL]}
	 * @param bBase where the panel starts
	 * @param init what the sums start with
	 * @param initBase where that starts
	 * @param initStep from row to row: 0 for a bias, {@link #PANEL} for partial sums
	 * @param c the result
	 * @param cBase added to every offset in c
	 */
	public static void multiply(float[] a, int aBase, int[] tables, int length, int cTable, int[] starts, int[] lengths,
			int segment, int segmentEnd, float[] b, int bBase, float[] init, int initBase, int initStep, float[] c,
			int cBase) {
		if (!KernelMode.VECTOR) {
			GemmScalar.tiles(a, aBase, tables, length, cTable, starts, lengths, segment, segmentEnd, b, bBase, init,
					initBase, initStep, c, cBase);
			return;
		}
		int large = length - (ROWS - 1) * smallTiles(length);
		if (large > 0) {
			GemmKernel.tiles5(a, aBase, tables, 0, large, cTable, starts, lengths, segment, segmentEnd, b, bBase, init,
					initBase, initStep, c, cBase);
		}
		if (large < length) {
			GemmKernel.tiles4(a, aBase, tables, large, length, cTable, starts, lengths, segment, segmentEnd, b, bBase,
					init, initBase, initStep, c, cBase);
		}
	}

	/**
	 * Computes {@code c = init + a · b} for rows that lie at a regular distance, and one
	 * panel.
	 * @param a the rows' values
	 * @param aBase the first row
	 * @param aStep from row to row
	 * @param rows how many: a multiple of {@link #ROWS}
	 * @param values of a row
	 * @param b the panel, {@code [values][PANEL]}
	 * @param bBase where the panel starts
	 * @param init what the sums are added to; may be c
	 * @param initBase where that starts
	 * @param initStep from row to row: 0 for a bias
	 * @param c the result
	 * @param cBase the first row
	 * @param cStep from row to row
	 * @param target whatever is in it
	 */
	public static void rows(float[] a, int aBase, int aStep, int rows, int values, float[] b, int bBase, float[] init,
			int initBase, int initStep, float[] c, int cBase, int cStep, GemmTarget target) {
		float[][] arrays = target.arrays;
		int[] offsets = target.offsets;
		arrays[GemmTarget.INIT] = init;
		arrays[GemmTarget.RESULT] = c;
		offsets[GemmTarget.INIT_STEP] = initStep;
		offsets[GemmTarget.STEP] = cStep;
		for (int row = 0; row < rows; row += ROWS) {
			offsets[GemmTarget.FROM] = initBase + row * initStep;
			offsets[GemmTarget.TO] = cBase + row * cStep;
			if (KernelMode.VECTOR) {
				GemmKernel.tile(a, aBase + row * aStep, aStep, values, b, bBase, arrays, offsets);
			}
			else {
				GemmScalar.tile(a, aBase + row * aStep, aStep, values, b, bBase, arrays, offsets);
			}
		}
	}

	/**
	 * Limits the results of one panel.
	 * @param c the results
	 * @param cBase added to every offset
	 * @param tables the offsets of the rows
	 * @param first the first row in the tables
	 * @param end behind the last
	 * @param low lesser values become this
	 * @param high greater values become this
	 */
	public static void clamp(float[] c, int cBase, int[] tables, int first, int end, float low, float high) {
		if (KernelMode.VECTOR) {
			ClampKernel.rows(c, cBase, tables, first, end, low, high);
		}
		else {
			GemmScalar.clamp(c, cBase, tables, first, end, low, high);
		}
	}

	/**
	 * Limits results that follow each other.
	 * @param c the results
	 * @param from the first
	 * @param end behind the last
	 * @param low lesser values become this
	 * @param high greater values become this
	 */
	public static void clamp(float[] c, int from, int end, float low, float high) {
		if (KernelMode.VECTOR && end - from >= KernelMode.LANES) {
			ClampKernel.run(c, from, end, low, high);
		}
		else {
			GemmScalar.clamp(c, from, end, low, high);
		}
	}

}
