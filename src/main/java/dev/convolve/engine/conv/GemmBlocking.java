package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gather;
import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.network.Padding;

/**
 * How the outputs of an implicit matrix product are shared out: a pure function of the
 * problem, the processor and the number of threads. No output depends on it.
 *
 * @param pixels output pixels of one block
 * @param panels panels of one block
 */
record GemmBlocking(int pixels, int panels) {

	/** Chunks that are laid out at once: they are to stay in the second-level cache. */
	static final int CHUNKS_OF_PASS = 16;

	static final int LEAST_PIXELS = 48;

	static final int MOST_PIXELS = 480;

	/** Sums that a task keeps from pass to pass. */
	static final int MOST_SUMS = 1 << 20;

	static GemmBlocking of(ConvolutionProblem problem, Processor processor, int threads) {
		long values = (long) problem.kernel().height() * problem.kernel().width() * problem.channelsPerGroup();
		long pixelsOfImage = (long) problem.outputHeight() * problem.outputWidth();
		long bytesPerPixel = Float.BYTES * Math.min(values, CHUNKS_OF_PASS * (long) Gemm.LONG);
		int most = Math.clamp(processor.level2() / 2 / bytesPerPixel, LEAST_PIXELS, MOST_PIXELS);
		boolean flat = isOneRow(problem);
		long limit = flat ? problem.batch() * pixelsOfImage : pixelsOfImage;
		int panels = (problem.filtersPerGroup() + Gemm.PANEL - 1) / Gemm.PANEL;
		long images = flat ? 1 : problem.batch();
		long wanted = Cost.tasks(threads);
		long perImage = Math.max((limit + most - 1) / most,
				Math.min(wanted / (images * problem.groups()), limit / LEAST_PIXELS));
		perImage = Math.max(1, perImage);
		int pixels = Gemm.room((int) ((limit + perImage - 1) / perImage));
		pixels = Cost.balanced(limit, pixels, Gemm.ROWS, images * problem.groups(), threads);
		long blocks = images * ((limit + pixels - 1) / pixels) * problem.groups();
		int parts = Math.clamp(wanted / blocks, 1, panels);
		int panelsOfPart = Cost.balanced(panels, (panels + parts - 1) / parts, 1, blocks, threads);
		if (values > CHUNKS_OF_PASS * (long) Gemm.LONG) {
			// The sums of all panels of a task are kept from pass to pass
			panelsOfPart = Math.clamp(MOST_SUMS / ((long) Gemm.room(pixels) * Gemm.PANEL), 1, panelsOfPart);
		}
		return new GemmBlocking(pixels, panelsOfPart);
	}

	/**
	 * Whether the copies that a block may need stay small, whatever the filter and the
	 * padding.
	 */
	static boolean isModest(ConvolutionProblem problem) {
		return isModest(problem, problem.channelsPerGroup());
	}

	/** The same for copies of so many channels. */
	static boolean isModest(ConvolutionProblem problem, int channels) {
		double columns = (double) problem.padding().left() + problem.width() + problem.padding().right();
		double rows = Math.min(problem.outputHeight(), (double) MOST_PIXELS / problem.outputWidth() + 2)
				* problem.strides().height() + (problem.kernel().height() - 1.0) * problem.dilation().height();
		return rows * columns * channels <= Workspaces.MOST_VALUES;
	}

	static boolean isPadded(ConvolutionProblem problem) {
		return !problem.padding().equals(Padding.NONE);
	}

	/**
	 * Whether rows are taken from a copy of the image's rows: with their padding, of one
	 * group only, and with room behind the last for what is copied too much.
	 */
	static boolean isCopied(ConvolutionProblem problem) {
		boolean single = problem.kernel().height() == 1 && problem.kernel().width() == 1;
		return isPadded(problem) || (problem.groups() > 1 && !single) || problem.channelsPerGroup() % Gather.PIECE != 0;
	}

	/** Whether the input is laid out as the product wants it. */
	static boolean isDirect(ConvolutionProblem problem) {
		int channels = problem.channels();
		return isOneRow(problem) && problem.groups() == 1 && (channels == Gemm.LONG || channels == Gemm.SHORT);
	}

	/** Whether the rows of all images are taken from the input as one. */
	static boolean isOneRow(ConvolutionProblem problem) {
		return isFlat(problem) && !isCopied(problem);
	}

	/** Whether all images are one long row of pixels: nothing but 1×1 with stride 1. */
	static boolean isFlat(ConvolutionProblem problem) {
		return problem.kernel().height() == 1 && problem.kernel().width() == 1 && problem.strides().height() == 1
				&& problem.strides().width() == 1 && !isPadded(problem);
	}

}
