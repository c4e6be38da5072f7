package dev.convolve.engine.kernel;

/**
 * The matrix product of rows whose values lie anywhere in an array, with packed panels of
 * filters: a value lies where its row starts plus where its tap is, and both are taken
 * from tables, so that nothing is copied. After Dukhan, "The Indirect Convolution
 * Algorithm", arXiv:1907.02129, whose tables hold a pointer for each row and tap; here
 * taps that follow each other in memory are one piece.
 */
public final class Indirect {

	/** What a piece takes in its table: where its taps lie, and how many they are. */
	public static final int PIECE = 2;

	/** Taps of a piece are fewer than this. */
	public static final int MOST_TAPS = 1 << 11;

	/** All places of values and weights are below this. */
	public static final int MOST_PLACES = 1 << 30;

	private static final int NARROW_ROWS = 9;

	/** Rows of whole tiles of every kernel. */
	private static final int ROOM = 18;

	private Indirect() {
	}

	/**
	 * How many rows one tile has.
	 * @param vectors of filters in the panel
	 */
	public static int rows(int vectors) {
		return (vectors == 1) ? NARROW_ROWS : Gemm.ROWS;
	}

	/**
	 * How many rows the tables must have room for: whole tiles of every kernel.
	 * @param rows that are wanted
	 * @return at least as many
	 */
	public static int room(int rows) {
		return Math.ceilDiv(rows, ROOM) * ROOM;
	}

	/**
	 * How many rows are computed, in whole tiles.
	 * @param vectors of filters in the panel
	 * @param rows that are wanted
	 * @return at least as many
	 */
	public static int computed(int vectors, int rows) {
		if (vectors == 1) {
			return Math.ceilDiv(rows, NARROW_ROWS) * NARROW_ROWS;
		}
		int fives = Gemm.tilesOfFive(rows);
		return (Math.ceilDiv(rows, Gemm.ROWS) - fives) * Gemm.ROWS + fives * Gemm.FEWER_ROWS;
	}

	/**
	 * Computes {@code c = start + a · b}.
	 * @param vectors of filters in the panel
	 * @param a the values
	 * @param aBase is added to every row's place
	 * @param rows tables of places, one place a row
	 * @param in the table of where rows start in a
	 * @param from the table of what the sums start from
	 * @param to the table of where the results go
	 * @param pieces the table of taps: where those of a piece lie from a row's start, and
	 * how many they are, at least one
	 * @param first where the first piece is in its table
	 * @param end behind the last one
	 * @param b the panel, {@code [taps][filters]}
	 * @param bBase where it starts
	 * @param start what the sums start from
	 * @param startBase is added to every row's
	 * @param c where the results go
	 * @param cBase is added to every row's
	 * @param count rows; results are stored for whole tiles, of six or five
	 */
	public static void multiply(int vectors, float[] a, int aBase, int[] rows, int in, int from, int to, int[] pieces,
			int first, int end, float[] b, int bBase, float[] start, int startBase, float[] c, int cBase, int count) {
		if (!KernelMode.VECTOR) {
			IndirectScalar.rows(vectors, a, aBase, rows, in, from, to, pieces, first, end, b, bBase, start, startBase,
					c, cBase, count);
		}
		else if (vectors == 1) {
			Indirect1Kernel.tiles(a, aBase, rows, in, from, to, pieces, first, end, b, bBase, start, startBase, c,
					cBase, Math.ceilDiv(count, NARROW_ROWS));
		}
		else {
			int fives = Gemm.tilesOfFive(count);
			int sixes = Math.ceilDiv(count, Gemm.ROWS) - fives;
			if (vectors == 2 && end - first == PIECE && LongRun.takes(pieces[first + 1])) {
				run(a, aBase + pieces[first], rows, in, from, to, pieces[first + 1], b, bBase, start, startBase, c,
						cBase, sixes, fives);
				return;
			}
			tiles(vectors, a, aBase, rows, in, from, to, pieces, first, end, b, bBase, start, startBase, c, cBase,
					sixes);
			if (fives > 0) {
				int done = sixes * Gemm.ROWS;
				fives(vectors, a, aBase, rows, in + done, from + done, to + done, pieces, first, end, b, bBase, start,
						startBase, c, cBase, fives);
			}
		}
	}

	/** All rows, with taps that are one piece. */
	private static void run(float[] a, int aBase, int[] rows, int in, int from, int to, int taps, float[] b, int bBase,
			float[] start, int startBase, float[] c, int cBase, int sixes, int fives) {
		int row = 0;
		for (int tile = 0; tile < sixes; tile++) {
			IndirectRunKernel.six(a, aBase, rows, in + row, from + row, to + row, taps, b, bBase, start, startBase, c,
					cBase);
			row += Gemm.ROWS;
		}
		for (int tile = 0; tile < fives; tile++) {
			IndirectRunKernel.five(a, aBase, rows, in + row, from + row, to + row, taps, b, bBase, start, startBase, c,
					cBase);
			row += Gemm.FEWER_ROWS;
		}
	}

	private static void tiles(int vectors, float[] a, int aBase, int[] rows, int in, int from, int to, int[] pieces,
			int first, int end, float[] b, int bBase, float[] start, int startBase, float[] c, int cBase, int tiles) {
		if (vectors == 4) {
			Indirect4Kernel.tiles(a, aBase, rows, in, from, to, pieces, first, end, b, bBase, start, startBase, c,
					cBase, tiles);
		}
		else {
			Indirect2Kernel.tiles(a, aBase, rows, in, from, to, pieces, first, end, b, bBase, start, startBase, c,
					cBase, tiles);
		}
	}

	private static void fives(int vectors, float[] a, int aBase, int[] rows, int in, int from, int to, int[] pieces,
			int first, int end, float[] b, int bBase, float[] start, int startBase, float[] c, int cBase, int tiles) {
		if (vectors == 4) {
			Indirect4Kernel.fives(a, aBase, rows, in, from, to, pieces, first, end, b, bBase, start, startBase, c,
					cBase, tiles);
		}
		else {
			Indirect2Kernel.fives(a, aBase, rows, in, from, to, pieces, first, end, b, bBase, start, startBase, c,
					cBase, tiles);
		}
	}

}
