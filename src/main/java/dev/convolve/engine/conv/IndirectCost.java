package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.InPlace;
import dev.convolve.engine.kernel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * What the indirect matrix product and that in place are expected to take, in the units
 * of {@link StripCost}: cycles for a tile of six pixels and all filters of a group.
 * Measured with 256 and 512 bits.
 */
final class IndirectCost {

	/** Cycles that a tile takes, whatever its values, by vectors in its panel. */
	private static final double NARROW_TILE = 100;

	private static final double TILE = 110;

	private static final double WIDE_TILE = 115;

	/** The same where all is a step further from pixel to pixel. */
	private static final double TILE_IN_PLACE = 50;

	private static final double WIDE_TILE_IN_PLACE = 45;

	/** For each row of the kernel. */
	private static final double ROW_IN_PLACE = 12;

	/** Outputs that are worth it: filters are not shared out among threads. */
	private static final double LEAST_IN_PLACE = 720;

	/** For each further piece of taps. */
	private static final double PIECE = 25;

	/** For each further chunk. */
	private static final double CHUNK = 45;

	/** Cycles that a value takes, by vectors in its panel. */
	private static final double NARROW_VALUE = 4.5;

	private static final double NARROW_VALUE_OF_512_BITS = 4.1;

	private static final double VALUE = 5.3;

	private static final double VALUE_OF_512_BITS = 6.2;

	private static final double WIDE_VALUE = 12.6;

	/** Cycles that copying a pixel of the input takes, whatever its channels. */
	private static final double PIXEL_COPIED = 2;

	/** Cycles that copying a channel of it takes. */
	private static final double VALUE_COPIED = 0.2;

	private IndirectCost() {
	}

	static @Nullable String reluctance(ConvolutionProblem problem, Processor processor) {
		boolean isModest = GemmBlocking.isModest(problem);
		double cost = of(problem, processor);
		double product = StripCost.rows(problem, processor);
		if (isModest && product <= cost) {
			return "the matrix product is expected to take %.0f %% of the time".formatted(100 * product / cost);
		}
		if (StripBlocking.refusal(problem) == null && StripBlocking.reluctance(problem, processor) == null) {
			double strips = StripCost.strips(StripBlocking.flattened(problem), processor);
			if (strips <= cost) {
				return "strips are expected to take %.0f %% of the time".formatted(100 * strips / cost);
			}
		}
		return null;
	}

	static @Nullable String reluctanceInPlace(ConvolutionProblem problem, Processor processor) {
		double outputs = (double) problem.batch() * problem.outputHeight() * problem.outputWidth();
		if (outputs < LEAST_IN_PLACE) {
			return "there are too few outputs to share out";
		}
		ConvolutionProblem flat = StripBlocking.flattened(problem);
		double cost = inPlace(flat, processor);
		double other = of(problem, processor);
		if (GemmBlocking.isModest(problem)) {
			other = Math.min(other, StripCost.rows(problem, processor));
		}
		if (StripBlocking.refusal(problem) == null && StripBlocking.reluctance(problem, processor) == null) {
			other = Math.min(other, StripCost.strips(flat, processor));
		}
		return (cost < other) ? null
				: "another product is expected to take %.0f %% of the time".formatted(100 * other / cost);
	}

	/** Of a problem whose images are one row if they can be. */
	private static double inPlace(ConvolutionProblem problem, Processor processor) {
		int width = problem.outputWidth();
		double values = (double) problem.kernel().height() * problem.kernel().width() * problem.channels();
		double rows = ROW_IN_PLACE * problem.kernel().height();
		double cost = 0;
		for (PanelWeights.Panel panel : PanelWeights.panels(problem.filters())) {
			cost += rows + ((panel.vectors() == 2) ? TILE_IN_PLACE + value(processor) * values
					: WIDE_TILE_IN_PLACE + WIDE_VALUE * values);
		}
		double computed = Math.ceilDiv(width, InPlace.TILE) * InPlace.TILE / (double) width;
		return computed * cost + InPlace.TILE * VALUE_COPIED * InPlaceBlocking.copied(problem, processor);
	}

	private static double value(Processor processor) {
		return (processor.lanes() == 16) ? VALUE_OF_512_BITS : VALUE;
	}

	/** Infinite where it is refused. */
	static double of(ConvolutionProblem problem, Processor processor) {
		if (!IndirectBlocking.isModest(problem)) {
			return Double.POSITIVE_INFINITY;
		}
		double values = (double) problem.kernel().height() * problem.kernel().width() * problem.channelsPerGroup();
		double further = PIECE * (Taps.runs(problem, IndirectBlocking.pixelStep(problem)) - 1)
				+ CHUNK * (Taps.chunks(values) - 1);
		boolean isWide = processor.lanes() == 16;
		double cost = 0;
		for (PanelWeights.Panel panel : PanelWeights.panels(problem.filtersPerGroup())) {
			cost += further + switch (panel.vectors()) {
				case 1 -> NARROW_TILE + (isWide ? NARROW_VALUE_OF_512_BITS : NARROW_VALUE) * values;
				case 2 -> TILE + value(processor) * values;
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
		double copied = columns * rows.inputRows(Math.ceilDiv(pixels, problem.outputWidth())) / pixels;
		return Gemm.ROWS * copied * (PIXEL_COPIED + VALUE_COPIED * problem.channelsPerGroup());
	}

}
