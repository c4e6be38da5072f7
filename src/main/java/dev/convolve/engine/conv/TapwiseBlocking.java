package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.engine.kernel.Indirect;
import dev.convolve.engine.kernel.Panels;
import dev.convolve.engine.kernel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * How the outputs of the product of one tap after the other are shared out: a pure
 * function of the problem, the processor and the number of threads. No output depends on
 * it.
 *
 * @param pixels output pixels of one block, of all images
 * @param panels panels of one block
 */
record TapwiseBlocking(int pixels, int panels) {

	/** Channels of a tap whose weights stay in the first-level cache. */
	private static final int MOST_CHANNELS = 576;

	static TapwiseBlocking of(ConvolutionProblem problem, Processor processor, int threads) {
		long values = Math.min(MOST_CHANNELS, problem.channelsPerGroup());
		int most = Math.clamp(processor.level2() / 2 / (Float.BYTES * values), GemmBlocking.LEAST_PIXELS,
				GemmBlocking.MOST_PIXELS);
		long all = (long) problem.batch() * problem.outputHeight() * problem.outputWidth();
		int panels = PanelWeights.count(problem.filtersPerGroup());
		long wanted = Cost.tasks(problem, threads);
		long blocks = Math.max(Math.ceilDiv(all, most),
				Math.min(wanted / problem.groups(), all / GemmBlocking.LEAST_PIXELS));
		int pixels = Math.min(GemmBlocking.MOST_PIXELS, Indirect.room((int) Math.ceilDiv(all, Math.max(1, blocks))));
		int rows = Indirect.rows(PanelWeights.vectors(problem.filtersPerGroup()));
		pixels = Cost.balanced(all, pixels, rows, problem.groups(), threads);
		blocks = Math.ceilDiv(all, pixels) * problem.groups();
		int parts = Math.clamp(wanted / blocks, 1, panels);
		int ofPart = Cost.balanced(panels, Math.ceilDiv(panels, parts), 1, blocks, threads);
		return new TapwiseBlocking(pixels,
				Math.clamp(GemmBlocking.MOST_SUMS / ((pixels + 1L) * Panels.WIDEST), 1, ofPart));
	}

	/** Whether the product takes a problem: null, or why not. */
	static @Nullable String refusal(ConvolutionProblem problem) {
		if (!GemmBlocking.isPadded(problem)) {
			return "there is no padding to leave out";
		}
		int filters = problem.filtersPerGroup();
		if (filters < PanelWeights.vectors(filters) * Panels.NARROWEST) {
			return "a group has fewer filters than its panel of vectors";
		}
		return isModest(problem) ? null : "the image or the weights are too large";
	}

	private static boolean isModest(ConvolutionProblem problem) {
		double values = (double) problem.kernel().height() * problem.kernel().width() * problem.channelsPerGroup();
		double filters = Math.ceil(problem.filtersPerGroup() / (double) Panels.WIDEST) * Panels.WIDEST
				* problem.groups();
		double image = (double) problem.batch() * problem.height() * problem.width() * problem.channels();
		return Math.max(values * filters, image) + Alignment.LARGE <= Indirect.MOST_PLACES;
	}

	/**
	 * Whether the whole image stays in the second-level cache, so that the weights of a
	 * panel are best read in one stream.
	 */
	static boolean isClose(ConvolutionProblem problem, Processor processor) {
		double image = (double) problem.batch() * problem.height() * problem.width() * problem.channels();
		return image * Float.BYTES <= processor.level2() / 2.0;
	}

	/** The parts of a tap's channels: where they start, and how many. */
	static int[] pieces(int channels) {
		int count = Math.ceilDiv(channels, MOST_CHANNELS);
		int length = Math.ceilDiv(channels, count);
		int[] pieces = new int[Indirect.PIECE * count];
		for (int index = 0; index < count; index++) {
			pieces[Indirect.PIECE * index] = index * length;
			pieces[Indirect.PIECE * index + 1] = Math.min(length, channels - index * length);
		}
		return pieces;
	}

	/** The rows of outputs for which a row of taps lies inside. */
	static Reach down(ConvolutionProblem problem, int tap) {
		return Reach.of(problem.outputHeight(), problem.height(), problem.strides().height(),
				(long) tap * problem.dilation().height() - problem.padding().top());
	}

	/** The same for columns. */
	static Reach across(ConvolutionProblem problem, int tap) {
		return Reach.of(problem.outputWidth(), problem.width(), problem.strides().width(),
				(long) tap * problem.dilation().width() - problem.padding().left());
	}

	/**
	 * The outputs of an axis for which a tap lies inside of the image.
	 *
	 * @param from the first
	 * @param to behind the last; no more than the first where there are none
	 * @param stride from output to output
	 * @param offset where the first output's tap lies, be it far outside
	 */
	record Reach(int from, int to, int stride, long offset) {

		private static Reach of(int outputs, int inputs, int stride, long offset) {
			return new Reach(Math.clamp(Math.ceilDiv(-offset, stride), 0, outputs),
					Math.clamp(Math.ceilDiv(inputs - offset, stride), 0, outputs), stride, offset);
		}

		int count() {
			return Math.max(0, this.to - this.from);
		}

		/** Where the tap of an output lies, if inside. */
		int place(int output) {
			return (int) ((long) output * this.stride + this.offset);
		}

	}

}
