package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.engine.kernel.Gather;
import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.InPlace;
import dev.convolve.engine.kernel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * How the outputs of a product in place are shared out: a pure function of the problem,
 * the processor and the number of threads. No output depends on it.
 *
 * @param rows of outputs of one block
 * @param columns of one block, to which the last one of a row adds fewer than a tile
 */
record InPlaceBlocking(int rows, int columns) {

	/** What a block copies takes this part of the second-level cache. */
	private static final double PART_OF_CACHE = 0.25;

	/** The same where it is split into groups, of which one is multiplied at a time. */
	private static final double PART_OF_CACHE_OF_GROUPS = 0.5;

	/**
	 * Channels that are copied at once, if groups have fewer. Rows of 64 take up to a
	 * tenth longer; of all channels there would be room for a few columns only, which
	 * pays for strides alone.
	 */
	private static final int LEAST_COPIED = 128;

	/** Columns of a block. */
	private static final int MOST_COLUMNS = 240;

	private static final int LEAST_COLUMNS = 60;

	/**
	 * Outputs of a block, unless it is one row: for all of them a panel of weights is
	 * read from no further than the second-level cache.
	 */
	private static final int MOST_OUTPUTS = 480;

	/** Longer rows of the kernel are as fast in pieces, or as patches. */
	private static final int LONGEST_ROW = InPlace.MOST_TAPS_OF_SHORT - 1;

	/**
	 * Cuts.
	 * @param problem whose images are one row if they can be
	 */
	static InPlaceBlocking of(ConvolutionProblem problem, Processor processor, int threads) {
		int width = problem.outputWidth();
		int height = problem.outputHeight();
		int columns = columns(width, Math.ceilDiv(width, MOST_COLUMNS));
		int most = mostRows(problem, columns, processor);
		long others = (long) problem.batch() * (problem.groups() / groupsTogether(problem));
		long wanted = Math.ceilDiv(Cost.tasks(problem, threads), others);
		long perRow = Math.ceilDiv(width, columns);
		int down = (int) Math.max(Math.ceilDiv(height, most), Math.min(height, Math.ceilDiv(wanted, perRow)));
		int rows = Math.ceilDiv(height, down);
		int across = Math.clamp(Math.ceilDiv(wanted, Math.ceilDiv(height, rows)), 1,
				Math.max(1, width / LEAST_COLUMNS));
		return new InPlaceBlocking(rows, Math.min(columns, columns(width, across)));
	}

	/** Whole tiles, but no more than there are. */
	private static int columns(int width, int across) {
		return Math.min(width, Math.ceilDiv(Math.ceilDiv(width, across), InPlace.TILE) * InPlace.TILE);
	}

	private static int mostRows(ConvolutionProblem problem, int columns, Processor processor) {
		int most = Math.max(1, MOST_OUTPUTS / columns);
		if (isCopied(problem)) {
			double bytesOfRow = (double) Float.BYTES * problem.inputColumns(columns) * channelsTogether(problem);
			double part = (problem.groups() == 1) ? PART_OF_CACHE : PART_OF_CACHE_OF_GROUPS;
			double room = part * processor.level2() / bytesOfRow - problem.inputRows(1);
			most = (int) Math.clamp(room / problem.strides().height() + 1, 1, (double) most);
		}
		return Math.min(most, problem.outputHeight());
	}

	/** Whether a window of the image is copied. */
	static boolean isCopied(ConvolutionProblem problem) {
		return GemmBlocking.isPadded(problem) || (problem.groups() > 1 && problem.kernel().width() > 1);
	}

	/** Groups that one task computes, so that much of a pixel is read at once. */
	static int groupsTogether(ConvolutionProblem problem) {
		return IndirectBlocking.groupsTogether(problem, LEAST_COPIED);
	}

	private static double channelsTogether(ConvolutionProblem problem) {
		return (double) groupsTogether(problem) * problem.channelsPerGroup();
	}

	/** Values that are copied for an output of one group. */
	static double copied(ConvolutionProblem problem, Processor processor) {
		if (!isCopied(problem)) {
			return 0;
		}
		InPlaceBlocking blocking = of(problem, processor, 1);
		double copied = (double) problem.inputRows(blocking.rows()) * problem.inputColumns(blocking.columns())
				* problem.channelsPerGroup();
		return copied / ((double) blocking.rows() * blocking.columns());
	}

	/** Why a problem is not computed in place, or null if it can be; costs ask it too. */
	static @Nullable String refusal(ConvolutionProblem problem) {
		if (problem.groups() > 1 && problem.channelsPerGroup() % Gather.PIECE != 0) {
			return "it has groups whose channels are no whole vectors";
		}
		if (problem.groups() > 1 && !PanelWeights.areWide(problem.filtersPerGroup())) {
			return "it has groups whose filters are not panels of two vectors at least";
		}
		if (problem.dilation().width() > 1 && problem.kernel().width() > 1) {
			return "the kernel's columns are dilated";
		}
		if (StripBlocking.flattened(problem).outputWidth() < InPlace.TILE) {
			return "rows of the output are too short";
		}
		return isModest(problem) ? null : "its sums are too long, or the image or what a block would copy is too large";
	}

	private static boolean isModest(ConvolutionProblem problem) {
		double taps = (double) problem.kernel().width() * problem.channelsPerGroup();
		double values = problem.kernel().height() * taps;
		double image = (double) problem.batch() * problem.height() * problem.width() * problem.channels();
		double rows = (problem.kernel().height() - 1.0) * problem.dilation().height() + 1;
		double columns = (Math.min(problem.outputWidth(), MOST_COLUMNS + InPlace.TILE) - 1.0)
				* problem.strides().width() + problem.kernel().width();
		double copied = rows * columns * channelsTogether(problem);
		return taps <= LONGEST_ROW && values <= Taps.MOST_OF_CHUNK
				&& (double) problem.strides().width() * problem.channels() < InPlace.MOST_STEP
				&& values * (problem.filters() + problem.groups() * (double) Gemm.PANEL)
						+ Alignment.LARGE <= InPlace.MOST_PLACES
				&& (isCopied(problem) ? copied <= Workspaces.MOST_VALUES
						: image + Alignment.LARGE <= InPlace.MOST_PLACES);
	}

}
