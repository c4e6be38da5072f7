package dev.convolve.engine.conv;

import java.util.stream.IntStream;

import dev.convolve.engine.kernel.Indirect;
import dev.convolve.engine.kernel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * What the product of one tap after the other is expected to take. Measured with 256
 * bits, of 26 layers with much padding; with 512, on Zen 4, the choices it makes are
 * right too.
 */
final class TapwiseCost {

	/** Cycles that a tile takes for each part of a tap's channels. */
	private static final double TILE = 200;

	/**
	 * What one multiply-accumulate counts beside those of Winograd's algorithm: that
	 * reads its weights more slowly than {@link Cost} says where images are so small.
	 */
	private static final double MAC = 0.94;

	/** The same for a tile, divided by its outputs. */
	private static final double TILE_OF_MACS = 35;

	private TapwiseCost() {
	}

	static @Nullable String reluctance(ConvolutionProblem problem, Processor processor) {
		double cost = of(problem, processor);
		double other = IndirectCost.leastOfOthers(problem, processor);
		return (cost < other) ? null
				: "another product is expected to take %.0f %% of the time".formatted(100 * other / cost);
	}

	/**
	 * In the units of {@link StripCost}: cycles for a tile of six pixels and all filters
	 * of a group. Infinite where it is refused.
	 */
	static double of(ConvolutionProblem problem, Processor processor) {
		if (TapwiseBlocking.refusal(problem) != null) {
			return Double.POSITIVE_INFINITY;
		}
		int pieces = TapwiseBlocking.pieces(problem.channelsPerGroup()).length / Indirect.PIECE;
		double ofTwo = IndirectCost.value(1, processor);
		double tap = 0;
		for (PanelWeights.Panel panel : PanelWeights.panels(problem.filtersPerGroup())) {
			double value = (panel.vectors() > 2) ? IndirectCost.WIDE_VALUE : ofTwo;
			tap += pieces * TILE + value * problem.channelsPerGroup();
		}
		return tap * computed(problem);
	}

	/** In the units of {@link Cost}. Infinite where it is refused. */
	static double macs(ConvolutionProblem problem) {
		if (TapwiseBlocking.refusal(problem) != null) {
			return Double.POSITIVE_INFINITY;
		}
		double pixels = (double) problem.batch() * problem.outputHeight() * problem.outputWidth();
		int pieces = TapwiseBlocking.pieces(problem.channelsPerGroup()).length / Indirect.PIECE;
		return pixels * computed(problem) * problem.filters()
				* (MAC * problem.channelsPerGroup() + TILE_OF_MACS * pieces);
	}

	/** The taps that an output is computed with, on an average, in whole tiles. */
	private static double computed(ConvolutionProblem problem) {
		int vectors = PanelWeights.vectors(problem.filtersPerGroup());
		int[] columns = IntStream.range(0, problem.kernel().width())
			.map((tap) -> TapwiseBlocking.across(problem, tap).count())
			.filter((count) -> count > 0)
			.toArray();
		double rows = 0;
		for (int tap = 0; tap < problem.kernel().height(); tap++) {
			double lines = (double) problem.batch() * TapwiseBlocking.down(problem, tap).count();
			for (int index = 0; lines > 0 && index < columns.length; index++) {
				double inside = lines * columns[index];
				rows += (inside > GemmBlocking.MOST_PIXELS) ? inside : Indirect.computed(vectors, (int) inside);
			}
		}
		return rows / problem.batch() / problem.outputHeight() / problem.outputWidth();
	}

}
