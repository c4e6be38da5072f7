package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Winograd;

/**
 * How the tiles of a Winograd convolution are shared out: a pure function. No output
 * depends on it.
 *
 * @param tiles of one block
 * @param blocks that one task computes together, reading the weights once
 * @param panels panels of filters of one task; if not all, the inputs are transformed
 * first and for all tasks
 */
record WinogradBlocking(int tiles, int blocks, int panels) {

	/** Of a block that threads get so that none waits long for another. */
	private static final int LEAST_TILES = 40;

	/**
	 * Weights that no cache is expected to keep from one block to the next, in floats: 16
	 * MB.
	 */
	private static final double MANY_WEIGHTS = 1 << 22;

	/** What one task may compute in, in floats. */
	static final double MOST_FLOATS = 1 << 24;

	static WinogradBlocking of(ConvolutionProblem problem, WinogradParts parts, int threads) {
		int all = WinogradTiles.of(problem, parts).count();
		int panels = (problem.filters() + Gemm.PANEL - 1) / Gemm.PANEL;
		int together = blocksTogether(problem, parts);
		if (threads > 1 && all <= together * Winograd.MOST_TILES && problem.filters() % Gemm.PANEL == 0) {
			// Too few tiles to share: every thread would read all the weights for a few
			// tiles. Whole panels only: where two tasks overlap they would both correct
			// the corners
			int tasks = Math.min(panels, 2 * threads);
			int blocks = Math.ceilDiv(all, Winograd.MOST_TILES);
			int ranges = Math.clamp(2L * threads / tasks, 1, blocks);
			return new WinogradBlocking(tiles(problem, parts, all, blocks), Math.ceilDiv(blocks, ranges),
					Math.ceilDiv(panels, tasks));
		}
		int blocks = Math.ceilDiv(all, Winograd.MOST_TILES);
		if (threads > 1) {
			blocks = Math.max(blocks, Math.min(4 * threads, all / LEAST_TILES));
			blocks = (blocks + threads - 1) / threads * threads;
		}
		int tiles = tiles(problem, parts, all, blocks);
		int ofThread = Math.ceilDiv(Math.ceilDiv(all, tiles), threads);
		return new WinogradBlocking(tiles, Math.min(together, ofThread), panels);
	}

	private static int tiles(ConvolutionProblem problem, WinogradParts parts, int all, int blocks) {
		return Math.min(all, parts.rows(Math.ceilDiv(all, blocks), problem.channels()));
	}

	/** Blocks that a task may compute together. */
	static int blocksTogether(ConvolutionProblem problem, WinogradParts parts) {
		if (parts.packedFloats(problem.channels(), problem.filters()) < MANY_WEIGHTS) {
			return 1;
		}
		return (int) Math.max(1, MOST_FLOATS / WinogradProduct.workspaceFloats(problem, parts));
	}

}
