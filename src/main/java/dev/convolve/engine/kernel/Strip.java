package dev.convolve.engine.kernel;

/**
 * The matrix product of a strip, a few output pixels that lie side by side, with one
 * packed panel of filters. The strip's values lie value by value, each for all
 * {@link #STEP} pixels: so an inner loop has one place to read from and a step that is
 * known when it is compiled, which is what short sums need.
 */
public final class Strip {

	/** The most pixels in a strip. */
	public static final int PIXELS = 60;

	/** From one value to the next. */
	public static final int STEP = 64;

	/** Pixels of one tile of a panel of two vectors. */
	public static final int TILE = 6;

	/**
	 * Values of a pixel are fewer than this, and so C2's loop over them is one; see
	 * {@link InPlace#MOST_TAPS_OF_SHORT}.
	 */
	public static final int MOST_VALUES = 1 << 9;

	/** All places in arrays are below this. */
	public static final int MOST_PLACES = 1 << 30;

	/** Pixels and values of the squares that {@link #fill} transposes. */
	public static final int SIDE = 8;

	/** Fewer values than this are faster copied one by one than transposed. */
	private static final int LEAST_OF_SQUARE = 3;

	/** How much more than its values {@link #fill} may write. */
	public static final int SLACK = (SIDE - LEAST_OF_SQUARE) * STEP;

	private Strip() {
	}

	/**
	 * Pixels of one tile, the least number that can be computed.
	 * @param vectors of filters in the panel
	 */
	public static int tile(int vectors) {
		return switch (vectors) {
			case 1 -> Strip1Kernel.PIXELS;
			case 2 -> TILE;
			default -> Strip4Kernel.PIXELS;
		};
	}

	/**
	 * Lays out values of each pixel that follow each other in memory. What comes next in
	 * the target is overwritten, up to {@link #SLACK} values of it: fill it later. Pixels
	 * that would lie behind the source's end are left out.
	 * @param source where they lie
	 * @param from the first pixel's first value; its others lie in the source as well
	 * @param step from pixel to pixel
	 * @param pixels at most {@link #STEP}
	 * @param values of each pixel
	 * @param target where they are put
	 * @param to where the first value's pixels start
	 */
	public static void fill(float[] source, int from, int step, int pixels, int values, float[] target, int to) {
		int value = 0;
		int squares = (pixels + SIDE - 1) / SIDE;
		if (KernelMode.LANES >= SIDE && KernelMode.VECTOR) {
			long last = from + ((long) squares * SIDE - 1) * step + SIDE;
			while (values - value >= LEAST_OF_SQUARE && last + value <= source.length) {
				TransposeKernel.squares(source, from + value, step, SIDE * step, squares, target, to + value * STEP,
						STEP, SIDE);
				value += SIDE;
			}
		}
		for (; value < values; value++) {
			int at = from + value;
			int start = to + value * STEP;
			int count = Math.min(pixels, (source.length - at - 1) / step + 1);
			if (step == 1) {
				System.arraycopy(source, at, target, start, count);
			}
			else {
				copy(source, at, step, count, target, start);
			}
		}
	}

	private static void copy(float[] source, int from, int step, int count, float[] target, int to) {
		for (int index = 0; index < count; index++) {
			target[to + index] = source[from + index * step];
		}
	}

	/**
	 * Lays out values that have been laid out before, for the pixel to the left: each
	 * pixel gets its right neighbour's.
	 * @param strip what is laid out
	 * @param from where the values' pixels start
	 * @param values how many, one after the other
	 * @param to where they are put; must not lie before the end of what is read
	 */
	public static void shift(float[] strip, int from, int values, int to) {
		System.arraycopy(strip, from + 1, strip, to, values * STEP - 1);
	}

	/**
	 * Computes {@code c = a · b + bias} for one panel.
	 * @param vectors of filters in the panel
	 * @param a the strip
	 * @param aBase where it starts
	 * @param values of each pixel that are laid out
	 * @param b the panel, {@code [values][filters]}
	 * @param bBase where the panel starts
	 * @param bias what the sums start with
	 * @param biasBase where that starts
	 * @param c the result
	 * @param cBase the first pixel's
	 * @param cStep from pixel to pixel
	 * @param pixels from {@link #tile} to {@link #PIXELS}
	 */
	public static void multiply(int vectors, float[] a, int aBase, int values, float[] b, int bBase, float[] bias,
			int biasBase, float[] c, int cBase, int cStep, int pixels) {
		if (!KernelMode.VECTOR) {
			StripScalar.tiles(vectors, a, aBase, values, b, bBase, bias, biasBase, c, cBase, cStep, pixels);
			return;
		}
		int tile = tile(vectors);
		int tiles = pixels / tile;
		multiplyTiles(vectors, a, aBase, values, b, bBase, bias, biasBase, c, cBase, cStep, tiles);
		if (tiles * tile < pixels) {
			// The last tile overlaps the one before
			int first = pixels - tile;
			multiplyTiles(vectors, a, aBase + first, values, b, bBase, bias, biasBase, c, cBase + first * cStep, cStep,
					1);
		}
	}

	/**
	 * Computes the same for {@link #TILE} rows of a strip and several panels of two
	 * vectors each: every pixel's in all rows, then the next's. So outputs are stored as
	 * six streams, each in its order, which memory takes twice as fast as panel by panel.
	 * @param a the strip
	 * @param aBase where it starts
	 * @param aRowStep from what is laid out for an output to the same for the one below
	 * @param values of each pixel that are laid out
	 * @param b the panels, {@code [panels][values][filters]}
	 * @param bBase where they start
	 * @param bias what the sums start with, {@code [panels][filters]}
	 * @param biasBase where that starts
	 * @param c the result; pixels of a row follow each other
	 * @param cBase the first pixel's of the first row
	 * @param cRowStep from row to row
	 * @param panels how many
	 * @param columns how many pixels of a row, at most {@link #PIXELS}
	 */
	public static void multiplyTall(float[] a, int aBase, int aRowStep, int values, float[] b, int bBase, float[] bias,
			int biasBase, float[] c, int cBase, int cRowStep, int panels, int columns) {
		if (KernelMode.VECTOR) {
			StripTallKernel.columns(a, aBase, aRowStep, values, b, bBase, bias, biasBase, c, cBase, cRowStep, panels,
					columns);
			return;
		}
		int panel = 2 * KernelMode.LANES;
		for (int row = 0; row < TILE; row++) {
			for (int index = 0; index < panels; index++) {
				StripScalar.tiles(2, a, aBase + row * aRowStep, values, b, bBase + index * values * panel, bias,
						biasBase + index * panel, c, cBase + row * cRowStep + index * panel, panels * panel, columns);
			}
		}
	}

	private static void multiplyTiles(int vectors, float[] a, int aBase, int values, float[] b, int bBase, float[] bias,
			int biasBase, float[] c, int cBase, int cStep, int tiles) {
		switch (vectors) {
			case 1 -> Strip1Kernel.tiles(a, aBase, values, b, bBase, bias, biasBase, c, cBase, cStep, tiles);
			case 2 -> Strip2Kernel.tiles(a, aBase, values, b, bBase, bias, biasBase, c, cBase, cStep, tiles);
			default -> Strip4Kernel.tiles(a, aBase, values, b, bBase, bias, biasBase, c, cBase, cStep, tiles);
		}
	}

}
