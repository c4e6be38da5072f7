package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Sliding;
import org.jspecify.annotations.Nullable;

/**
 * What the matrix product of columns is expected to take, in the units of
 * {@link StripCost}: cycles for a tile of six pixels and all filters of a group. Measured
 * with 256 and 512 bits.
 */
final class SlidingCost {

	/** Cycles that a tile takes, whatever its values. */
	private static final double TILE = 20;

	/** Cycles that a value takes. */
	private static final double VALUE = 3.2;

	/** Cycles that copying a vector takes for an output. */
	private static final double COPYING = 8;

	/** The same where other groups' channels lie between. */
	private static final double COPYING_OF_GROUP = 14;

	private SlidingCost() {
	}

	/** Compares with the other products that may be taken. */
	static @Nullable String reluctance(ConvolutionProblem problem, Processor processor) {
		double cost = of(problem, processor);
		double other = Math.min(IndirectCost.of(problem, processor),
				Math.min(IndirectCost.rows(problem, processor), IndirectCost.strips(problem, processor)));
		return (cost < other) ? null
				: "another product is expected to take %.0f %% of the time".formatted(100 * other / cost);
	}

	/** Infinite where it is refused. */
	static double of(ConvolutionProblem problem, Processor processor) {
		if (SlidingBlocking.refusal(problem) != null) {
			return Double.POSITIVE_INFINITY;
		}
		double values = (double) problem.kernel().height() * problem.kernel().width() * problem.channelsPerGroup();
		double vectors = SlidingBlocking.of(problem, 1).copied(problem, processor.lanes());
		double computed = Math.ceil(problem.outputWidth() / (double) Sliding.TILE) * Sliding.TILE
				/ problem.outputWidth();
		return computed * (TILE + VALUE * values)
				+ Gemm.ROWS * ((problem.groups() > 1) ? COPYING_OF_GROUP : COPYING) * vectors;
	}

}
