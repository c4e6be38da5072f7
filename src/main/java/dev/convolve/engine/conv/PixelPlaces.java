package dev.convolve.engine.conv;

/**
 * Where what output pixels see starts in the array that it is read from.
 */
final class PixelPlaces {

	private PixelPlaces() {
	}

	/**
	 * Fills a table, row by row.
	 * @param of the problem
	 * @param rowStep from what one row of outputs sees to the same for the next
	 * @param columnStep from what an output sees to the same for its right neighbour
	 * @param first output pixel: of one image, or of all where these are read as they lie
	 * @param pixels how many
	 * @param table one place a pixel, from the start of what is read
	 */
	static void fill(ConvolutionProblem of, int rowStep, int columnStep, int first, int pixels, int[] table) {
		int width = of.outputWidth();
		int height = of.outputHeight();
		int imageStep = of.height() * of.width() * of.channels();
		int x = first % width;
		int y = first / width % height;
		int imageStart = first / width / height * imageStep;
		int pixel = 0;
		while (pixel < pixels) {
			int end = Math.min(pixels, pixel + width - x);
			int place = imageStart + y * rowStep + x * columnStep;
			for (; pixel < end; pixel++) {
				table[pixel] = place;
				place += columnStep;
			}
			x = 0;
			y++;
			if (y == height) {
				y = 0;
				imageStart += imageStep;
			}
		}
	}

}
