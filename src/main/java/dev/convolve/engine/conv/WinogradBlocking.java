package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Winograd;

/**
 * How the tiles of a Winograd convolution are shared out: a pure function. No output
 * depends on it.
 *
 * @param tiles of one block
 * @param panels panels of filters of one task; if not all, the inputs are transformed
 * first and for all tasks
 */
record WinogradBlocking(int tiles, int panels) {

	/** Of a block that threads get so that none waits long for another. */
	private static final int LEAST_TILES = 40;

	static WinogradBlocking of(ConvolutionProblem problem, WinogradParts parts, int threads) {
		int all = WinogradTiles.of(problem, parts).count();
		int panels = (problem.filters() + Gemm.PANEL - 1) / Gemm.PANEL;
		if (threads > 1 && all <= Winograd.MOST_TILES && problem.filters() % Gemm.PANEL == 0) {
			// Too few tiles to share: every thread would read all the weights for a few
			// tiles. Whole panels only: where two tasks overlap they would both correct
			// the corners
			int tasks = Math.min(panels, 2 * threads);
			return new WinogradBlocking(all, (panels + tasks - 1) / tasks);
		}
		int blocks = Math.ceilDiv(all, Winograd.MOST_TILES);
		if (threads > 1) {
			blocks = Math.max(blocks, Math.min(4 * threads, all / LEAST_TILES));
			blocks = (blocks + threads - 1) / threads * threads;
		}
		return new WinogradBlocking(Math.min(all, parts.rows(Math.ceilDiv(all, blocks), problem.channels())), panels);
	}

}
