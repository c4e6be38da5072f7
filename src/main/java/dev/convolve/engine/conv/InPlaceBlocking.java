package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.InPlace;
import dev.convolve.engine.kernel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * How the outputs of a product in place are shared out: a pure function of the problem,
 * the processor and the number of threads. No output depends on it.
 *
 * @param rows of outputs of one block
 * @param columns of one block
 */
record InPlaceBlocking(int rows, int columns) {

	/** What a block copies takes this part of the second-level cache. */
	private static final double PART_OF_CACHE = 0.25;

	/** Pixels of a row that are computed at once, where there is only one row. */
	private static final int MOST_COLUMNS = 240;

	private static final int LEAST_COLUMNS = 60;

	/**
	 * Cuts.
	 * @param problem whose images are one row if they can be
	 */
	static InPlaceBlocking of(ConvolutionProblem problem, Processor processor, int threads) {
		int height = problem.outputHeight();
		int width = problem.outputWidth();
		long wanted = Cost.tasks(problem, threads);
		if (height == 1) {
			long across = Math.max(Math.ceilDiv(width, MOST_COLUMNS),
					Math.min(wanted / problem.batch(), width / LEAST_COLUMNS));
			int columns = (int) Math.ceilDiv(width, Math.max(1, across));
			return new InPlaceBlocking(1, Math.min(width, Math.ceilDiv(columns, InPlace.TILE) * InPlace.TILE));
		}
		double bytesOfRow = Float.BYTES * (double) ImageRows.of(problem, 1).pitch() * problem.strides().height();
		double most = GemmBlocking.isPadded(problem) ? PART_OF_CACHE * processor.level2() / bytesOfRow : height;
		long down = Math.max((long) Math.ceil(height / Math.max(1, most)),
				Math.min(height, Math.ceilDiv(wanted, problem.batch())));
		return new InPlaceBlocking((int) Math.ceilDiv(height, down), width);
	}

	/** Why a problem is not computed in place, or null if it can be; costs ask it too. */
	static @Nullable String refusal(ConvolutionProblem problem) {
		if (problem.groups() > 1) {
			return "it has groups";
		}
		if (problem.dilation().width() > 1 && problem.kernel().width() > 1) {
			return "the kernel's columns are dilated";
		}
		if (StripBlocking.flattened(problem).outputWidth() < InPlace.TILE) {
			return "rows of the output are too short";
		}
		if (PanelWeights.panels(problem.filters()).stream().anyMatch((panel) -> panel.vectors() == 1)
				|| PanelWeights.panels(problem.filters()).getFirst().filters() > problem.filters()) {
			return "its filters are not panels of two vectors at least";
		}
		return isModest(problem) ? null : "its sums are too long, or the image or what a block would copy is too large";
	}

	private static boolean isModest(ConvolutionProblem problem) {
		double taps = (double) problem.kernel().width() * problem.channels();
		double values = problem.kernel().height() * taps;
		double image = (double) problem.batch() * problem.height() * problem.width() * problem.channels();
		double copied = copiedOfRow(problem);
		boolean padded = GemmBlocking.isPadded(problem);
		return taps < InPlace.MOST_TAPS && values <= Taps.MOST_OF_CHUNK
				&& (double) problem.strides().width() * problem.channels() < InPlace.MOST_STEP
				&& values * (problem.filters() + Gemm.PANEL) + Alignment.LARGE <= InPlace.MOST_PLACES
				&& (padded ? copied <= Workspaces.MOST_VALUES : image + Alignment.LARGE <= InPlace.MOST_PLACES);
	}

	/** Values that are copied for one row of outputs. */
	private static double copiedOfRow(ConvolutionProblem problem) {
		double columns = (double) problem.padding().left() + problem.width() + problem.padding().right();
		double rows = (problem.kernel().height() - 1.0) * problem.dilation().height() + 1;
		return rows * columns * problem.channels();
	}

}
