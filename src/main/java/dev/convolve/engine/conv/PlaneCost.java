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
	private static final double PRODUCT = 0.8;

	/** Where one filter is computed by itself. */
	private static final double SINGLE_PRODUCT = 1.5;

	/** Cycles that laying out a value takes. */
	private static final double LAYING_OUT = 0.7;

	/** Cycles that putting a sum back to its pixel takes. */
	private static final double STORING = 1.5;

	private PlaneCost() {
	}

	static @Nullable String reluctance(ConvolutionProblem given, Processor processor) {
		ConvolutionProblem problem = StripBlocking.flattened(given);
		PlaneLayout layout = PlaneLayout.of(problem, processor);
		double taps = (double) problem.kernel().height() * problem.kernel().width() * problem.channelsPerGroup();
		int filters = layout.filtersRoom();
		int singles = Planes.singles(filters);
		double products = problem.groups() * taps * layout.waste()
				* ((filters - singles) * PRODUCT + singles * SINGLE_PRODUCT);
		double cost = products / processor.lanes() + LAYING_OUT * layout.read() + STORING * problem.filters();
		double product = Math.min(StripCost.rows(problem, processor), IndirectCost.of(problem, processor));
		double others = problem.groups() * ((StripBlocking.refusal(problem) == null)
				? Math.min(product, StripCost.strips(problem, processor)) : product) / Strip.TILE;
		return (cost < others) ? null
				: "vectors of filters are expected to take %.0f %% of the time".formatted(100 * others / cost);
	}

}
