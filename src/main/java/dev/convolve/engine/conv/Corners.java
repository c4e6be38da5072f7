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
 * @param kernel {@code [rows][columns][channels][filters]}
 * @param bias one value a filter
 * @param clamp the activation
 */
record Corners(ConvolutionProblem problem, WinogradParts parts, float[] kernel, float[] bias, Clamp clamp) {

	/**
	 * The least {@link #ratio} of an output that is not computed again. The largest
	 * errors of millions, times that ratio, were with F(4,3) 11.2e-6 with sums of 64
	 * values, 10e-6 of 32 and 9e-6 of less, 3.4e-6 with F(2,3), 7e-6 with F(2,5) where
	 * the ratio is least, and 8e-6 with lines.
	 */
	private static final double LEAST_RATIO_OF_LONG = 19;

	private static final double LEAST_RATIO_OF_SHORT = 17;

	private static final double LEAST_RATIO_OF_LESS = 15;

	private static final double LEAST_RATIO_OF_2 = 6;

	private static final double LEAST_RATIO_OF_5 = 12;

	private static final double LEAST_RATIO_OF_LINE = 14;

	/**
	 * Computes those among the outputs y to yEnd, x to xEnd of an image again that have
	 * few products.
	 * @param filter the first of some filters of one group
	 * @param count of filters
	 */
	void compute(Values input, int image, int y, int yEnd, int x, int xEnd, int filter, int count, Values output) {
		ConvolutionProblem of = this.problem;
		for (int row = y; row < yEnd; row++) {
			int rows = visibleRows(of, row);
			for (int column = x; rows < of.kernel().height() && column < xEnd; column++) {
				if (isCorner(of, this.parts, rows, visibleColumns(of, column))) {
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
		int[] columns = IntStream.range(0, problem.outputWidth())
			.map((column) -> visibleColumns(problem, column))
			.filter((visible) -> visible < problem.kernel().width())
			.toArray();
		double taps = 0;
		for (int row = 0; row < problem.outputHeight(); row++) {
			int rows = visibleRows(problem, row);
			for (int visible : columns) {
				taps += isCorner(problem, parts, rows, visible) ? rows * visible : 0;
			}
		}
		return problem.batch() * taps * problem.channelsPerGroup() * problem.filters();
	}

	/** Whether an output that sees so many rows and columns of taps has too few. */
	private static boolean isCorner(ConvolutionProblem problem, WinogradParts parts, int rows, int columns) {
		return rows < problem.kernel().height() && columns < problem.kernel().width()
				&& ratio(problem, parts, rows, columns) < leastRatio(problem, parts);
	}

	private static int visibleRows(ConvolutionProblem of, int row) {
		return visible(row * of.strides().height() - of.padding().top(), of.kernel().height(), of.height());
	}

	private static int visibleColumns(ConvolutionProblem of, int column) {
		return visible(column * of.strides().width() - of.padding().left(), of.kernel().width(), of.width());
	}

	/** How many taps lie on the image. */
	private static int visible(int first, int taps, int side) {
		return Math.min(first + taps, side) - Math.max(first, 0);
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
		return ratio(problem, parts) < leastRatio(problem, parts);
	}

	/** Whether there are too few products even in the middle of an edge. */
	static boolean areEdges(ConvolutionProblem problem, WinogradParts parts) {
		return Math.min(ratio(problem, parts, leastRows(problem), problem.kernel().width()),
				ratio(problem, parts, problem.kernel().height(), leastColumns(problem))) < leastRatio(problem, parts);
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
			case LINE -> LEAST_RATIO_OF_LINE;
		};
	}

	/**
	 * What the rounding errors of outputs may be over what they are. They may be like the
	 * number of products, but those with padding; they are like the square root of what
	 * the transform's products stand for, which is more where taps of a part are missing.
	 * @return of the output that has the fewest products
	 */
	static double ratio(ConvolutionProblem problem, WinogradParts parts) {
		return ratio(problem, parts, leastRows(problem), leastColumns(problem));
	}

	private static int leastRows(ConvolutionProblem problem) {
		return problem.kernel().height() - Math.ceilDiv(Math.max(problem.padding().top(), problem.padding().bottom()),
				problem.dilation().height());
	}

	private static int leastColumns(ConvolutionProblem problem) {
		return problem.kernel().width() - Math.ceilDiv(Math.max(problem.padding().left(), problem.padding().right()),
				problem.dilation().width());
	}

	private static double ratio(ConvolutionProblem problem, WinogradParts parts, int rows, int columns) {
		return Math.max(0, rows) * (double) Math.max(0, columns)
				* Math.sqrt(problem.channelsPerGroup() / (double) parts.taps());
	}

}
