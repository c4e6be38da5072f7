package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Winograd;

/**
 * What an algorithm is expected to take, in multiply-accumulates that would take as long,
 * and into how many tasks that is worth splitting: pure functions of the problem, the
 * processor and the threads.
 */
final class Cost {

	/** Reading a weight from beyond the second-level cache takes as long as so many. */
	private static final double WEIGHT = 7;

	/** Transforming one value, forward or back. */
	private static final double TRANSFORM = 12;

	/** The same for {@link Winograd#F4} and {@link Winograd#F2_OF_5}, in two passes. */
	private static final double TRANSFORM_TWICE = 20;

	/** How much longer transforming takes where parts leave the second-level cache. */
	private static final double PARTS = 3.5;

	/**
	 * The same with F(4,3) where blocks are not large: layers of 32 filters, 5×10 and
	 * 7×7, take 0.51 to 0.9 of the time of the matrix product.
	 */
	private static final double PARTS_OF_BLOCK = 1.5;

	/** The same for a kernel of one row or column, which has few positions. */
	private static final double PARTS_OF_LINE = 2;

	/** The same with F(3,2) where blocks are not large. */
	private static final double PARTS_OF_2_TAPS = 2;

	/**
	 * The same where they are: layers of 4×4, 256 channels, 512 filters and stride 2 take
	 * 1.1 to 1.5 of the time of F(2,3), those of 256 filters without stride 0.75 to 0.9.
	 */
	private static final double LARGE_PARTS_OF_2_TAPS = 7;

	/** Copying a pixel's channels, where transforms cannot read them as they lie. */
	private static final double COPY = 200;

	/** Adding a short sum to the others takes as long as so many of its values. */
	private static final double ADDING = 2.8;

	/** What is done once for a group, however few its tiles. */
	private static final double GROUP = 100_000;

	/** Computing an output again, by multiply-accumulate. */
	private static final double AGAIN = 6;

	/** Outputs that are multiplied with a weight before the next one is read. */
	private static final double ROWS_OF_PASS = 60;

	/** So that no thread waits long for the last task of another. */
	private static final int TASKS_PER_THREAD = 6;

	/** Below this much work a task costs more than it gains. */
	static final double MACS_WORTH_A_TASK = 200_000;

	private Cost() {
	}

	/**
	 * Into how many tasks a problem is to be split, small or not.
	 * @param threads which share them
	 */
	static int tasks(int threads) {
		return (threads == 1) ? 1 : TASKS_PER_THREAD * threads;
	}

	/**
	 * Into how many tasks a problem is to be split, none of them too small.
	 * @param problem the descriptor
	 * @param threads which share them
	 */
	static int tasks(ConvolutionProblem problem, int threads) {
		return (int) Math.clamp(problem.macs() / MACS_WORTH_A_TASK, 1, (double) tasks(threads));
	}

	/**
	 * The size of parts that threads share so that none waits long for another.
	 * @param total what is shared
	 * @param most the largest size
	 * @param step sizes are multiples of this, unless there is one part only
	 * @param others by how many the number of parts is multiplied
	 * @param threads which share them
	 */
	static int balanced(long total, int most, int step, long others, int threads) {
		if (most >= total) {
			return (int) total;
		}
		int best = most;
		double least = Double.POSITIVE_INFINITY;
		for (int size = Math.max(step, most / step * step); size >= Math.max(step, most / 2); size -= step) {
			double rounds = Math.ceil(Math.ceil(total / (double) size) * others / threads);
			if (rounds * size < least) {
				least = rounds * size;
				best = size;
			}
		}
		return best;
	}

	static double gemm(ConvolutionProblem problem, Processor processor) {
		double filters = problem.groups() * Math.ceil(problem.filtersPerGroup() / (double) processor.lanes())
				* processor.lanes();
		double weights = (double) problem.kernel().height() * problem.kernel().width() * problem.channelsPerGroup()
				* filters;
		double rows = (double) problem.batch() * problem.outputHeight() * problem.outputWidth();
		return rows * weights + reading(weights, rows / 4, processor);
	}

	static double winograd(ConvolutionProblem problem, WinogradParts parts, Processor processor) {
		double tiles = WinogradTiles.of(problem, parts).count();
		double panel = 2.0 * processor.lanes();
		double filters = Math.ceil(problem.filtersPerGroup() / panel) * panel;
		double room = Chunks.room(parts.count() * (double) problem.channelsPerGroup());
		int sum = parts.sum(problem.channelsPerGroup());
		// Whole sums that no value is part of are left out
		double used = (sum < Gemm.SHORT) ? Math.ceil(parts.count() * problem.channelsPerGroup() / (double) sum) * sum
				: room;
		double products = parts.products() * used / parts.count() * filters;
		boolean twice = parts.transform() == Winograd.F4 || parts.transform() == Winograd.F2_OF_5;
		double copy = (parts.count() == 1 || problem.channelsPerGroup() % Winograd.CHANNELS == 0) ? 0 : COPY;
		double values = room * furtherOfParts(problem, parts) + filters;
		double tile = products * ((sum < Math.min(used, Gemm.SHORT)) ? 1 + ADDING / sum : 1)
				+ parts.positions() * ((twice ? TRANSFORM_TWICE : TRANSFORM) * values + copy * parts.count());
		double passes = tiles / WinogradBlocking.blocksTogether(problem, parts, processor);
		return problem.groups() * (GROUP + tiles * tile + reading(products, passes, processor))
				+ AGAIN * Corners.macs(problem, parts);
	}

	/** How much longer transforming an input takes if there are parts. */
	private static double furtherOfParts(ConvolutionProblem problem, WinogradParts parts) {
		if (parts.count() == 1) {
			return 1;
		}
		boolean isLarge = WinogradBlocking.isLarge(problem, parts);
		return switch (parts.transform()) {
			case F4 -> isLarge ? PARTS : PARTS_OF_BLOCK;
			case F3_OF_2 -> isLarge ? LARGE_PARTS_OF_2_TAPS : PARTS_OF_2_TAPS;
			case LINE -> PARTS_OF_LINE;
			case F2, F2_OF_5 -> PARTS;
		};
	}

	private static double reading(double weights, double rows, Processor processor) {
		double passes = Math.ceil(rows / ROWS_OF_PASS);
		return (weights * Float.BYTES <= processor.level2() / 2.0) ? 0 : passes * weights * WEIGHT;
	}

}
