package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Planes;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Strip;
import org.jspecify.annotations.Nullable;

/**
 * What planes are expected to take, and vectors of filters for the same: in cycles for an
 * output pixel. Only their ratio counts.
 */
final class PlaneCost {

	/** Cycles that a vector of products takes where four filters share what is read. */
	private static final double PRODUCT = 0.9;

	/**
	 * With vectors of 512 bits, and so registers for twice as many sums. Between what was
	 * measured on Zen 5, 0.55, and on Emerald Rapids, whose loads that cross cache lines
	 * take longer, 0.8 to 1.2.
	 */
	private static final double PRODUCT_OF_512_BITS = 0.7;

	/** Where one filter is computed by itself. */
	private static final double SINGLE_PRODUCT = 1.5;

	/** Cycles that laying out a value takes. */
	private static final double LAYING_OUT = 0.65;

	/** Cycles that putting a sum back to its pixel takes. */
	private static final double STORING = 1;

	/** Cycles that others take to copy a group's outputs if they do not fill a vector. */
	private static final double COPYING = 8;

	private PlaneCost() {
	}

	static @Nullable String reluctance(ConvolutionProblem given, Processor processor) {
		ConvolutionProblem problem = StripBlocking.flattened(given);
		PlaneLayout layout = PlaneLayout.of(problem, processor);
		double taps = (double) problem.kernel().height() * problem.kernel().width() * problem.channelsPerGroup();
		int filters = layout.filtersRoom();
		int singles = Planes.singles(filters);
		double product = (processor.lanes() == 16) ? PRODUCT_OF_512_BITS : PRODUCT;
		double products = problem.groups() * taps * layout.waste()
				* ((filters - singles) * product + singles * SINGLE_PRODUCT);
		double cost = products / processor.lanes() + LAYING_OUT * layout.read() + STORING * problem.filters();
		double rows = Math.min(Math.min(StripCost.rows(problem, processor), IndirectCost.of(problem, processor)),
				Math.min(SlidingCost.of(problem, processor), InPlaceCost.ofHalf(problem, processor)));
		double tile = (StripBlocking.refusal(problem) == null) ? Math.min(rows, StripCost.strips(problem, processor))
				: rows;
		double copied = (problem.filtersPerGroup() < processor.lanes()) ? COPYING : 0;
		double others = problem.groups() * (copied + tile / Strip.TILE);
		return (cost < others) ? null
				: "vectors of filters are expected to take %.0f %% of the time".formatted(100 * others / cost);
	}

}
