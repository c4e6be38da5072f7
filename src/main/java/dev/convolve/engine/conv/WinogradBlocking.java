package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Processor;
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

	private static final int LEAST_TILES = 40;

	static WinogradBlocking of(ConvolutionProblem problem, Winograd transform, Processor processor, int threads) {
		int all = WinogradTiles.of(problem, transform).count();
		int panels = (problem.filters() + Gemm.PANEL - 1) / Gemm.PANEL;
		long bytesPerTile = 4L * transform.positions() * (problem.channels() + problem.filters());
		int most = Math.clamp(processor.level2() * 3L / 4 / bytesPerTile, LEAST_TILES, Winograd.MOST_TILES);
		if (threads > 1 && all <= Winograd.MOST_TILES && problem.filters() % Gemm.PANEL == 0) {
			// Too few tiles to share: every thread would read all the weights for a few
			// tiles. Whole panels only: where two tasks overlap they would both correct
			// the corners
			int parts = Math.min(panels, 2 * threads);
			return new WinogradBlocking(all, (panels + parts - 1) / parts);
		}
		int blocks = (all + most - 1) / most;
		if (threads > 1) {
			blocks = Math.max(blocks, Math.min(4 * threads, all / LEAST_TILES));
			blocks = (blocks + threads - 1) / threads * threads;
		}
		int tiles = (all + blocks - 1) / blocks;
		return new WinogradBlocking(tiles, panels);
	}

}
