package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.InPlace;
import dev.convolve.engine.kernel.Panels;
import dev.convolve.engine.kernel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * What the matrix product in place is expected to take, in the units of
 * {@link StripCost}: cycles for a tile of six pixels and all filters of a group. Its
 * values take what those of the indirect product do. Measured with 256 and 512 bits.
 */
final class InPlaceCost {

	/** Cycles that a tile takes, whatever its values, by vectors in its panel. */
	private static final double TILE = 50;

	private static final double WIDE_TILE = 45;

	/**
	 * Cycles that each value takes in a panel of half a vector of 512 bits. Between a
	 * little more than half of what it is in one of a whole vector, as on Zen 4, and as
	 * much.
	 */
	private static final double HALF_VALUE = 2.4;

	/** For each row of the kernel. */
	private static final double ROW = 12;

	/** For copying a vector of channels, where each group's have a place of their own. */
	static final double PIECE = 2.5;

	/** Outputs that are worth it: filters are not shared out among threads. */
	private static final double LEAST_OUTPUTS = 720;

	private InPlaceCost() {
	}

	/** Compares with the other products that any problem may take. */
	static @Nullable String reluctance(ConvolutionProblem problem, Processor processor) {
		if (problem.groups() > 1 && processor.lanes() == 16) {
			return "with vectors of 512 bits other products of groups are as fast";
		}
		double slices = problem.groups() / (double) InPlaceBlocking.groupsTogether(problem);
		if (problem.filters() > Panels.HALF
				&& slices * problem.batch() * problem.outputHeight() * problem.outputWidth() < LEAST_OUTPUTS) {
			return "there are too few outputs to share out";
		}
		double cost = of(problem, processor);
		double other = IndirectCost.least(problem, processor);
		return (cost < other) ? null
				: "another product is expected to take %.0f %% of the time".formatted(100 * other / cost);
	}

	/** What it takes with half a vector of filters, infinite where it has none. */
	static double ofHalf(ConvolutionProblem problem, Processor processor) {
		return (problem.filters() <= Panels.HALF && InPlaceBlocking.refusal(problem) == null) ? of(problem, processor)
				: Double.POSITIVE_INFINITY;
	}

	private static double of(ConvolutionProblem given, Processor processor) {
		ConvolutionProblem problem = StripBlocking.flattened(given);
		double values = (double) problem.kernel().height() * problem.kernel().width() * problem.channelsPerGroup();
		double value = IndirectCost.value(problem.kernel().height(), processor);
		double cost = 0;
		for (PanelWeights.Panel panel : PanelWeights.panelsWithHalf(problem.filtersPerGroup())) {
			cost += ROW * problem.kernel().height() + switch (panel.vectors()) {
				case Panels.HALF_A_VECTOR -> TILE + HALF_VALUE * values;
				case 1 -> TILE + IndirectCost.narrowValue(processor) * values;
				case 2 -> TILE + value * values;
				default -> WIDE_TILE + IndirectCost.WIDE_VALUE * values;
			};
		}
		int width = problem.outputWidth();
		double computed = Math.ceilDiv(width, InPlace.TILE) * InPlace.TILE / (double) width;
		double copying = (problem.groups() == 1) ? IndirectCost.VALUE_COPIED : PIECE / processor.lanes();
		return computed * cost + InPlace.TILE * copying * InPlaceBlocking.copied(problem, processor);
	}

}
