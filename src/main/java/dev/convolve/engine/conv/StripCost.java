package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Strip;

/**
 * What strips are expected to take, and the matrix product of whole rows for the same: in
 * cycles for a tile of {@link Strip#TILE} pixels and all filters of a group. Measured
 * with 256 bits; only their ratio counts.
 */
final class StripCost {

	/** Cycles that a tile takes, whatever its values. */
	private static final double TILE = 35;

	/** Cycles that each value of a tile takes. */
	private static final double VALUE = 6.2;

	/** Longer sums leave the first-level cache. */
	private static final double LONG_SUM = 192;

	/** Cycles that each value of a longer sum takes. */
	private static final double VALUE_OF_LONG = 7.1;

	/** Cycles that laying out a value takes, for a tile. */
	private static final double LAYING_OUT = 6;

	/** The same for a value that only has to be shifted. */
	private static final double SHIFTING = 2;

	/** Cycles that the product of rows takes for a panel, whatever its values. */
	private static final double PANEL_OF_ROWS = 35;

	/** For a chunk of values, however wide. */
	private static final double CHUNK_OF_ROWS = 22;

	/** For a value. */
	private static final double VALUE_OF_ROWS = 5.7;

	/** For copying a vector of a run. */
	private static final double PIECE_OF_ROWS = 28;

	/** For filling up a chunk that has too few values. */
	private static final double ZEROS_OF_ROWS = 150;

	private StripCost() {
	}

	/** An input row is laid out once for all output rows that need it. */
	static double strips(ConvolutionProblem problem) {
		int width = problem.outputWidth();
		double computed = Math.ceil(width / (double) Strip.TILE) * Strip.TILE;
		double values = valuesOfRow(problem) * Math.min(problem.kernel().height(), problem.strides().height());
		double shifted = (StripBlocking.shifts(problem) == 0) ? 0
				: values * (1 - problem.strides().width() / (double) problem.kernel().width());
		double sum = values(problem);
		double value = (sum > LONG_SUM) ? VALUE_OF_LONG : VALUE;
		return computed / width
				* (panels(problem) * (TILE + value * sum) + LAYING_OUT * (values - shifted) + SHIFTING * shifted);
	}

	/** The values of every output are copied, unless they lie as they are wanted. */
	static double rows(ConvolutionProblem problem, Processor processor) {
		Chunks chunks = Chunks.of((int) values(problem), Gemm.LONG);
		double copied = PIECE_OF_ROWS * problem.kernel().height() * Math.ceil(valuesOfRow(problem) / processor.lanes())
				+ ((chunks.room() > chunks.values()) ? ZEROS_OF_ROWS : 0);
		return panels(problem) * (PANEL_OF_ROWS + CHUNK_OF_ROWS * chunks.count() + VALUE_OF_ROWS * chunks.room())
				+ (GemmBlocking.isDirect(problem) ? 0 : copied);
	}

	private static double panels(ConvolutionProblem problem) {
		return Math.ceil(problem.filtersPerGroup() / (double) Gemm.PANEL);
	}

	private static double values(ConvolutionProblem problem) {
		return problem.kernel().height() * valuesOfRow(problem);
	}

	private static double valuesOfRow(ConvolutionProblem problem) {
		return (double) problem.kernel().width() * problem.channelsPerGroup();
	}

}
