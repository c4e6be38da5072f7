package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Sliding;
import org.jspecify.annotations.Nullable;

/**
 * What the matrix product of columns is expected to take, in the units of
 * {@link StripCost}: cycles for six pixels and all filters of a group. Measured with 256
 * and 512 bits.
 */
final class SlidingCost {

	/** Columns of the kernel: two are faster as strips. */
	private static final int LEAST_COLUMNS = 3;

	/** Values of a column that are worth a loop of their own. */
	private static final int LEAST_VALUES = 16;

	/** Cycles that six pixels take, whatever their values. */
	private static final double PIXELS = 20;

	/** Cycles that a value of them takes. */
	private static final double VALUE = 3.2;

	/** Cycles that copying a vector takes for one pixel. */
	private static final double COPYING = 8;

	/** The same where other groups' channels lie between. */
	private static final double COPYING_OF_GROUP = 14;

	private SlidingCost() {
	}

	/** Compares with the other products that may be taken. */
	static @Nullable String reluctance(ConvolutionProblem problem, Processor processor) {
		if (!isWorthLoops(problem)) {
			return "the kernel's columns are too few or too short";
		}
		double cost = of(problem, processor);
		double other = Math.min(IndirectCost.least(problem, processor), InPlaceCost.ofHalf(problem, processor));
		return (cost < other) ? null
				: "another product is expected to take %.0f %% of the time".formatted(100 * other / cost);
	}

	/** Infinite where it is not taken. */
	static double of(ConvolutionProblem problem, Processor processor) {
		if (SlidingBlocking.refusal(problem) != null || !isWorthLoops(problem)) {
			return Double.POSITIVE_INFINITY;
		}
		double values = (double) problem.kernel().height() * problem.kernel().width() * problem.channelsPerGroup();
		double vectors = SlidingBlocking.of(problem, 1).copied(problem, processor.lanes());
		double computed = Math.ceil(problem.outputWidth() / (double) Sliding.TILE) * Sliding.TILE
				/ problem.outputWidth();
		return computed * (PIXELS + VALUE * values)
				+ Gemm.ROWS * ((problem.groups() > 1) ? COPYING_OF_GROUP : COPYING) * vectors;
	}

	private static boolean isWorthLoops(ConvolutionProblem problem) {
		return problem.kernel().width() >= LEAST_COLUMNS
				&& (long) problem.kernel().height() * problem.channelsPerGroup() >= LEAST_VALUES;
	}

}
