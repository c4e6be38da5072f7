package dev.convolve.engine.kernel;

/**
 * The matrix product of output pixels that lie side by side with packed panels of
 * filters. Their values are read where they lie, in pieces of memory, one for each row of
 * the kernel, and from pixel to pixel everything is a step further.
 */
public final class InPlace {

	/** Pixels of a tile, and so the least that are computed. */
	public static final int TILE = 6;

	/** Values of a row of the kernel are fewer than this. */
	public static final int MOST_TAPS = 1 << 11;

	/**
	 * Values of a row are fewer than this unless it is the only one and a
	 * {@link LongRun}: up to 1000, its LoopStripMiningIter, C2 does not make two loops of
	 * one to stop in between, which takes some fifteen instructions for each row.
	 */
	public static final int MOST_TAPS_OF_SHORT = 1 << 9;

	/** Pixels are less than this apart. */
	public static final int MOST_STEP = 1 << 20;

	/** All places of values and weights are below this. */
	public static final int MOST_PLACES = 1 << 29;

	private InPlace() {
	}

	/**
	 * Computes {@code c = a · b + bias} for one panel.
	 * @param vectors of filters in the panel: one, two or four, or
	 * {@link Panels#HALF_A_VECTOR}
	 * @param a the values
	 * @param aBase the first pixel's first one
	 * @param step from pixel to pixel
	 * @param rows of the kernel
	 * @param rowStep from one of them to the next
	 * @param taps values of each, fewer than {@link #MOST_TAPS_OF_SHORT} unless there are
	 * two vectors or four, one row, and {@link LongRun} takes them
	 * @param b the panel, {@code [rows][taps][filters]}
	 * @param bBase where it starts
	 * @param bias what is added to the sums
	 * @param biasBase where that starts
	 * @param c the result
	 * @param cBase the first pixel's
	 * @param cStep from pixel to pixel; where panels are wider, what is stored of a pixel
	 * too much the next ones overwrite, and of the last ones it stays
	 * @param pixels at least {@link #TILE}
	 */
	public static void multiply(int vectors, float[] a, int aBase, int step, int rows, int rowStep, int taps, float[] b,
			int bBase, float[] bias, int biasBase, float[] c, int cBase, int cStep, int pixels) {
		if (!KernelMode.VECTOR) {
			InPlaceScalar.pixels(vectors, a, aBase, step, rows, rowStep, taps, b, bBase, bias, biasBase, c, cBase,
					cStep, pixels);
			return;
		}
		int tiles = pixels / TILE;
		multiplyTiles(vectors, a, aBase, step, rows, rowStep, taps, b, bBase, bias, biasBase, c, cBase, cStep, tiles);
		if (tiles * TILE < pixels) {
			// The last tile overlaps the one before
			int first = pixels - TILE;
			multiplyTiles(vectors, a, aBase + first * step, step, rows, rowStep, taps, b, bBase, bias, biasBase, c,
					cBase + first * cStep, cStep, 1);
		}
	}

	private static void multiplyTiles(int vectors, float[] a, int aBase, int step, int rows, int rowStep, int taps,
			float[] b, int bBase, float[] bias, int biasBase, float[] c, int cBase, int cStep, int tiles) {
		if (vectors == Panels.HALF_A_VECTOR) {
			InPlaceHalfKernel.tiles(a, aBase, step, rows, rowStep, taps, b, bBase, bias, biasBase, c, cBase, cStep,
					tiles);
		}
		else if (vectors == 1) {
			InPlace1Kernel.tiles(a, aBase, step, rows, rowStep, taps, b, bBase, bias, biasBase, c, cBase, cStep, tiles);
		}
		else if (vectors == 4) {
			InPlace4Kernel.tiles(a, aBase, step, rows, rowStep, taps, b, bBase, bias, biasBase, c, cBase, cStep, tiles);
		}
		else if (rows == 1 && LongRun.takes(taps)) {
			InPlaceRunKernel.tiles(a, aBase, step, taps, b, bBase, bias, biasBase, c, cBase, cStep, tiles);
		}
		else {
			InPlace2Kernel.tiles(a, aBase, step, rows, rowStep, taps, b, bBase, bias, biasBase, c, cBase, cStep, tiles);
		}
	}

}
