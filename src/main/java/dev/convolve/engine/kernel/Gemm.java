package dev.convolve.engine.kernel;

import java.util.Arrays;

/**
 * The matrix product of blocks of rows with one packed panel of filters. A row is cut
 * into blocks of {@link #LONG} or {@link #SHORT} values, filled up with zeros: for a
 * fixed number C2 compiles the inner loops best.
 */
public final class Gemm {

	/** Filters in one panel. */
	public static final int PANEL = 2 * KernelMode.LANES;

	/** Rows of one tile. */
	public static final int ROWS = 6;

	/** Rows of a tile where those of six would leave rows over. */
	static final int FEWER_ROWS = 5;

	/** Sums of one tile. */
	public static final int TILE = ROWS * PANEL;

	/** Values of a row in one block. */
	public static final int LONG = 64;

	/** Values of a row in a block where fewer are left, or rounding wants short sums. */
	public static final int SHORT = 32;

	/** Values of a short block that may be summed up on their own. */
	public static final int LESSER_SUM = 16;

	/** The same where rounding matters most. */
	public static final int LEAST_SUM = 8;

	/** All places of rows and weights of pairs of panels are below this. */
	public static final int MOST_PLACES = 1 << 30;

	/** Whether two panels at a time are faster than one and one. */
	public static final boolean PAIRS = KernelMode.VECTOR && Lanes.MANY_REGISTERS;

	/** Tiles of rows are fewer than this. */
	static final int MOST_TILES = 1 << 10;

	/** One tile of what sums start from. */
	private static final float[] ZEROS = new float[TILE];

	private Gemm() {
	}

	/**
	 * How many rows a block must have room for: whole tiles.
	 * @param rows that are wanted
	 * @return at least as many
	 */
	public static int room(int rows) {
		return (rows + ROWS - 1) / ROWS * ROWS;
	}

	/**
	 * How many rows {@link #multiply} must have room for, which also has tiles of five.
	 * @param rows that are wanted
	 * @return at least as many
	 */
	public static int roomWithFives(int rows) {
		return (tilesOfFive(rows) > 0) ? rows : room(rows);
	}

	/**
	 * How many tiles of five rows fill up those of six, if there are rows enough. Where
	 * there are none their kernel is not called: C2 would compile it as if there never
	 * were one.
	 */
	static int tilesOfFive(int rows) {
		int missing = room(rows) - rows;
		return (rows >= missing * FEWER_ROWS) ? missing : 0;
	}

	/**
	 * Where a value's weights lie among those of all panels: panels that are multiplied
	 * two at a time have theirs side by side, {@code [panels / 2][values][2][PANEL]}, and
	 * the last one, if it is odd, or all others {@code [panels][values][PANEL]}.
	 * @param panel whose weights
	 * @param panels how many there are
	 * @param value the value
	 * @param values for how many there is room
	 * @return counted in rows of {@link #PANEL} weights
	 */
	public static int row(int panel, int panels, int value, int values) {
		if (PAIRS && (panel | 1) < panels) {
			return (panel & ~1) * values + 2 * value + (panel & 1);
		}
		return panel * values + value;
	}

	/**
	 * Computes {@code c = start + a · b}.
	 * @param sum values that are summed up on their own before they are added, so that
	 * rounding errors are smaller: all of a row, or {@link #LEAST_SUM} or
	 * {@link #LESSER_SUM} of {@link #SHORT}
	 * @param a the rows, {@code [rows][values]}
	 * @param aBase the first row
	 * @param values of a row: {@link #LONG} or {@link #SHORT}
	 * @param b the panel, {@code [values][PANEL]}
	 * @param bBase where it starts
	 * @param start what the sums start from, {@code [rows][PANEL]}; may be the sums
	 * @param startBase the first row's
	 * @param startStep from six rows to the next: {@link #TILE}, or 0 where all start
	 * from the same tile, whose rows are alike
	 * @param c the sums, {@code [rows][PANEL]}
	 * @param cBase the first row's
	 * @param rows how many: {@link #roomWithFives} of any number, or whole tiles where
	 * sums are parts of a row
	 */
	public static void multiplyFrom(int sum, float[] a, int aBase, int values, float[] b, int bBase, float[] start,
			int startBase, int startStep, float[] c, int cBase, int rows) {
		multiplyFrom(sum, values, a, aBase, values, b, bBase, start, startBase, startStep, c, cBase, rows);
	}

	private static void multiplyFrom(int sum, int used, float[] a, int aBase, int values, float[] b, int bBase,
			float[] start, int startBase, int startStep, float[] c, int cBase, int rows) {
		part(sum, a, aBase, values, b, bBase, start, startBase, startStep, c, cBase, rows);
		for (int first = sum; first < used; first += sum) {
			part(sum, a, aBase + first, values, b, bBase + first * PANEL, c, cBase, TILE, c, cBase, rows);
		}
	}

