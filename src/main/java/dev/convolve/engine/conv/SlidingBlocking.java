package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.engine.kernel.Panels;
import dev.convolve.engine.kernel.Sliding;
import org.jspecify.annotations.Nullable;

/**
 * How the outputs of a product of columns are shared out: a pure function of the problem
 * and the number of threads. No output depends on it.
 *
 * @param pixels of a row whose columns are copied at once: a tile or two
 * @param rows of outputs that share columns
 * @param width pixels of a row of a block, a multiple of those: the last block may have
 * fewer
 * @param groups of a block
 */
record SlidingBlocking(int pixels, int rows, int width, int groups) {

	/** Tiles whose columns are copied at once. */
	private static final int TILES = 2;

	/** Outputs of a block and a group, unless two tiles of all rows are more. */
	private static final int MOST_OUTPUTS = 480;

	static SlidingBlocking of(ConvolutionProblem problem, int threads) {
		int width = problem.outputWidth();
		int height = problem.outputHeight();
		int pixels = Math.ceilDiv(Math.ceilDiv(width, Math.ceilDiv(width, TILES * Sliding.TILE)), Sliding.TILE)
				* Sliding.TILE;
		int windows = Math.ceilDiv(width, pixels);
		int down = Math.ceilDiv(height, mostRows(problem));
		int rows = Math.ceilDiv(height, down);
		int wanted = Math.ceilDiv(Cost.tasks(problem, threads), problem.batch());
		int across = Math.max(Math.ceilDiv(windows, Math.max(1, MOST_OUTPUTS / (rows * pixels))),
				Math.min(windows, Math.ceilDiv(wanted, down)));
		int windowsOfBlock = Math.ceilDiv(windows, across);
		across = Math.ceilDiv(windows, windowsOfBlock);
		// What is stored beyond narrow groups is the next ones', which come later
		int most = (problem.filtersPerGroup() == Panels.NARROWEST) ? problem.groups() : 1;
		int parts = Math.min(most, Math.ceilDiv(wanted, down * across));
		int groups = Math.ceilDiv(problem.groups(), parts);
		// Only then fewer rows: for each block some are copied again
		down = Math.max(down, Math.min(height, Math.ceilDiv(wanted, across * parts)));
		return new SlidingBlocking(pixels, Math.ceilDiv(height, down), windowsOfBlock * pixels, groups);
	}

	/** Rows of outputs whose inputs there is room for in a column, if they share any. */
	private static int mostRows(ConvolutionProblem problem) {
		int stride = problem.strides().height();
		int rows = problem.kernel().height();
		return (stride >= rows) ? 1 : (Sliding.MOST_VALUES / problem.channelsPerGroup() - rows) / stride + 1;
	}

	/**
	 * Vectors that are copied for an output.
	 * @param lanes values of a vector
	 */
	double copied(ConvolutionProblem problem, int lanes) {
		double pixels = Math.min(this.pixels, problem.outputWidth());
		double columns = (pixels + problem.kernel().width() - 1) / pixels;
		return columns * Math.ceilDiv(problem.channelsPerGroup(), lanes) * problem.inputRows(this.rows) / this.rows;
	}

	/** Why a problem is not computed so, or null if it can be; costs ask it too. */
	static @Nullable String refusal(ConvolutionProblem problem) {
		if (problem.filtersPerGroup() > Panels.NARROWEST) {
			return "it has more filters than one vector";
		}
		if (problem.strides().width() > 1) {
			return "the kernel's columns do not slide";
		}
		if (problem.dilation().width() > 1 || (problem.dilation().height() > 1 && problem.kernel().height() > 1)) {
			return "the kernel is dilated";
		}
		double values = problem.kernel().height() * (double) problem.channelsPerGroup();
		double packed = values * problem.kernel().width() * problem.groups() * Panels.NARROWEST;
		return (values <= Sliding.MOST_VALUES && problem.kernel().width() <= Sliding.MOST_COLUMNS
				&& packed + Alignment.LARGE <= Sliding.MOST_PLACES) ? null
						: "the kernel's columns are too long or too many";
	}

}
