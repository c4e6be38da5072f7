package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.InPlace;
import dev.convolve.engine.kernel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * What the product of patches is expected to take, in the units of {@link StripCost}:
 * cycles for a tile of six pixels and all filters. Measured with 256 bits, of some forty
 * layers most within a tenth of it; with 128 the choices it makes are right too. With
 * 512, on Zen 4, patches were faster for none of the same layers.
 */
final class PatchCost {

	/** Cycles that a tile takes, whatever its values. */
	private static final double TILE = 35;

	/** Cycles that a value takes. */
	private static final double VALUE = 5.15;

	/** Cycles that copying a vector, or what is left of a run, takes. */
	private static final double PIECE = 2.5;

	/** Cycles that a patch takes, whatever its values. */
	private static final double PATCH = 20;

	/**
	 * What patches that are copied must save: on a core that no other thread shares,
	 * where all loops get along, the copying is felt more.
	 */
	private static final double LEAST_SAVED = 0.06;

	private PatchCost() {
	}

	/** Compares with the other products that any problem of many filters may take. */
	static @Nullable String reluctance(ConvolutionProblem problem, Processor processor) {
		if (isWide(processor)) {
			return "with vectors of 512 bits other products are as fast";
		}
		double cost = of(problem, processor);
		double other = IndirectCost.leastButPatches(problem, processor);
		return (cost < other) ? null
				: "another product is expected to take %.0f %% of the time".formatted(100 * other / cost);
	}

	/** Where panels are wider and registers more. */
	private static boolean isWide(Processor processor) {
		return processor.lanes() == 16;
	}

	/** What they must save counts as well; infinite where they are not taken. */
	static double of(ConvolutionProblem problem, Processor processor) {
		if (PatchBlocking.refusal(problem) != null || isWide(processor)) {
			return Double.POSITIVE_INFINITY;
		}
		double pixels = (double) problem.batch() / PatchBlocking.images(problem) * problem.outputHeight()
				* problem.outputWidth();
		double computed = Math.ceil(pixels / InPlace.TILE) * InPlace.TILE / pixels;
		double product = computed * PanelWeights.count(problem.filters())
				* (TILE + VALUE * PatchBlocking.width(problem));
		return PatchBlocking.isDirect(problem) ? product
				: (product + Gemm.ROWS * copying(problem, processor)) / (1 - LEAST_SAVED);
	}

	/** For one patch. */
	private static double copying(ConvolutionProblem problem, Processor processor) {
		int runs = Taps.runs(problem, problem.channels());
		double pieces = runs * Math.ceil((double) PatchBlocking.values(problem) / runs / processor.lanes());
		double fetched = PatchBlocking.isCopied(problem) ? fetched(problem, processor) : 0;
		return PATCH + PIECE * pieces + IndirectCost.VALUE_COPIED * fetched;
	}

	/** A block copies all columns of all rows that its patches see. */
	private static double fetched(ConvolutionProblem problem, Processor processor) {
		int pixels = PatchBlocking.of(problem, processor, 1).pixels();
		double rows = problem.inputRows(Math.ceilDiv(pixels, problem.outputWidth()));
		return rows * ImageRows.of(problem, 1).pitch() / pixels;
	}

}
