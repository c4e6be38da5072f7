package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.engine.kernel.Panels;
import dev.convolve.engine.kernel.Sliding;
import org.jspecify.annotations.Nullable;

/**
 * How the outputs of a product of columns are shared out: a pure function of the problem
 * and the number of threads. No output depends on it.
 *
 * @param pixels of a row whose columns lie in the first-level cache at once: whole tiles
 * @param rows of outputs that share columns
 * @param width pixels of a row of a block: a multiple of those
 */
record SlidingBlocking(int pixels, int rows, int width) {

	/** Tiles whose columns lie in the first-level cache at once. */
	private static final int TILES = 2;

	/** Values of a column that are worth a loop of their own. */
	private static final int LEAST_VALUES = 16;

	static SlidingBlocking of(ConvolutionProblem problem, int threads) {
		int width = problem.outputWidth();
		int height = problem.outputHeight();
		int pixels = Math.ceilDiv(Math.ceilDiv(width, Math.ceilDiv(width, TILES * Sliding.TILE)), Sliding.TILE)
				* Sliding.TILE;
		int most = (Sliding.MOST_VALUES / problem.channelsPerGroup() - problem.kernel().height())
				/ problem.strides().height() + 1;
		long wanted = Math.ceilDiv(Cost.tasks(problem, threads), problem.batch());
		int down = (int) Math.max(Math.ceilDiv(height, most), Math.min(height, wanted));
		int rows = Math.ceilDiv(height, down);
		long across = Math.clamp(Math.ceilDiv(wanted, Math.ceilDiv(height, rows)), 1, Math.ceilDiv(width, pixels));
		return new SlidingBlocking(pixels, rows, Math.ceilDiv((int) Math.ceilDiv(width, across), pixels) * pixels);
	}

	/** Vectors that are copied for an output, by the values of one. */
	double copied(ConvolutionProblem problem, int lanes) {
		double columns = (this.pixels + problem.kernel().width() - 1.0) / this.pixels;
		return columns * Math.ceilDiv(problem.channelsPerGroup(), lanes) * problem.inputRows(this.rows) / this.rows;
	}

	/** Why a problem is not computed so, or null if it can be; costs ask it too. */
	static @Nullable String refusal(ConvolutionProblem problem) {
		int columns = problem.kernel().width();
		if (problem.filtersPerGroup() > Panels.NARROWEST) {
			return "it has more filters than one vector";
		}
		if (problem.strides().width() > 1 || columns < Sliding.LEAST_COLUMNS || columns > Sliding.MOST_COLUMNS) {
			return "the kernel's columns do not slide";
		}
		if (problem.dilation().width() > 1 || (problem.dilation().height() > 1 && problem.kernel().height() > 1)) {
			return "the kernel is dilated";
		}
		double values = problem.kernel().height() * (double) problem.channelsPerGroup();
		double packed = Panels.NARROWEST * problem.groups() * values * columns;
		return (values >= LEAST_VALUES && values <= Sliding.MOST_VALUES
				&& packed + Alignment.LARGE <= Sliding.MOST_PLACES) ? null
						: "the kernel's columns are too short or too long";
	}

}
