package dev.convolve.engine.conv;

import java.util.stream.IntStream;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Rows;
import dev.convolve.tensor.Values;

/**
 * The outputs at the corners of a padded convolution, by their definition. They are sums
 * of few products, so that the rounding errors of the tile that they lie in may exceed
 * what their own sums allow.
 *
 * @param problem the descriptor
 * @param parts of the kernel
 * @param tiles where they begin
 * @param kernel {@code [rows][columns][channels][filters]}
 * @param bias one value a filter
 * @param clamp the activation
 */
record Corners(ConvolutionProblem problem, WinogradParts parts, WinogradTiles tiles, float[] kernel, float[] bias,
		Clamp clamp) {

	/**
	 * The least {@link #ratio} of an output that is not computed again. The largest
	 * errors of millions, times that ratio, were with F(4,3) 11.2e-6 with sums of 64
	 * values, 10e-6 of 32 and 9e-6 of less, 3.4e-6 with F(2,3), 7.5e-6 with F(2,5) where
	 * the ratio is least, 13.2e-6 with lines whose parts have all taps, and 8.7e-6 with
	 * others, 5.3e-6 with F(3,2). They are those of the outputs of a tile that have the
	 * largest.
	 */
	private static final double LEAST_RATIO_OF_LONG = 19;

	private static final double LEAST_RATIO_OF_SHORT = 17;

	private static final double LEAST_RATIO_OF_LESS = 15;

	private static final double LEAST_RATIO_OF_2 = 6;

	private static final double LEAST_RATIO_OF_5 = 13;

	private static final double LEAST_RATIO_OF_2_TAPS = 9;

	private static final double LEAST_RATIO_OF_LINE = 15.5;

	private static final double LEAST_RATIO_OF_WHOLE_LINE = 23;

	/**
	 * Computes those among the outputs y to yEnd, x to xEnd of an image again that have
	 * few products.
	 * @param filter the first of some filters of one group
	 * @param count of filters
	 */
	void compute(Values input, int image, int y, int yEnd, int x, int xEnd, int filter, int count, Values output) {
		for (int row = y; row < yEnd; row++) {
			for (int column = x; column < xEnd; column++) {
				if (isCorner(this.problem, this.parts, this.tiles, row, column)) {
					computePixel(input, image, row, column, filter, count, output);
				}
			}
		}
	}

	/**
	 * What is computed again; nothing of dilated convolutions, which need no corners.
	 * @return multiply-accumulates
	 */
	static double macs(ConvolutionProblem problem, WinogradParts parts) {
		if (!areNeeded(problem, parts)) {
			return 0;
		}
		WinogradTiles tiles = WinogradTiles.of(problem, parts);
		int[] columns = IntStream.range(0, problem.outputWidth()).filter(tiles.across()::isEdge).toArray();
		double taps = 0;
		for (int row = 0; row < problem.outputHeight(); row++) {
			for (int column : columns) {
				taps += isCorner(problem, parts, tiles, row, column)
						? tiles.down().visible(row) * tiles.across().visible(column) : 0;
			}
		}
		return problem.batch() * taps * problem.channelsPerGroup() * problem.filters();
	}

	/** Whether an output sees fewer rows and columns of taps than others, and too few. */
	private static boolean isCorner(ConvolutionProblem problem, WinogradParts parts, WinogradTiles tiles, int row,
			int column) {
		return tiles.down().isEdge(row) && tiles.across().isEdge(column)
				&& isTooLittle(problem, parts, tiles.down().worth(row), tiles.across().worth(column));
	}

	private void computePixel(Values input, int image, int y, int x, int filter, int count, Values output) {
		ConvolutionProblem of = this.problem;
		int to = output.first() + ((image * of.outputHeight() + y) * of.outputWidth() + x) * of.filters() + filter;
		System.arraycopy(this.bias, filter, output.array(), to, count);
		int kernelWidth = of.kernel().width();
		int channels = of.channelsPerGroup();
		int group = filter / of.filtersPerGroup();
		for (int tap = 0; tap < of.kernel().height() * kernelWidth; tap++) {
			int row = y * of.strides().height() + tap / kernelWidth - of.padding().top();
			int column = x * of.strides().width() + tap % kernelWidth - of.padding().left();
			if (row < 0 || row >= of.height() || column < 0 || column >= of.width()) {
				continue;
			}
			int from = input.first() + ((image * of.height() + row) * of.width() + column) * of.channels()
					+ group * channels;
			int weight = tap * channels * of.filters() + filter;
			int channel = 0;
			for (; channel + 4 <= channels; channel += 4) {
				Rows.addFour(input.array(), from + channel, this.kernel, weight + channel * of.filters(), of.filters(),
						output.array(), to, count);
			}
			for (; channel < channels; channel++) {
				Rows.add(input.array()[from + channel], this.kernel, weight + channel * of.filters(), output.array(),
						to, count);
			}
		}
		for (int index = to; index < to + count; index++) {
			output.array()[index] = this.clamp.apply(output.array()[index]);
		}
	}

	/** Whether the problem has corners of too few products. */
	static boolean areNeeded(ConvolutionProblem problem, WinogradParts parts) {
		WinogradTiles tiles = WinogradTiles.of(problem, parts);
		return isTooLittle(problem, parts, tiles.down().least(), tiles.across().least());
	}

	/**
	 * Whether there are too few products even in the middle of an edge, or of the image.
	 */
	static boolean areEdges(ConvolutionProblem problem, WinogradParts parts) {
		WinogradTiles tiles = WinogradTiles.of(problem, parts);
		return isTooLittle(problem, parts, tiles.down().least(), problem.kernel().width())
				|| isTooLittle(problem, parts, problem.kernel().height(), tiles.across().least());
	}

	/**
	 * The rows. Their tiles begin above the image if outputs at its edges would else have
	 * too few products for where they lie in their tiles, and if that helps.
	 */
	static TileSide rows(ConvolutionProblem problem, WinogradParts parts) {
		return side(problem, parts, TileSide.down(problem, parts), problem.kernel().width());
	}

	/** The same for columns, left of the image. */
	static TileSide columns(ConvolutionProblem problem, WinogradParts parts) {
		return side(problem, parts, TileSide.across(problem, parts), problem.kernel().height());
	}

	private static TileSide side(ConvolutionProblem problem, WinogradParts parts, TileSide inside, int tapsOfOther) {
		for (int outside = 0; outside < inside.axis().outputs(); outside++) {
			TileSide side = inside.beginning(outside);
			if (!isTooLittle(problem, parts, side.least(), tapsOfOther)) {
				return side;
			}
		}
		return inside;
	}

	/** Whether an output's products are too few for its rounding errors. */
	private static boolean isTooLittle(ConvolutionProblem problem, WinogradParts parts, double worthDown,
			double worthAcross) {
		return ratio(problem, parts, worthDown, worthAcross) < leastRatio(problem, parts);
	}

	private static double leastRatio(ConvolutionProblem problem, WinogradParts parts) {
		return switch (parts.transform()) {
			case F4 -> switch (parts.sum(problem.channelsPerGroup())) {
				case Gemm.LONG -> LEAST_RATIO_OF_LONG;
				case Gemm.SHORT -> LEAST_RATIO_OF_SHORT;
				default -> LEAST_RATIO_OF_LESS;
			};
			case F2 -> LEAST_RATIO_OF_2;
			case F2_OF_5 -> LEAST_RATIO_OF_5;
			case F3_OF_2 -> LEAST_RATIO_OF_2_TAPS;
			case LINE -> parts.areWhole() ? LEAST_RATIO_OF_WHOLE_LINE : LEAST_RATIO_OF_LINE;
		};
	}

	/**
	 * What the rounding errors of outputs may be over what they are. They may be like the
	 * number of products, but those with padding; they are like the square root of what
	 * the transform's products stand for, which is more where taps of a part are missing.
	 * @param worthDown of an output; see {@link TileSide#worth}
	 * @param worthAcross the same in the other direction
	 */
	private static double ratio(ConvolutionProblem problem, WinogradParts parts, double worthDown, double worthAcross) {
		return Math.max(0, worthDown) * Math.max(0, worthAcross)
				* Math.sqrt(problem.channelsPerGroup() / (double) parts.taps());
	}

}