	/** Some values of each row. */
	private static void part(int sum, float[] a, int aBase, int values, float[] b, int bBase, float[] start,
			int startBase, int startStep, float[] c, int cBase, int rows) {
		if (!KernelMode.VECTOR) {
			GemmScalar.rows(a, aBase, values, sum, b, bBase, start, startBase, startStep, c, cBase, PANEL, rows);
			return;
		}
		if (sum == LEAST_SUM) {
			GemmSumsKernel.of8(a, aBase, b, bBase, start, startBase, startStep, c, cBase, rows / ROWS);
			return;
		}
		if (sum == LESSER_SUM) {
			GemmSumsKernel.of16(a, aBase, b, bBase, start, startBase, startStep, c, cBase, rows / ROWS);
			return;
		}
		int fives = tilesOfFive(rows);
		int sixes = (rows - fives * FEWER_ROWS) / ROWS;
		int x = aBase + sixes * ROWS * values;
		int from = startBase + sixes * startStep;
		int fewerStep = startStep / ROWS * FEWER_ROWS;
		int to = cBase + sixes * TILE;
		if (values == LONG) {
			GemmKernel.tiles64(a, aBase, b, bBase, start, startBase, startStep, c, cBase, sixes);
			if (fives > 0) {
				GemmKernel.fives64(a, x, b, bBase, start, from, fewerStep, c, to, fives);
			}
		}
		else {
			GemmKernel.tiles32(a, aBase, b, bBase, start, startBase, startStep, c, cBase, sixes);
			if (fives > 0) {
				GemmKernel.fives32(a, x, b, bBase, start, from, fewerStep, c, to, fives);
			}
		}
	}

	/**
	 * Computes {@code c = a · b} or {@code c += a · b}.
	 * @param isFirst whether the sums start from 0
	 * @param sum see {@link #multiplyFrom}, which has the other parameters as well
	 * @param used values of a row: sums behind them are left out
	 * @param a the rows
	 * @param aBase the first row
	 * @param values of a row
	 * @param b the panel
	 * @param bBase where it starts
	 * @param c the sums
	 * @param cBase the first row's
	 * @param rows how many
	 */
	public static void multiply(boolean isFirst, int sum, int used, float[] a, int aBase, int values, float[] b,
			int bBase, float[] c, int cBase, int rows) {
		multiplyFrom(sum, used, a, aBase, values, b, bBase, isFirst ? ZEROS : c, isFirst ? 0 : cBase,
				isFirst ? 0 : TILE, c, cBase, rows);
	}

	/**
	 * The same for two panels. All places of rows and weights are below
	 * {@link #MOST_PLACES}.
	 * @param isFirst whether the sums start from 0
	 * @param sum values that are summed up on their own before they are added
	 * @param used values of a row: sums behind them are left out
	 * @param a the rows
	 * @param aBase the first row
	 * @param values of a row
	 * @param b the panels, as {@link #row} says
	 * @param bBase where they start
	 * @param c the sums
	 * @param cBase the first row's
	 * @param cStep from the first panel's sums to the second's
	 * @param rows how many, in less than {@link #MOST_TILES} tiles
	 */
	public static void multiplyPair(boolean isFirst, int sum, int used, float[] a, int aBase, int values, float[] b,
			int bBase, float[] c, int cBase, int cStep, int rows) {
		if (!PAIRS) {
			multiply(isFirst, sum, used, a, aBase, values, b, bBase, c, cBase, rows);
			multiply(isFirst, sum, used, a, aBase, values, b, bBase + values * PANEL, c, cBase + cStep, rows);
			return;
		}
		if (isFirst) {
			Arrays.fill(c, cBase, cBase + rows * PANEL, 0);
			Arrays.fill(c, cBase + cStep, cBase + cStep + rows * PANEL, 0);
		}
		int fives = tilesOfFive(rows);
		int sixes = rows - fives * FEWER_ROWS;
		for (int first = 0; first < used; first += sum) {
			int x = aBase + first;
			int y = bBase + first * 2 * PANEL;
			if (values == LONG) {
				GemmPairKernel.tiles64(a, x, b, y, c, cBase, cStep, sixes / ROWS);
				if (fives > 0) {
					GemmPairKernel.fives64(a, x + sixes * LONG, b, y, c, cBase + sixes * PANEL, cStep, fives);
				}
			}
			else {
				GemmPairKernel.tiles32(a, x, sum, b, y, c, cBase, cStep, sixes / ROWS);
				if (fives > 0) {
					GemmPairKernel.fives32(a, x + sixes * SHORT, b, y, c, cBase + sixes * PANEL, cStep, fives);
				}
			}
		}
	}

	/**
	 * Computes {@code output = start + a · b}.
	 * @param a the rows, {@code [rows][values]}
	 * @param aBase the first row
	 * @param values of a row: {@link #LONG} or {@link #SHORT}
	 * @param b the panel, {@code [values][PANEL]}
	 * @param bBase where it starts
	 * @param start what the sums start from, {@code [rows][PANEL]}
	 * @param startBase the first row's
	 * @param startStep from tile to tile: 0 where all start from the same
	 * @param output where the results go; may be the start
	 * @param to the first row's
	 * @param step from row to row
	 * @param rows how many: whole tiles
	 */
	public static void multiplyTo(float[] a, int aBase, int values, float[] b, int bBase, float[] start, int startBase,
			int startStep, float[] output, int to, int step, int rows) {
		if (!KernelMode.VECTOR) {
			GemmScalar.rows(a, aBase, values, values, b, bBase, start, startBase, startStep, output, to, step, rows);
		}
		else if (values == LONG) {
			GemmStoreKernel.tiles64(a, aBase, b, bBase, start, startBase, startStep, output, to, step, rows / ROWS);
		}
		else {
			GemmStoreKernel.tiles32(a, aBase, b, bBase, start, startBase, startStep, output, to, step, rows / ROWS);
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
