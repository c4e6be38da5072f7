package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Strip;

/**
 * What strips are expected to take, and the matrix product of whole rows for the same: in
 * cycles for a tile of {@link Strip#TILE} pixels and all filters of a group. Measured
 * with 256 bits and flat tiles, wide tiles with 512; only their ratio counts.
 */
final class StripCost {

	/** Cycles that a tile takes, whatever its values, by vectors in its panel. */
	private static final double NARROW_TILE = 20;

	private static final double TILE = 35;

	private static final double WIDE_TILE = 80;

	/** Cycles that each value of a tile takes. */
	private static final double NARROW_VALUE = 3.7;

	private static final double VALUE = 6.2;

	private static final double WIDE_VALUE = 12.6;

	/** How much longer each value takes where strip and panel leave the cache. */
	private static final double VALUE_OF_LONG = 1.15;

	/**
	 * First-level caches that a strip and a panel of weights may take before they do:
	 * one, which is assumed to have 32 KB, but on Intel's processors with 512 bits has
	 * 48.
	 */
	private static final double CACHES_OF_512_BITS = 1.5;

	/** Cycles that laying out a value takes, for a tile. */
	private static final double LAYING_OUT = 6;

	/** The same where squares are transposed that are full. */
	private static final double LAYING_OUT_SQUARES = 4;

	/** The same for a value that only has to be shifted. */
	private static final double SHIFTING = 2;

	/** Cycles that copying a pixel of some groups takes, for a tile. */
	private static final double COPYING = 360;

	/** Cycles that copying a value takes, for a tile. */
	private static final double VALUE_COPIED = 4;

	/** Cycles that the product of rows takes for a panel, whatever its values. */
	private static final double PANEL_OF_ROWS = 35;

	/** For a chunk of values, however wide. */
	private static final double CHUNK_OF_ROWS = 22;

	/** For a value. */
	private static final double VALUE_OF_ROWS = 5.7;

	private static final double VALUE_OF_ROWS_OF_512_BITS = 6.6;

	/** The same where the input lies as it is wanted. */
	private static final double VALUE_OF_DIRECT_ROWS_OF_512_BITS = 6.5;

	/** For copying a vector of a run. */
	private static final double PIECE_OF_ROWS = 28;

	/** For filling up a chunk that has too few values. */
	private static final double ZEROS_OF_ROWS = 150;

	private StripCost() {
	}

	/** An input row is laid out once for all output rows that need it. */
	static double strips(ConvolutionProblem problem, Processor processor) {
		int width = problem.outputWidth();
		double computed = Math.ceil(width / (double) Strip.TILE) * Strip.TILE;
		double values = (double) StripBlocking.laidOutOfRow(problem)
				* Math.min(problem.kernel().height(), problem.strides().height());
		double shifted = (StripBlocking.shifts(problem) == 0) ? 0
				: values * (1 - problem.strides().width() / (double) problem.kernel().width());
		double level1 = processor.level1() * ((processor.lanes() == 16) ? CACHES_OF_512_BITS : 1);
		double panels = 0;
		for (PanelWeights.Panel panel : PanelWeights.panels(problem.filtersPerGroup())) {
			double bytes = Float.BYTES * values(problem) * (Strip.STEP + panel.vectors() * processor.lanes());
			double sum = values(problem) * ((bytes > level1) ? VALUE_OF_LONG : 1);
			panels += switch (panel.vectors()) {
				case 1 -> NARROW_TILE + NARROW_VALUE * sum;
				case 2 -> TILE + VALUE * sum;
				default -> WIDE_TILE + WIDE_VALUE * sum;
			};
		}
		double copied = (problem.groups() == 1) ? 0
				: (COPYING / StripBlocking.groupsCopied(problem) + VALUE_COPIED * problem.channelsPerGroup())
						* problem.strides().width() * Math.min(problem.kernel().height(), problem.strides().height());
		double layingOut = (problem.channelsPerGroup() % Strip.SIDE == 0) ? LAYING_OUT_SQUARES : LAYING_OUT;
		return computed / width * (panels + layingOut * (values - shifted) + SHIFTING * shifted + copied);
	}

	/** The values of every output are copied, unless they lie as they are wanted. */
	static double rows(ConvolutionProblem problem, Processor processor) {
		Chunks chunks = Chunks.of((int) values(problem), Gemm.LONG);
		double copied = PIECE_OF_ROWS * problem.kernel().height() * Math.ceil(valuesOfRow(problem) / processor.lanes())
				+ ((chunks.room() > chunks.values()) ? ZEROS_OF_ROWS : 0);
		double wide = GemmBlocking.isDirect(problem) ? VALUE_OF_DIRECT_ROWS_OF_512_BITS : VALUE_OF_ROWS_OF_512_BITS;
		double value = (processor.lanes() == 16) ? wide : VALUE_OF_ROWS;
		return panels(problem) * (PANEL_OF_ROWS + CHUNK_OF_ROWS * chunks.count() + value * chunks.room())
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
