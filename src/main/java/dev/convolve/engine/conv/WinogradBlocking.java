package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Winograd;

/**
 * How the tiles of a Winograd convolution are shared out: a pure function. No output
 * depends on it.
 *
 * @param tiles of one block
 * @param together blocks whose inputs are all transformed before any is multiplied; 0
 * where one task does both for one block and all panels
 * @param blocks that one task multiplies, reading the weights once
 * @param panels panels of filters that one task multiplies with: all, or an even number
 * where {@link Gemm#row} puts them in pairs
 */
record WinogradBlocking(int tiles, int together, int blocks, int panels) {

	/** Of a block that threads get so that none waits long for another. */
	private static final int LEAST_TILES = 40;

	/**
	 * From so many second-level caches on, weights are many: no cache is expected to keep
	 * them from one block to the next. That is 16 MB with 16 lanes and else 8 MB. With 8
	 * lanes layers of 256 to 320 channels take 0.76 to 0.97 of the time then; with 4 to 8
	 * MB it would be 0.95 to 1.15.
	 */
	private static final double MANY_WEIGHTS = 16;

	/**
	 * Blocks that take more floats than this, 3 MB, are halved if there are several. They
	 * come from further away than the second-level cache. Where that is slow, on a
	 * machine that others use too, layers of 256 channels and filters take with 16 lanes
	 * 0.92 of the time in halves; else the same.
	 */
	private static final double LARGE = 3 << 18;

	/** What one task, or all for blocks together, may compute in, in floats. */
	static final double MOST_FLOATS = 1 << 24;

	/**
	 * Shares them out.
	 * @param all tiles of all images
	 * @param processor whose caches count
	 * @param threads which share them
	 */
	static WinogradBlocking of(ConvolutionProblem problem, WinogradParts parts, int all, Processor processor,
			int threads) {
		int panels = Math.ceilDiv(problem.filtersPerGroup(), Gemm.PANEL);
		int blocks = Math.ceilDiv(all, Winograd.MOST_TILES);
		// Passes of the same size
		int together = Math.ceilDiv(blocks, Math.ceilDiv(blocks, blocksTogether(problem, parts, processor)));
		// Where two tasks overlap they would both correct the corners
		boolean isWhole = problem.filtersPerGroup() % Gemm.PANEL == 0;
		if ((together > 1) ? isWhole || threads <= together : isSmall(problem, parts, blocks, threads) && isWhole) {
			int shares = shares(panels);
			if (isWhole && together == blocks) {
				// More blocks where threads would get nothing else
				blocks = Math.max(blocks, blocksOfThreads(problem, parts, all, shares, threads));
				together = Math.ceilDiv(all, tiles(problem, parts, all, blocks));
			}
			// Panels are shared out, for else every thread would read all the weights
			int tasks = (isWhole && threads > 1) ? Math.min(shares, Math.ceilDiv(2 * threads, problem.groups())) : 1;
			int ranges = Math.clamp(Math.ceilDiv(threads, tasks), 1, together);
			return new WinogradBlocking(tiles(problem, parts, all, blocks), together, Math.ceilDiv(together, ranges),
					panelsOfTask(panels, tasks, problem.groups() * ranges, threads));
		}
		if (blocks > 1 && isLarge(problem, parts)) {
			blocks = Math.ceilDiv(all, Winograd.MOST_TILES / 2);
		}
		if (problem.groups() % threads != 0) {
			blocks = Math.max(blocks, Math.min(4 * threads, all / LEAST_TILES));
			blocks = (blocks + threads - 1) / threads * threads;
		}
		return new WinogradBlocking(tiles(problem, parts, all, blocks), 0, 1, panels);
	}

	/**
	 * Blocks for which each thread gets a task, if there are tiles and room for so many.
	 * @param all tiles of all images
	 * @param shares of the panels, as {@link #shares} says
	 */
	private static int blocksOfThreads(ConvolutionProblem problem, WinogradParts parts, int all, int shares,
			int threads) {
		double room = MOST_FLOATS / (problem.groups() * WinogradProduct.workspaceFloats(problem, parts));
		double most = Math.max(1, Math.min(room, Math.ceilDiv(all, Gemm.ROWS)));
		return (int) Math.clamp(Math.ceilDiv(threads, shares * problem.groups()), 1, most);
	}

	/** What panels can be shared out in: pairs, where they are multiplied in pairs. */
	private static int shares(int panels) {
		return Gemm.PAIRS ? Math.ceilDiv(panels, 2) : panels;
	}

	/** Whole pairs, where panels are multiplied in pairs. */
	private static int panelsOfTask(int panels, int tasks, int others, int threads) {
		int shares = shares(panels);
		int most = Math.ceilDiv(shares, tasks);
		return Gemm.PAIRS ? Math.min(panels, 2 * Cost.balanced(shares, most, 1, others, threads)) : most;
	}

	/**
	 * Whether what a block of the most tiles is transformed and multiplied to is so large
	 * that several are halved.
	 */
	static boolean isLarge(ConvolutionProblem problem, WinogradParts parts) {
		double values = parts.count() * (double) problem.channelsPerGroup() + problem.filtersPerGroup();
		return (double) parts.positions() * Winograd.MOST_TILES * values > LARGE;
	}

	/** Whether there are fewer blocks than threads, but panels to share out. */
	private static boolean isSmall(ConvolutionProblem problem, WinogradParts parts, int blocks, int threads) {
		return blocks == 1 && threads > problem.groups() && problem.filtersPerGroup() > Gemm.PANEL
				&& problem.groups() * WinogradProduct.workspaceFloats(problem, parts) <= MOST_FLOATS;
	}

	/** At least as many as give so many blocks, for which the kernel has whole tiles. */
	private static int tiles(ConvolutionProblem problem, WinogradParts parts, int all, int blocks) {
		int tiles = Math.ceilDiv(all, blocks);
		while (parts.rows(tiles, problem.channelsPerGroup()) != tiles) {
			tiles++;
		}
		return Math.min(all, tiles);
	}

	/** Blocks that may be computed together. */
	static int blocksTogether(ConvolutionProblem problem, WinogradParts parts, Processor processor) {
		double weights = parts.packedFloats(problem.channels(), problem.filters(), 1) * Float.BYTES;
		if (problem.groups() > 1 || weights < MANY_WEIGHTS * processor.level2()) {
			return 1;
		}
		return (int) Math.max(1, MOST_FLOATS / WinogradProduct.workspaceFloats(problem, parts));
	}

}
