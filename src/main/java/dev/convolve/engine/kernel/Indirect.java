package dev.convolve.engine.kernel;

/**
 * The matrix product of rows whose values lie anywhere in an array, with packed panels of
 * filters: a value lies where its row starts plus where its tap is, and both are taken
 * from tables, so that nothing is copied. After Dukhan, "The Indirect Convolution
 * Algorithm", arXiv:1907.02129, whose tables hold a pointer for each row and tap.
 * <p>
 * Taps of which four follow each other in memory come in fours, first, then those that
 * are single. Every index is checked, but C2 checks only the first and the last of taps
 * that are taken together. Narrow panels take four at once, two where there are few
 * registers; the widest has so many filters for a value that processors have the time for
 * each one's check, and registers for one tap only.
 */
public final class Indirect {

	/** Rows of one tile of a panel of two vectors or more. */
	public static final int ROWS = Gemm.ROWS;

	/** Taps that come together. */
	public static final int TAPS = 4;

	private static final int NARROW_ROWS = 12;

	private Indirect() {
	}

	/**
	 * How many rows the tables must have room for: whole tiles of every kernel.
	 * @param rows that are wanted
	 * @return at least as many
	 */
	public static int room(int rows) {
		return Math.ceilDiv(rows, NARROW_ROWS) * NARROW_ROWS;
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
	 * @param taps where taps lie from a row's start
	 * @param first the first tap
	 * @param split behind the last tap that comes in a four
	 * @param end behind the last tap
	 * @param b the panel, {@code [taps][filters]}
	 * @param bBase where it starts
	 * @param start what the sums start from
	 * @param startBase is added to every row's
	 * @param c where the results go
	 * @param cBase is added to every row's
	 * @param count rows; results are stored for whole tiles
	 */
	public static void multiply(int vectors, float[] a, int aBase, int[] rows, int in, int from, int to, int[] taps,
			int first, int split, int end, float[] b, int bBase, float[] start, int startBase, float[] c, int cBase,
			int count) {
		int tiles = Math.ceilDiv(count, (vectors == 1) ? NARROW_ROWS : ROWS);
		if (!KernelMode.VECTOR) {
			IndirectScalar.rows(vectors, a, aBase, rows, in, from, to, taps, first, end, b, bBase, start, startBase, c,
					cBase, count);
		}
		else if (vectors == 4) {
			int fives = Gemm.tilesOfFive(count);
			int sixes = tiles - fives;
			int done = sixes * ROWS;
			Indirect4Kernel.tiles(a, aBase, rows, in, from, to, taps, first, split, end, b, bBase, start, startBase, c,
					cBase, sixes);
			if (fives > 0) {
				Indirect4Kernel.fives(a, aBase, rows, in + done, from + done, to + done, taps, first, split, end, b,
						bBase, start, startBase, c, cBase, fives);
			}
		}
		else if (vectors == 2 && !Lanes.MANY_REGISTERS) {
			Indirect2FencedKernel.tiles(a, aBase, rows, in, from, to, taps, first, split, end, b, bBase, start,
					startBase, c, cBase, tiles);
		}
		else if (vectors == 2) {
			Indirect2Kernel.tiles(a, aBase, rows, in, from, to, taps, first, split, end, b, bBase, start, startBase, c,
					cBase, tiles);
		}
		else {
			Indirect1Kernel.tiles(a, aBase, rows, in, from, to, taps, first, split, end, b, bBase, start, startBase, c,
					cBase, tiles);
		}
	}

}
