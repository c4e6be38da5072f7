package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Strip;
import dev.convolve.network.Extent;
import dev.convolve.network.Padding;
import org.jspecify.annotations.Nullable;

/**
 * How the outputs of a product of strips are shared out: a pure function of the problem,
 * the processor and the number of threads. No output depends on it.
 *
 * @param pixels of one row of a strip
 * @param strips of a block that lie side by side: a row of all of them is computed before
 * the next one
 * @param rows of a block
 * @param blocksPerTask how many a thread computes before it asks for more
 */
record StripBlocking(int pixels, int strips, int rows, int blocksPerTask) {

	/**
	 * Of longer sums strips and weights would take too much of the second-level cache.
	 */
	private static final int LONGEST_SUM = 400;

	/** Channels that are copied at once, if groups have fewer: four cache lines. */
	private static final int MOST_COPIED = 64;

	private static final int LEAST_COPIED = 16;

	/** Pixels that a strip may have too much, so that all its taps can be shifted. */
	private static final int MOST_SHIFTS = 16;

	/**
	 * What a block lays out takes this part of the second-level cache, but all of it
	 * where groups' rows must be copied first: then larger blocks save more.
	 */
	private static final double PART_OF_CACHE = 0.25;

	/**
	 * Narrower images are rather taken as one row, where they can be. Of 28 columns both
	 * take the same time.
	 */
	private static final int LEAST_COLUMNS = 24;

	/** Blocks of tall tiles, or as wide as the image, that each thread must get. */
	private static final int LEAST_BLOCKS = 2;

	/** Rows that strips must have room for to lie side by side. */
	private static final int LEAST_ROWS = 6;

	/**
	 * Outputs that take more than so many second-level caches leave them for the memory,
	 * which takes them faster in one stream: a U-Net's first layer takes 0.7 of the time.
	 */
	private static final double MANY_OUTPUTS = 16;

	/** Filters of a strip are not shared out among threads. */
	private static final int LEAST_STRIPS = 14;

	static StripBlocking of(ConvolutionProblem problem, Processor processor, int threads) {
		int width = problem.outputWidth();
		int height = problem.outputHeight();
		int widest = widest(problem, processor);
		int across = (width + widest - 1) / widest;
		int pixels = Math.min(widest, Math.ceilDiv(Math.ceilDiv(width, across), Strip.TILE) * Strip.TILE);
		double columns = pixels * (double) problem.strides().width()
				+ (problem.kernel().width() - 1.0) * problem.dilation().width();
		double copied = (GemmBlocking.isPadded(problem) || problem.groups() > 1)
				? columns * groupsCopied(problem) * problem.channelsPerGroup() : 0;
		double laidOut = (double) laidOutOfRow(problem) * Strip.STEP;
		int strips = areSideBySide(problem, processor, across, threads) ? across : 1;
		double bytesOfRow = Float.BYTES * problem.strides().height() * strips * (copied + laidOut);
		// Groups too narrow for a whole cache line come back to their outputs
		double bytesOfOutput = (problem.groups() > 1 && problem.filtersPerGroup() < Gemm.PANEL)
				? 4.0 * pixels * problem.filters() : 0;
		double room = processor.level2() * ((problem.groups() == 1) ? PART_OF_CACHE : 1);
		int most = (int) Math.clamp(room / (bytesOfRow + bytesOfOutput), 1, (double) height);
		long wanted = Cost.tasks(problem, threads);
		long perRow = (long) problem.batch() * Math.ceilDiv(across, strips);
		long down = Math.max((height + most - 1) / most, Math.min(height, (wanted + perRow - 1) / perRow));
		int rows = (int) ((height + down - 1) / down);
		int tall = Math.max(Strip.TILE, rows / Strip.TILE * Strip.TILE);
		if (down > 1 && tall <= most && areTall(problem, processor)
				&& perRow * Math.ceilDiv(height, tall) >= (long) LEAST_BLOCKS * threads) {
			rows = tall;
		}
		long blocks = perRow * ((height + rows - 1) / rows);
		return new StripBlocking(pixels, strips, rows, (int) Math.max(1, blocks / wanted));
	}

	/**
	 * Whether a block is as wide as the image: where outputs are many and few values are
	 * laid out for them, the image has no padding, so that it need not be copied, and
	 * there are blocks enough for all threads.
	 */
	private static boolean areSideBySide(ConvolutionProblem problem, Processor processor, int across, int threads) {
		double outputs = (double) problem.batch() * problem.outputHeight() * problem.outputWidth() * problem.filters();
		double rows = problem.kernel().height() + (LEAST_ROWS - 1.0) * problem.strides().height();
		double laidOut = rows * laidOutOfRow(problem) * across * Strip.STEP;
		return problem.groups() == 1 && !GemmBlocking.isPadded(problem)
				&& Float.BYTES * outputs > MANY_OUTPUTS * processor.level2()
				&& Float.BYTES * laidOut <= PART_OF_CACHE * processor.level2()
				&& (double) problem.batch() * problem.outputHeight() / LEAST_ROWS >= LEAST_BLOCKS * threads;
	}

	/**
	 * Groups whose inputs are copied at once, so that it is not done in small pieces.
	 * Those of one kernel row then do not follow each other, which does not pay for very
	 * few channels.
	 */
	static int groupsCopied(ConvolutionProblem problem) {
		int channels = problem.channelsPerGroup();
		return (channels < LEAST_COPIED) ? 1 : Math.clamp(MOST_COPIED / channels, 1, problem.groups());
	}

