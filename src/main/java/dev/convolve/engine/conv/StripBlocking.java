package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Strip;
import dev.convolve.network.Extent;
import dev.convolve.network.Padding;
import org.jspecify.annotations.Nullable;

/**
 * How the outputs of a product of strips are shared out: a pure function of the problem,
 * the processor and the number of threads. No output depends on it.
 *
 * @param pixels of one row of a block
 * @param rows of a block
 * @param blocksPerTask how many a thread computes before it asks for more
 */
record StripBlocking(int pixels, int rows, int blocksPerTask) {

	/** Values that the workspace of one task may hold. */
	private static final double MOST_COPIED = 1 << 22;

	private static final int TASKS_PER_THREAD = 6;

	/** Below this much work a task costs more than it gains. */
	private static final double MACS_WORTH_A_TASK = 200_000;

	static StripBlocking of(ConvolutionProblem problem, Processor processor, int threads) {
		int width = problem.outputWidth();
		int height = problem.outputHeight();
		int across = (width + Strip.PIXELS - 1) / Strip.PIXELS;
		int least = Strip.LEAST_PIXELS;
		int pixels = Math.min(Strip.PIXELS, ((width + across - 1) / across + least - 1) / least * least);
		double bytesOfRow = 4.0 * problem.strides().height()
				* (problem.kernel().width() * problem.channelsPerGroup() * Strip.PIXELS
						+ pixels * problem.strides().width() * (problem.groups() > 1 ? problem.channels() : 0));
		double bytesOfOutput = (problem.groups() > 1) ? 4.0 * pixels * problem.filters() : 0;
		int most = (int) Math.clamp(processor.level2() / 2.0 / (bytesOfRow + bytesOfOutput), 1, (double) height);
		long wanted = (threads == 1) ? 1
				: (long) Math.clamp(problem.macs() / MACS_WORTH_A_TASK, 1, (double) TASKS_PER_THREAD * threads);
		long perRow = (long) problem.batch() * across;
		long down = Math.max((height + most - 1) / most, Math.min(height, (wanted + perRow - 1) / perRow));
		int rows = (int) ((height + down - 1) / down);
		long blocks = perRow * ((height + rows - 1) / rows);
		return new StripBlocking(pixels, rows, (int) Math.max(1, blocks / wanted));
	}

	/**
	 * Whether the copies that a block may need stay small, whatever the filter and the
	 * padding.
	 */
	static boolean isModest(ConvolutionProblem problem) {
		double rows = problem.kernel().height() + problem.strides().height();
		double columns = Strip.PIXELS * (double) problem.strides().width()
				+ (problem.kernel().width() - 1.0) * problem.dilation().width();
		double laidOut = rows * problem.kernel().width() * problem.channelsPerGroup() * Strip.PIXELS;
		return laidOut + rows * columns * problem.channels() <= MOST_COPIED;
	}

	/** All images as one row, if nothing lies between their pixels. */
	static ConvolutionProblem flattened(ConvolutionProblem problem) {
		return GemmBlocking.isFlat(problem)
				? new ConvolutionProblem(1, 1, problem.batch() * problem.height() * problem.width(), problem.channels(),
						problem.filters(), Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, problem.groups())
				: problem;
	}

	static @Nullable String reluctance(ConvolutionProblem problem, Processor processor) {
		return null;
	}

}
