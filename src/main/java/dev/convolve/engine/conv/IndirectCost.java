package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * What the indirect matrix product is expected to take, in the units of
 * {@link StripCost}: cycles for a tile of six pixels and all filters of a group. Measured
 * with 256 and 512 bits. That values in several pieces take longer than in one was
 * measured with 256 only, and is assumed with 128.
 */
final class IndirectCost {

	/** Cycles that a tile takes, whatever its values, by vectors in its panel. */
	private static final double NARROW_TILE = 80;

	private static final double TILE = 110;

	private static final double WIDE_TILE = 115;

	/** For each further piece of taps. */
	private static final double PIECE = 25;

	/** For each further chunk. */
	private static final double CHUNK = 45;

	/** Cycles that a value takes, by vectors in its panel. */
	private static final double NARROW_VALUE = 4.5;

	private static final double NARROW_VALUE_OF_512_BITS = 3.3;

	private static final double VALUE = 5.3;

	/** The same in one of several pieces, whose loop has more instructions. */
	private static final double VALUE_IN_PIECES = 5.5;

	private static final double VALUE_OF_512_BITS = 6.2;

	static final double WIDE_VALUE = 12.6;

	/** Cycles that copying a pixel of the input takes, whatever its channels. */
	private static final double PIXEL_COPIED = 2;

	/** Cycles that copying a channel of it takes. */
	static final double VALUE_COPIED = 0.2;

	private IndirectCost() {
	}

	static @Nullable String reluctance(ConvolutionProblem problem, Processor processor) {
		double cost = of(problem, processor);
		double product = rows(problem, processor);
		if (product <= cost) {
			return "the matrix product is expected to take %.0f %% of the time".formatted(100 * product / cost);
		}
		double strips = strips(problem, processor);
		return (strips > cost) ? null
				: "strips are expected to take %.0f %% of the time".formatted(100 * strips / cost);
	}

	/**
	 * What the fastest of this product, those of rows, strips, taps and patches takes.
	 */
	static double least(ConvolutionProblem problem, Processor processor) {
		return Math.min(PatchCost.of(problem, processor), leastButPatches(problem, processor));
	}

	/** The same without patches. */
	static double leastButPatches(ConvolutionProblem problem, Processor processor) {
		return Math.min(TapwiseCost.of(problem, processor), leastOfOthers(problem, processor));
	}

	/** The same without patches and taps. */
	static double leastOfOthers(ConvolutionProblem problem, Processor processor) {
		return Math.min(of(problem, processor), Math.min(rows(problem, processor), strips(problem, processor)));
	}

	/** What the matrix product of rows takes, infinite where it would copy too much. */
	static double rows(ConvolutionProblem problem, Processor processor) {
		return GemmBlocking.isModest(problem) ? StripCost.rows(problem, processor) : Double.POSITIVE_INFINITY;
	}

	/** What strips take, infinite where they would not be taken. */
	static double strips(ConvolutionProblem problem, Processor processor) {
		boolean taken = StripBlocking.refusal(problem) == null && StripBlocking.reluctance(problem, processor) == null;
		return taken ? StripCost.strips(StripBlocking.flattened(problem), processor) : Double.POSITIVE_INFINITY;
	}

	/**
	 * Cycles that a value takes in a panel of two vectors.
	 * @param pieces of memory that the values lie in
	 */
	static double value(int pieces, Processor processor) {
		return (processor.lanes() == 16) ? VALUE_OF_512_BITS : (pieces == 1) ? VALUE : VALUE_IN_PIECES;
	}

	/** Cycles that a value takes in a panel of one vector. */
	static double narrowValue(Processor processor) {
		return (processor.lanes() == 16) ? NARROW_VALUE_OF_512_BITS : NARROW_VALUE;
	}

	/** Infinite where it is refused. */
	static double of(ConvolutionProblem problem, Processor processor) {
		if (!IndirectBlocking.isModest(problem)) {
			return Double.POSITIVE_INFINITY;
		}
		double values = (double) problem.kernel().height() * problem.kernel().width() * problem.channelsPerGroup();
		int runs = Taps.runs(problem, IndirectBlocking.pixelStep(problem));
		double further = PIECE * (runs - 1) + CHUNK * (Taps.chunks(values) - 1);
		double value = value(runs, processor);
		double cost = 0;
		for (PanelWeights.Panel panel : PanelWeights.panels(problem.filtersPerGroup())) {
			cost += further + switch (panel.vectors()) {
				case 1 -> NARROW_TILE + narrowValue(processor) * values;
				case 2 -> TILE + value * values;
				default -> WIDE_TILE + WIDE_VALUE * values;
			};
		}
		return GemmBlocking.isPadded(problem) ? cost + copying(problem, processor) : cost;
	}

	/** A block copies all columns of all rows that its outputs see. */
	private static double copying(ConvolutionProblem problem, Processor processor) {
		int pixels = IndirectBlocking.of(problem, processor, 1).pixels();
		ImageRows rows = ImageRows.of(problem, 1);
		double columns = rows.pitch() / (double) problem.channelsPerGroup();
		double copied = columns * problem.inputRows(Math.ceilDiv(pixels, problem.outputWidth())) / pixels;
		double value = IndirectBlocking.isSplit(problem) ? InPlaceCost.PIECE / processor.lanes() : VALUE_COPIED;
		return Gemm.ROWS * copied * (PIXEL_COPIED + value * problem.channelsPerGroup());
	}

}
