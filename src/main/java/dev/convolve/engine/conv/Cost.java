package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Winograd;

/**
 * What an algorithm is expected to take, in multiply-accumulates that would take as long:
 * a pure function of the problem and the processor.
 */
final class Cost {

	/** Reading a weight from beyond the second-level cache takes as long as so many. */
	private static final double WEIGHT = 10;

	/** Transforming one value, forward or back. */
	private static final double TRANSFORM = 8;

	/** Outputs that are multiplied with a weight before the next one is read. */
	private static final double ROWS_OF_PASS = 60;

	private Cost() {
	}

	static double gemm(ConvolutionProblem problem, Processor processor) {
		double weights = (double) problem.kernel().height() * problem.kernel().width() * problem.channelsPerGroup()
				* problem.filters();
		double rows = (double) problem.batch() * problem.outputHeight() * problem.outputWidth();
		return problem.macs() + reading(weights, rows / 4, processor);
	}

	static double winograd(ConvolutionProblem problem, Winograd transform, Processor processor) {
		double tiles = WinogradTiles.of(problem, transform).count();
		double channels = problem.channels();
		double filters = problem.filters();
		double products = channels * filters;
		return tiles * transform.positions() * (products + TRANSFORM * (channels + filters))
				+ reading(transform.positions() * products, tiles, processor);
	}

	private static double reading(double weights, double rows, Processor processor) {
		double passes = Math.ceil(rows / ROWS_OF_PASS);
		return (weights * Float.BYTES <= processor.level2() / 2.0) ? 0 : passes * weights * WEIGHT;
	}

}
