package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.engine.kernel.Gather;
import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Indirect;
import dev.convolve.engine.kernel.Panels;
import dev.convolve.engine.kernel.Processor;

/**
 * How the outputs of an indirect matrix product are shared out: a pure function of the
 * problem, the processor and the number of threads. No output depends on it.
 *
 * @param pixels output pixels of one block, of all images where rows are not copied
 * @param panels panels of one block
 */
record IndirectBlocking(int pixels, int panels) {

	/** Channels that are copied at once, if groups have fewer: four cache lines. */
	private static final int LEAST_COPIED = 64;

	static IndirectBlocking of(ConvolutionProblem problem, Processor processor, int threads) {
		long values = (long) problem.kernel().height() * problem.kernel().width() * problem.channelsPerGroup();
		long bytesPerPixel = Float.BYTES * (Math.min(values, Taps.MOST_OF_CHUNK)
				+ ((values > Taps.MOST_OF_CHUNK) ? problem.filtersPerGroup() : 0L));
		int most = Math.clamp(processor.level2() / 2 / bytesPerPixel, GemmBlocking.LEAST_PIXELS,
				GemmBlocking.MOST_PIXELS);
		long pixelsOfImage = (long) problem.outputHeight() * problem.outputWidth();
		long images = GemmBlocking.isPadded(problem) ? problem.batch() : 1;
		long limit = GemmBlocking.isPadded(problem) ? pixelsOfImage : problem.batch() * pixelsOfImage;
		long slices = problem.groups() / groupsTogether(problem);
		int panels = PanelWeights.count(problem.filtersPerGroup());
		long wanted = Cost.tasks(problem, threads);
		long perImage = Math.max((limit + most - 1) / most,
				Math.min(wanted / (images * slices), limit / GemmBlocking.LEAST_PIXELS));
		perImage = Math.max(1, perImage);
		int pixels = Math.min(GemmBlocking.MOST_PIXELS, Indirect.room((int) ((limit + perImage - 1) / perImage)));
		int rows = Indirect.rows(PanelWeights.vectors(problem.filtersPerGroup()));
		pixels = Cost.balanced(limit, pixels, rows, images * slices, threads);
		long blocks = images * ((limit + pixels - 1) / pixels) * slices;
		int parts = Math.clamp(wanted / blocks, 1, panels);
		int panelsOfPart = Cost.balanced(panels, (panels + parts - 1) / parts, 1, blocks, threads);
		if (values > Taps.MOST_OF_CHUNK) {
			// The sums of all panels of a task are kept from chunk to chunk
			panelsOfPart = Math.clamp(GemmBlocking.MOST_SUMS / ((long) Indirect.room(pixels) * Panels.WIDEST), 1,
					panelsOfPart);
		}
		return new IndirectBlocking(pixels, panelsOfPart);
	}

	/**
	 * Whether what rows are taken from stays small, be it the image itself or the copies
	 * that a block may need, whatever the filter and the padding, and the weights as
	 * well.
	 */
	static boolean isModest(ConvolutionProblem problem) {
		double values = (double) problem.kernel().height() * problem.kernel().width() * problem.channelsPerGroup();
		double filters = Math.ceil(problem.filtersPerGroup() / (double) Gemm.PANEL) * Gemm.PANEL * problem.groups();
		double image = (double) problem.batch() * problem.height() * problem.width() * problem.channels();
		return isModest(values * filters) && (GemmBlocking.isPadded(problem)
				? GemmBlocking.isModest(problem, groupsTogether(problem) * problem.channelsPerGroup())
				: isModest(image));
	}

	private static boolean isModest(double values) {
		return values + Alignment.LARGE <= Indirect.MOST_PLACES;
	}

	/**
	 * Groups that one task computes: so many that their channels are not copied in small
	 * pieces.
	 */
	static int groupsTogether(ConvolutionProblem problem) {
		return groupsTogether(problem, LEAST_COPIED);
	}

	/** As many as have about so many channels together, and divide all groups. */
	static int groupsTogether(ConvolutionProblem problem, int channels) {
		int together = Math.clamp(Math.ceilDiv(channels, problem.channelsPerGroup()), 1, problem.groups());
		while (problem.groups() % together != 0) {
			together--;
		}
		return together;
	}

	/**
	 * Whether each group's channels are copied to a place of their own, where a row of
	 * the kernel is one piece.
	 */
	static boolean isSplit(ConvolutionProblem problem) {
		return GemmBlocking.isPadded(problem) && groupsTogether(problem) > 1 && problem.kernel().width() > 1
				&& problem.dilation().width() == 1 && problem.channelsPerGroup() % Gather.PIECE == 0;
	}

	/** Values from one pixel to the next where rows are taken from. */
	static int pixelStep(ConvolutionProblem problem) {
		if (isSplit(problem)) {
			return problem.channelsPerGroup();
		}
		return GemmBlocking.isPadded(problem) ? groupsTogether(problem) * problem.channelsPerGroup()
				: problem.channels();
	}

}
