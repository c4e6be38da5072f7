package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Depthwise;
import dev.convolve.engine.kernel.Strip;
import org.jspecify.annotations.Nullable;

/**
 * What groups of a few channels are expected to take with vectors across groups, and as
 * strips of each group: in cycles for an output pixel of all groups. Measured with 256
 * bits; only their ratio counts.
 */
final class GroupCost {

	/** Longer sums are to be cut, as the matrix product does, so that they stay exact. */
	private static final int LONGEST_SUM = 200;

	/** Cycles that a vector of products takes. */
	private static final double PRODUCT = 0.9;

	/** Cycles that repeating a channel of a pixel takes. */
	private static final double REPEATING = 6;

	/** Cycles that strips take to copy a pixel of a group. */
	private static final double COPYING = 30;

	private GroupCost() {
	}

	static @Nullable String reluctance(ConvolutionProblem problem) {
		double taps = (double) problem.kernel().height() * problem.kernel().width();
		if (taps * problem.channelsPerGroup() > LONGEST_SUM) {
			return "its sums are too long for one chunk";
		}
		double read = (double) problem.strides().height() * problem.strides().width();
		double vectors = Math.ceil(problem.filters() / (double) Depthwise.LANES);
		double cost = vectors * problem.channelsPerGroup() * (PRODUCT * taps + REPEATING * read);
		double strips = problem.groups() * (StripCost.strips(problem) / Strip.TILE + COPYING * read);
		return (cost < strips) ? null
				: "groups one by one are expected to take %.0f %% of the time".formatted(100 * strips / cost);
	}

}
