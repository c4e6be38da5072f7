package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.engine.kernel.Depthwise;
import dev.convolve.engine.kernel.Processor;

/**
 * How the outputs of a depthwise convolution are cut into blocks: a pure function of the
 * problem and the processor. Outputs depend on it by rounding at most.
 *
 * @param rows of outputs
 * @param vectors of filters, where rows are copied
 * @param strip outputs of a row that are computed for all channels before the next, where
 * blocks are not copied; else 0
 * @param byPixel whether all channels of a few outputs come before the next, not all
 * outputs of a strip before the next channels
 */
record DepthwiseBlocking(int rows, int vectors, int strip, boolean byPixel) {

	/** Channels that are copied together at least: a cache line. */
	static final int LEAST_CHANNELS = 16;

	/** Channels of a block that is copied as a whole. */
	private static final int CHANNELS = 64;

	/** Blocks that a large problem is to have at least. */
	private static final int BLOCKS = 12;

	/** Parts that each thread is to have at least. */
	private static final int PARTS_OF_THREAD = 3;

	/** Rows of a block if there are as many: fewer would copy too much again. */
	private static final int LEAST_ROWS = 4;

	/** Rows of a block that is computed in place. */
	private static final int ROWS_IN_PLACE = 8;

	/** How many values of a copy stay in the second-level cache. */
	private static final double CACHED_VALUES = 65_536;

	/** Fewer channels have too few vectors for a loop of them. */
	private static final int LEAST_BY_PIXEL = 64;

	/** Tensors of more bytes are not expected to stay in the caches. */
	private static final double CACHED_BYTES = 4 << 20;

	/**
	 * Pixels so far apart, or a multiple of it, share a sixteenth of the first-level
	 * cache at most.
	 */
	private static final int FAR_APART = 1024;

	/** Outputs of a strip. */
	private static final int LONGEST_STRIP = 28;

	private static final int SHORTEST_STRIP = 7;

	/**
	 * Inputs of a strip whose cache lines stay in the first-level cache with those that
	 * are fetched ahead, which are the next channels'.
	 */
	private static final int CACHED_STRIP = 10_240 / Float.BYTES;

	/**
	 * Cuts.
	 * @param problem the descriptor
	 * @param layout of copies
	 * @param processor its facts
	 * @param slides whether a block's rows have to lie one behind the other
	 * @param inPlace whether most are not copied at all
	 */
	static DepthwiseBlocking of(ConvolutionProblem problem, DepthwiseLayout layout, Processor processor, boolean slides,
			boolean inPlace) {
		int all = layout.vectors();
		int height = problem.outputHeight();
		int least = Math.min(all, Math.max(1, LEAST_CHANNELS / Depthwise.LANES));
		int vectors = slides ? Math.min(all, Math.max(1, CHANNELS / Depthwise.LANES)) : all;
		int together = slides ? Math.min(height, 8) : 1;
		while (vectors > least && layout.values(problem.inputRows(together), vectors) > CACHED_VALUES) {
			vectors = Math.max(least, (vectors + 1) / 2);
		}
		double wanted = Math.min(BLOCKS, problem.macs() / Cost.MACS_WORTH_A_TASK);
		int rows = inPlace ? ROWS_IN_PLACE : height;
		while (slides && !inPlace && rows > 2 && layout.values(problem.inputRows(rows), vectors) > CACHED_VALUES) {
			rows--;
		}
		int parts = inPlace ? 1 : Math.ceilDiv(all, vectors);
		rows = (int) Math.clamp(problem.batch() * parts * (double) height / wanted, Math.min(rows, LEAST_ROWS), rows);
		int blocks = Math.ceilDiv(height, rows);
		// Rows are computed in pairs
		rows = (Math.ceilDiv(height, blocks) + 1) & -2;
		boolean byPixel = inPlace && isByPixel(problem);
		return new DepthwiseBlocking(rows, vectors, inPlace ? strip(problem, processor) : 0, byPixel);
	}

	/**
	 * Vectors of a part, so few that every thread gets some.
	 * @param all of the problem
	 * @param blocks of rows of all images
	 * @param threads which share them
	 */
	int vectorsOfPart(int all, int blocks, int threads) {
		int least = Math.max(1, LEAST_CHANNELS / Depthwise.LANES);
		int part = this.vectors;
		while (threads > 1 && part > least
				&& (long) blocks * Math.ceilDiv(all, part) < (long) threads * PARTS_OF_THREAD) {
			part = Math.max(least, (part + 1) / 2);
		}
		return part;
	}

	/** Short where tensors come from beyond the second-level cache. */
	private static int strip(ConvolutionProblem problem, Processor processor) {
		if (Float.BYTES * values(problem) <= processor.level2()) {
			return LONGEST_STRIP;
		}
		int rows = problem.kernel().height() + ((problem.strides().height() == 1) ? 1 : 0);
		int columns = CACHED_STRIP / (rows * problem.channels()) - (problem.kernel().width() - 1);
		return Math.clamp(columns / problem.strides().width(), SHORTEST_STRIP, LONGEST_STRIP);
	}

	/**
	 * Whether rows that are not copied are better computed pixel by pixel: where tensors
	 * come from beyond the caches, or where pixels lie so far apart that few of them have
	 * room in the first-level cache.
	 */
	private static boolean isByPixel(ConvolutionProblem problem) {
		boolean taken = Depthwise.PIXELS && problem.channels() < Depthwise.MOST_CHANNELS
				&& problem.batch() * values(problem) + Alignment.LARGE <= Depthwise.MOST_PLACES;
		return taken && problem.channels() >= LEAST_BY_PIXEL
				&& (Float.BYTES * values(problem) > CACHED_BYTES || Float.BYTES * problem.channels() % FAR_APART == 0);
	}

	/** Of the input and the output of an image. */
	private static double values(ConvolutionProblem problem) {
		return ((double) problem.height() * problem.width() + (double) problem.outputHeight() * problem.outputWidth())
				* problem.channels();
	}

}
