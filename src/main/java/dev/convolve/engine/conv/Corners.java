package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Rows;
import dev.convolve.network.Extent;

/**
 * The outputs at the corners of a padded convolution, by their definition. They are sums
 * of few products, so that the rounding errors of the tile that they lie in may exceed
 * what their own sums allow.
 *
 * @param problem the descriptor
 * @param kernel {@code [rows][columns][channels][filters]}
 * @param bias one value a filter
 * @param clamp the activation
 */
record Corners(ConvolutionProblem problem, float[] kernel, float[] bias, Clamp clamp) {

	/**
	 * The rounding errors of a tile grow like the square root of the products of an
	 * output, what they may be like the products that are not with padding. The largest
	 * of millions were 10e-6 over the ratio of the two.
	 */
	private static final double LEAST_RATIO = 20;

	/**
	 * For 3×3 with stride 1, where edges of 64 channels are to pass: they have shorter
	 * sums.
	 */
	private static final double LEAST_RATIO_OF_3 = 16;

	/**
	 * The same for still fewer channels, which have still shorter sums: 48 are to pass.
	 */
	private static final double LEAST_RATIO_OF_FEW = 13;

	private static final int FEW_CHANNELS = 64;

	/**
	 * Computes those among the outputs y to yEnd, x to xEnd of an image again that have
	 * few products.
	 */
	void compute(float[] input, int image, int y, int yEnd, int x, int xEnd, int filter, int count, float[] output) {
		ConvolutionProblem of = this.problem;
		for (int row = y; row < yEnd; row++) {
			int rows = visible(row * of.strides().height() - of.padding().top(), of.kernel().height(), of.height());
			for (int column = x; rows < of.kernel().height() && column < xEnd; column++) {
				int columns = visible(column * of.strides().width() - of.padding().left(), of.kernel().width(),
						of.width());
				if (columns < of.kernel().width() && ratio(of, rows, columns) < leastRatio(of)) {
					computePixel(input, image, row, column, filter, count, output);
				}
			}
		}
	}

	/** How many taps lie on the image. */
	private static int visible(int first, int taps, int side) {
		return Math.min(first + taps, side) - Math.max(first, 0);
	}

	private void computePixel(float[] input, int image, int y, int x, int filter, int count, float[] output) {
		ConvolutionProblem of = this.problem;
		int to = ((image * of.outputHeight() + y) * of.outputWidth() + x) * of.filters() + filter;
		System.arraycopy(this.bias, filter, output, to, count);
		int kernelWidth = of.kernel().width();
		for (int tap = 0; tap < of.kernel().height() * kernelWidth; tap++) {
			int row = y * of.strides().height() + tap / kernelWidth - of.padding().top();
			int column = x * of.strides().width() + tap % kernelWidth - of.padding().left();
			if (row < 0 || row >= of.height() || column < 0 || column >= of.width()) {
				continue;
			}
			int from = ((image * of.height() + row) * of.width() + column) * of.channels();
			int weight = tap * of.channels() * of.filters() + filter;
			int channel = 0;
			for (; channel + 4 <= of.channels(); channel += 4) {
				Rows.addFour(input, from + channel, this.kernel, weight + channel * of.filters(), of.filters(), output,
						to, count);
			}
			for (; channel < of.channels(); channel++) {
				Rows.add(input[from + channel], this.kernel, weight + channel * of.filters(), output, to, count);
			}
		}
		for (int index = to; index < to + count; index++) {
			output[index] = this.clamp.apply(output[index]);
		}
	}

	/** Whether the problem has corners of too few products. */
	static boolean areNeeded(ConvolutionProblem problem) {
		return ratio(problem) < leastRatio(problem);
	}

	/** Whether there are too few products even in the middle of an edge. */
	static boolean areEdges(ConvolutionProblem problem) {
		return Math.min(ratio(problem, leastRows(problem), problem.kernel().width()),
				ratio(problem, problem.kernel().height(), leastColumns(problem))) < leastRatio(problem);
	}

	private static double leastRatio(ConvolutionProblem problem) {
		Extent three = new Extent(3, 3);
		if (!problem.kernel().equals(three) || !problem.strides().equals(Extent.ONE)) {
			return LEAST_RATIO;
		}
		return (problem.channels() < FEW_CHANNELS) ? LEAST_RATIO_OF_FEW : LEAST_RATIO_OF_3;
	}

	/**
	 * The fewest products of an output, but those with padding, over the square root of
	 * what others have.
	 */
	static double ratio(ConvolutionProblem problem) {
		return ratio(problem, leastRows(problem), leastColumns(problem));
	}

	private static int leastRows(ConvolutionProblem problem) {
		return problem.kernel().height() - Math.ceilDiv(Math.max(problem.padding().top(), problem.padding().bottom()),
				problem.dilation().height());
	}

	private static int leastColumns(ConvolutionProblem problem) {
		return problem.kernel().width() - Math.ceilDiv(Math.max(problem.padding().left(), problem.padding().right()),
				problem.dilation().width());
	}

	private static double ratio(ConvolutionProblem problem, int rows, int columns) {
		double taps = (double) problem.kernel().height() * problem.kernel().width();
		return Math.max(0, rows) * (double) Math.max(0, columns) * Math.sqrt(problem.channels() / taps);
	}

}
