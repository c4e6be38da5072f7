package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Depthwise;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Strip;
import org.jspecify.annotations.Nullable;

/**
 * What groups of a few channels are expected to take with vectors across groups, and one
 * by one as strips or matrix products: in cycles for an output pixel of all groups.
 * Measured with 256 bits; only their ratio counts.
 */
final class GroupCost {

	/** Longer sums are to be cut, as the matrix product does, so that they stay exact. */
	private static final int LONGEST_SUM = 200;

	/** Cycles that a vector of products takes. */
	private static final double PRODUCT = 0.9;

	/** Cycles that repeating a channel of a pixel takes. */
	private static final double REPEATING = 6;

	/** How much less both take with vectors of 128 bits. */
	private static final double NARROW = 0.65;

	/** Cycles that copying a pixel of a group takes. */
	private static final double COPYING = 30;

	private GroupCost() {
	}

	static @Nullable String reluctance(ConvolutionProblem problem, Processor processor) {
		double taps = (double) problem.kernel().height() * problem.kernel().width();
		if (taps * problem.channelsPerGroup() > LONGEST_SUM) {
			return "its sums are too long for one chunk";
		}
		double across = problem.strides().width();
		double vectors = Math.ceil(problem.filters() / (double) Depthwise.LANES);
		int height = problem.outputHeight();
		double repeated = across * problem.inputRows(height) / height;
		double cost = vectors * problem.channelsPerGroup() * (PRODUCT * taps + REPEATING * repeated)
				* ((processor.lanes() == 4) ? NARROW : 1);
		double group = (StripBlocking.refusal(problem) == null) ? StripCost.strips(problem, processor) / Strip.TILE
				: product(problem, across, processor);
		double other = Math.min(IndirectCost.of(problem, processor), SlidingCost.of(problem, processor));
		double groups = problem.groups() * Math.min(group, other / Strip.TILE);
		return (cost < groups) ? null
				: "groups one by one are expected to take %.0f %% of the time".formatted(100 * groups / cost);
	}

	/** For a group. Blocks have few rows, and copy all that a dilated kernel spans. */
	private static double product(ConvolutionProblem problem, double across, Processor processor) {
		int rows = Math.max(1, GemmBlocking.of(problem, processor, 1).pixels() / problem.outputWidth());
		return StripCost.rows(problem, processor) / Strip.TILE + COPYING * across * problem.inputRows(rows) / rows;
	}

}
