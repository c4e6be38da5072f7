package dev.convolve.engine.kernel;

/**
 * The matrix product of columns of the input with one vector of filters. A column has one
 * pixel of each of some rows, one below the other; the kernel's columns slide over those
 * that a row of outputs needs. Columns lie a constant apart, so that an inner loop has
 * one place to read from, and what is loaded of a column serves several outputs.
 */
public final class Sliding {

	/** From one column to the next. */
	public static final int STEP = 160;

	/**
	 * Values of a column. {@link #copy} may write 11 more: the last vector has 5 of 16
	 * values at least.
	 */
	public static final int MOST_VALUES = STEP - 12;

	/** Columns of the kernel. */
	public static final int MOST_COLUMNS = 1 << 9;

	/** All places in arrays are below this. */
	public static final int MOST_PLACES = 1 << 30;

	/** Pixels of a tile, the least number that can be computed. */
	public static final int TILE = (KernelMode.VECTOR && Lanes.MANY_REGISTERS) ? SlidingWideKernel.PIXELS
			: SlidingKernel.PIXELS;

	/** Values, columns and tiles of a call are fewer than this. */
	static final int MOST_ROUNDS = 1 << 10;

	private static final int FOUR = 4;

	private Sliding() {
	}

	/**
	 * Copies one row's values to each of some columns. A column must be filled from its
	 * start to its end, for what comes next in it may be overwritten.
	 * @param source where they lie
	 * @param from the first column's
	 * @param step from column to column
	 * @param count columns
	 * @param values of each
	 * @param target the columns
	 * @param to where the first one's values are to start
	 */
	public static void copy(float[] source, int from, int step, int count, int values, float[] target, int to) {
		int copied = 0;
		if (KernelMode.VECTOR) {
			// Vectors may not reach beyond the source
			int reach = values + KernelMode.LANES;
			copied = Math.clamp(Math.floorDiv((long) source.length - from - reach, step) + 1, 0, count);
			int value = 0;
			for (; values - value > FOUR; value += KernelMode.LANES) {
				SlidingCopyKernel.vectors(source, from + value, step, copied, target, to + value);
			}
			for (; value < values; value += FOUR) {
				SlidingCopyKernel.fours(source, from + value, step, copied, target, to + value);
			}
		}
		for (int index = copied; index < count; index++) {
			System.arraycopy(source, from + index * step, target, to + index * STEP, values);
		}
	}

	/**
	 * Computes {@code c = a · b + bias}.
	 * @param a the columns: as many as pixels, or a tile if that is more, and as the
	 * kernel has but one
	 * @param aBase the first pixel's first one
	 * @param values of a column that count
	 * @param columns of the kernel: at most {@link #MOST_COLUMNS}
	 * @param b the weights, {@code [columns][values][filters]}
	 * @param bBase where they start
	 * @param bias what is added to the sums
	 * @param biasBase where that starts
	 * @param c the result
	 * @param cBase the first pixel's
	 * @param cStep from pixel to pixel
	 * @param pixels at least {@link #TILE}
	 */
	public static void multiply(float[] a, int aBase, int values, int columns, float[] b, int bBase, float[] bias,
			int biasBase, float[] c, int cBase, int cStep, int pixels) {
		if (!KernelMode.VECTOR) {
			// A column is to it what a row of the kernel is in place
			InPlaceScalar.pixels(1, a, aBase, STEP, columns, STEP, values, b, bBase, bias, biasBase, c, cBase, cStep,
					pixels);
			return;
		}
		int tiles = pixels / TILE;
		multiplyTiles(a, aBase, values, columns, b, bBase, bias, biasBase, c, cBase, cStep, tiles);
		if (tiles * TILE < pixels) {
			// The last tile overlaps the one before
			int first = pixels - TILE;
			multiplyTiles(a, aBase + first * STEP, values, columns, b, bBase, bias, biasBase, c, cBase + first * cStep,
					cStep, 1);
		}
	}

	private static void multiplyTiles(float[] a, int aBase, int values, int columns, float[] b, int bBase, float[] bias,
			int biasBase, float[] c, int cBase, int cStep, int tiles) {
		if (Lanes.MANY_REGISTERS) {
			SlidingWideKernel.tiles(a, aBase, values, columns, b, bBase, bias, biasBase, c, cBase, cStep, tiles);
		}
		else {
			SlidingKernel.tiles(a, aBase, values, columns, b, bBase, bias, biasBase, c, cBase, cStep, tiles);
		}
	}

}