	/**
	 * Whether tiles are one pixel wide and as many rows high as others are wide, see
	 * {@link Strip#multiplyTall}. It takes whole panels of two vectors, so none of the
	 * processors whose panels have four. What is laid out for a tile and all weights must
	 * stay in the first-level cache. With 8 lanes a U-Net's first layer takes 0.6 of the
	 * time, VGG's 0.8 to 0.9; with 4 it was not measured.
	 */
	static boolean areTall(ConvolutionProblem problem, Processor processor) {
		double values = (double) problem.kernel().height() * laidOutOfRow(problem);
		double rows = problem.kernel().height() + (Strip.TILE - 1.0) * problem.strides().height();
		double bytes = Float.BYTES * (values * problem.filters() + rows * laidOutOfRow(problem) * Strip.STEP);
		boolean severalPanels = problem.filters() > Gemm.PANEL && problem.filters() % Gemm.PANEL == 0;
		return processor.lanes() < 16 && problem.groups() == 1 && severalPanels && problem.outputHeight() >= Strip.TILE
				&& bytes <= processor.level1();
	}

	/** Pixels of a strip whose values stay in the first-level cache: whole tiles. */
	private static int widest(ConvolutionProblem problem, Processor processor) {
		double bytesPerPixel = Float.BYTES * (double) problem.kernel().height() * laidOutOfRow(problem);
		return (int) Math.clamp(processor.level1() * 3.0 / 4 / bytesPerPixel, 4 * Strip.TILE,
				Math.min(Strip.PIXELS, Strip.STEP - shifts(problem))) / Strip.TILE * Strip.TILE;
	}

	/** Values of a pixel that are laid out for one row of the kernel. */
	static int laidOutOfRow(ConvolutionProblem problem) {
		return problem.kernel().width() * problem.channelsPerGroup();
	}

	/**
	 * How many times the values of a kernel row's first taps, as many as the stride, are
	 * shifted by a pixel to be those of the taps that follow. The first must be laid out
	 * for so many pixels more.
	 * @return 0 if every tap is laid out by itself
	 */
	static int shifts(ConvolutionProblem problem) {
		int shifts = Math.ceilDiv(problem.kernel().width(), problem.strides().width()) - 1;
		return (problem.dilation().width() == 1 && shifts <= MOST_SHIFTS) ? shifts : 0;
	}

	/** Why strips do not take a problem, or null if they do; costs ask it too. */
	static @Nullable String refusal(ConvolutionProblem problem) {
		if (problem.dilation().height() > 1 && problem.kernel().height() > 1) {
			return "the kernel's rows are dilated";
		}
		return isModest(problem) ? null : "its sums are too long, or what a block would copy is too large";
	}

	/**
	 * Whether sums have a usual length, and the copies that a block may need stay small,
	 * whatever the filter and the padding.
	 */
	private static boolean isModest(ConvolutionProblem problem) {
		double values = (double) problem.kernel().height() * problem.kernel().width() * problem.channelsPerGroup();
		double packed = Algorithms.packedFloats(problem.channelsPerGroup(), problem.filtersPerGroup(), problem.kernel(),
				problem.strides(), problem.groups());
		if (values >= Strip.MOST_VALUES || packed + Alignment.LARGE > Strip.MOST_PLACES) {
			return false;
		}
		double rows = problem.kernel().height() + problem.strides().height();
		double columns = Strip.PIXELS * (double) problem.strides().width()
				+ (problem.kernel().width() - 1.0) * problem.dilation().width();
		double laidOut = rows * problem.kernel().width() * problem.channelsPerGroup() * Strip.STEP;
		return laidOut + rows * columns * groupsCopied(problem) * problem.channelsPerGroup() <= Workspaces.MOST_VALUES;
	}

	/**
	 * What strips are cut from: the images as they are where tiles are tall and rows wide
	 * enough, else as one row if they can be.
	 */
	static ConvolutionProblem shape(ConvolutionProblem problem, Processor processor) {
		boolean asItIs = areTall(problem, processor) && problem.outputWidth() >= LEAST_COLUMNS;
		return asItIs ? problem : flattened(problem);
	}

	/** All images as one row, if nothing lies between their pixels. */
	static ConvolutionProblem flattened(ConvolutionProblem problem) {
		return GemmBlocking.isFlat(problem)
				? new ConvolutionProblem(1, 1, problem.batch() * problem.height() * problem.width(), problem.channels(),
						problem.filters(), Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, problem.groups())
				: problem;
	}

	/**
	 * Compares with the matrix product of whole rows: that is faster for each value, but
	 * lays out the values of every output, not of every input, and fills them up.
	 */
	static @Nullable String reluctance(ConvolutionProblem problem, Processor processor) {
		double values = (double) problem.kernel().height() * problem.kernel().width() * problem.channelsPerGroup();
		if (values > LONGEST_SUM) {
			return "its sums are so long that strips and weights would not stay in the cache";
		}
		ConvolutionProblem flat = flattened(problem);
		int width = flat.outputWidth();
		double strips = (double) flat.batch() * flat.outputHeight()
				* Math.ceil(width / (double) widest(flat, processor));
		if (strips < LEAST_STRIPS) {
			return "there are too few strips to share out";
		}
		double cost = StripCost.strips(flat, processor);
		double product = StripCost.rows(problem, processor);
		return (cost < product) ? null
				: "the matrix product is expected to take %.0f %% of the time".formatted(100 * product / cost);
	}

}
