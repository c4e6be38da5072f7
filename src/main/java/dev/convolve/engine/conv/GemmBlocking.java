package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Processor;

/**
 * How the outputs of an implicit matrix product are shared out: a pure function of the
 * problem, the processor and the number of threads. No output depends on it.
 *
 * @param source how the rows are found
 * @param pixels output pixels of one block
 * @param panels panels of one block
 * @param valuesPerBlock weights of a filter that are multiplied in one go
 */
record GemmBlocking(Source source, int pixels, int panels, int valuesPerBlock) {

	/** Runs below this are gathered: the product's inner loop would end too often. */
	private static final int SHORT_RUN = 32;

	private static final int LEAST_PIXELS = 50;

	private static final int MOST_PIXELS = 480;

	enum Source {

		/** The input as it is. */
		INPUT,

		/** A copy of the rows that a block needs, with their padding. */
		PADDED,

		/** The values of each output side by side. */
		GATHERED

	}

	static GemmBlocking of(ConvolutionProblem problem, Processor processor, int threads) {
		int channels = problem.channelsPerGroup();
		int taps = problem.kernel().height() * problem.kernel().width();
		int values = taps * channels;
		boolean padded = isPadded(problem);
		Source source = Source.INPUT;
		if (isGathered(problem)) {
			source = Source.GATHERED;
		}
		else if (padded || (problem.groups() > 1 && taps > 1)) {
			source = Source.PADDED;
		}
		int pixelsOfImage = problem.outputHeight() * problem.outputWidth();
		long all = (long) problem.batch() * pixelsOfImage;
		long bytesPerPixel = 4L * switch (source) {
			case INPUT, PADDED ->
				Math.min(values, (long) channels * problem.strides().height() * problem.strides().width() * 2);
			case GATHERED -> values;
		};
		int most = Math.clamp(processor.level2() / 2 / bytesPerPixel, LEAST_PIXELS, MOST_PIXELS);
		long limit = isFlat(problem) ? all : pixelsOfImage;
		int panels = (problem.filtersPerGroup() + Gemm.PANEL - 1) / Gemm.PANEL;
		long images = isFlat(problem) ? 1 : problem.batch();
		long wanted = Cost.tasks(threads);
		long perImage = Math.max((limit + most - 1) / most,
				Math.min(wanted / (images * problem.groups()), limit / LEAST_PIXELS));
		perImage = Math.max(1, perImage);
		int pixels = (int) ((limit + perImage - 1) / perImage);
		if (perImage > 1) {
			pixels = Math.min((pixels + Gemm.ROWS - 1) / Gemm.ROWS * Gemm.ROWS, (int) limit);
		}
		long blocks = images * ((limit + pixels - 1) / pixels) * problem.groups();
		int parts = Math.clamp(wanted / blocks, 1, panels);
		int panelsPerBlock = (panels + parts - 1) / parts;
		return new GemmBlocking(source, pixels, panelsPerBlock, processor.level1() / 2 / 4 / Gemm.PANEL);
	}

	/**
	 * Whether the copies that a block may need stay small, whatever the filter and the
	 * padding.
	 */
	static boolean isModest(ConvolutionProblem problem) {
		double columns = (double) problem.padding().left() + problem.width() + problem.padding().right();
		double rows = Math.min(problem.outputHeight(), (double) MOST_PIXELS / problem.outputWidth() + 2)
				* problem.strides().height() + (problem.kernel().height() - 1.0) * problem.dilation().height();
		double values = (double) problem.kernel().height() * problem.kernel().width() * problem.channelsPerGroup();
		return rows * columns * problem.channelsPerGroup() <= Workspaces.MOST_VALUES
				&& (!isGathered(problem) || values * LEAST_PIXELS <= Workspaces.MOST_VALUES);
	}

	/**
	 * Whether what an output needs lies in runs so short that they are gathered first.
	 */
	static boolean isGathered(ConvolutionProblem problem) {
		long channels = problem.channelsPerGroup();
		long ofRow = (problem.dilation().width() == 1) ? channels * problem.kernel().width() : channels;
		return ofRow < SHORT_RUN && ofRow < channels * problem.kernel().width() * problem.kernel().height();
	}

	static boolean isPadded(ConvolutionProblem problem) {
		return problem.padding().top() + problem.padding().bottom() + problem.padding().left()
				+ problem.padding().right() > 0;
	}

	/** Whether all images are one long row of pixels: nothing but 1×1 with stride 1. */
	static boolean isFlat(ConvolutionProblem problem) {
		return problem.kernel().height() == 1 && problem.kernel().width() == 1 && problem.strides().height() == 1
				&& problem.strides().width() == 1 && !isPadded(problem);
	}

}
