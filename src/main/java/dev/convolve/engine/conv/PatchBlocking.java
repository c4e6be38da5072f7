package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.InPlace;
import dev.convolve.engine.kernel.LongRun;
import dev.convolve.engine.kernel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * How the outputs of a product of patches are shared out: a pure function of the problem,
 * the processor and the number of threads. No output depends on it.
 *
 * @param pixels output pixels of one block, of one image unless all are read as one
 * @param panels panels of one block
 */
record PatchBlocking(int pixels, int panels) {

	/** What the patches of a block take of the second-level cache; less is no faster. */
	private static final double PART_OF_CACHE = 0.5;

	/** Panels of a part, for each part copies the patches. */
	private static final int LEAST_PANELS = 4;

	static PatchBlocking of(ConvolutionProblem problem, Processor processor, int threads) {
		int images = images(problem);
		int all = problem.batch() / images * problem.outputHeight() * problem.outputWidth();
		int panels = PanelWeights.count(problem.filters());
		double room = processor.level2() * PART_OF_CACHE / (Float.BYTES * (double) width(problem));
		int most = (int) Math.clamp(room, GemmBlocking.LEAST_PIXELS, GemmBlocking.MOST_PIXELS);
		long wanted = Cost.tasks(problem, threads);
		long perImage = Math.max(Math.ceilDiv(all, most), Math.min(wanted / images, all / GemmBlocking.LEAST_PIXELS));
		int pixels = Gemm.room((int) Math.ceilDiv(all, perImage));
		pixels = Cost.balanced(all, pixels, Gemm.ROWS, images, threads);
		long blocks = (long) images * Math.ceilDiv(all, pixels);
		int parts = Math.clamp(wanted / blocks, 1, isDirect(problem) ? panels : Math.ceilDiv(panels, LEAST_PANELS));
		return new PatchBlocking(pixels, Cost.balanced(panels, Math.ceilDiv(panels, parts), 1, blocks, threads));
	}

	/** Values of a patch, filled up to what is multiplied at a time. */
	static int width(ConvolutionProblem problem) {
		return Math.ceilDiv(values(problem), LongRun.TOGETHER) * LongRun.TOGETHER;
	}

	/** Whether the input is patches already: those of a 1×1 layer that need no zeros. */
	static boolean isDirect(ConvolutionProblem problem) {
		return GemmBlocking.isFlat(problem) && problem.channels() % LongRun.TOGETHER == 0;
	}

	/** Whether patches are taken from a copy of the image's rows. */
	static boolean isCopied(ConvolutionProblem problem) {
		return !isDirect(problem) && GemmBlocking.isCopied(problem);
	}

	/** Images that are computed one by one: all of them are one if they can be. */
	static int images(ConvolutionProblem problem) {
		return isCopied(problem) ? problem.batch() : 1;
	}

	/** Values of a patch. */
	static int values(ConvolutionProblem problem) {
		return problem.kernel().height() * problem.kernel().width() * problem.channels();
	}

	/**
	 * Why a problem is not computed in patches, or null if it can be; costs ask it too.
	 */
	static @Nullable String refusal(ConvolutionProblem problem) {
		if (problem.groups() > 1) {
			return "it has groups";
		}
		double values = (double) problem.kernel().height() * problem.kernel().width() * problem.channels();
		if (values > Taps.MOST_OF_CHUNK) {
			return "its sums are too long";
		}
		if (!LongRun.takes(width(problem))) {
			return "its sums are too short to be multiplied several values at a time";
		}
		double outputs = (double) problem.outputHeight() * problem.outputWidth();
		if (outputs * (problem.batch() / (double) images(problem)) < InPlace.TILE) {
			return "there are too few outputs";
		}
		if (!PanelWeights.areWide(problem.filters())) {
			return "its filters are not panels of two vectors at least";
		}
		double weights = width(problem) * (problem.filters() + (double) Gemm.PANEL);
		double read = isDirect(problem)
				? (double) problem.batch() * problem.height() * problem.width() * problem.channels() : 0;
		boolean isModest = isDirect(problem) || GemmBlocking.isModest(problem);
		return (isModest && Math.max(weights, read) + Alignment.LARGE <= InPlace.MOST_PLACES) ? null
				: "its kernel, its input or what a block would copy is too large";
	}

}
