package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.engine.kernel.Dots;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
import dev.convolve.network.Extent;
import dev.convolve.tensor.Values;
import org.jspecify.annotations.Nullable;

/**
 * Products of pixels with at most four filters, as in the last layer of networks that
 * classify pixels: vectors of channels, of one pixel each. Nothing is laid out anew, so
 * that with one filter memory alone decides how long it takes.
 */
final class DotConvolution implements ConvolutionAlgorithm {

	private static final int MOST_CHANNELS = 1 << 24;

	/** With fewer channels the lanes of their sums take longer to add up. */
	private static final int LEAST_CHANNELS = 64;

	/** From so many channels on it pays with several filters, too. */
	private static final int MANY_CHANNELS = 256;

	/**
	 * Images of more than so many second-level caches are large: they come from memory,
	 * for which a single stream is best.
	 */
	private static final double LARGE = 16;

	@Override
	public String name() {
		return "dots";
	}

	@Override
	public @Nullable String refusal(ConvolutionProblem problem) {
		if (!problem.kernel().equals(Extent.ONE) || GemmBlocking.isPadded(problem) || problem.groups() != 1) {
			return "it is not a 1×1 layer without padding and groups";
		}
		if (problem.filters() > Dots.MOST_FILTERS) {
			return "it has more than four filters";
		}
		return (problem.channels() <= MOST_CHANNELS) ? null : "it has too many channels";
	}

	/**
	 * With two filters or more it pays only where channels are many or the image does not
	 * stay in the cache.
	 */
	@Override
	public @Nullable String reluctance(ConvolutionProblem problem, Processor processor) {
		if (problem.channels() < LEAST_CHANNELS) {
			return "its channels are too few";
		}
		double bytes = (double) Float.BYTES * problem.batch() * problem.height() * problem.width() * problem.channels();
		if (problem.filters() > 1 && problem.channels() < MANY_CHANNELS && bytes <= LARGE * processor.level2()) {
			return "more than one filter, not so many channels, and the image is not large";
		}
		return null;
	}

	@Override
	public Convolution prepare(ConvolutionProblem problem, float[] kernel, float @Nullable [] bias, Clamp clamp) {
		return new Blocks(problem, kernel, (bias != null) ? bias : new float[problem.filters()], clamp);
	}

	/**
	 * Blocks of pixels, shared out among the threads.
	 */
	private static final class Blocks implements Convolution {

		private final ConvolutionProblem problem;

		/** {@code [filters][channels]}, zeros for filters that nobody asked for. */
		private final float[] weights;

		private final float[] bias;

		private final Clamp clamp;

		Blocks(ConvolutionProblem problem, float[] kernel, float[] bias, Clamp clamp) {
			this.problem = problem;
			this.bias = bias;
			this.clamp = clamp;
			this.weights = new float[Dots.room(problem.filters()) * problem.channels()];
			for (int filter = 0; filter < problem.filters(); filter++) {
				for (int channel = 0; channel < problem.channels(); channel++) {
					this.weights[filter * problem.channels() + channel] = kernel[channel * problem.filters() + filter];
				}
			}
		}

		@Override
		public void run(Values input, Values output, WorkerPool pool, Cancellation cancellation) {
			int pixels = this.problem.batch() * this.problem.outputHeight() * this.problem.outputWidth();
			int tasks = Math.max(Cost.tasks(this.problem, pool.threads()),
					Math.ceilDiv(pixels, GemmBlocking.MOST_PIXELS));
			int ofBlock = Math.ceilDiv(pixels, tasks);
			pool.run(Math.ceilDiv(pixels, ofBlock), (task) -> {
				cancellation.check();
				compute(input, output, task * ofBlock, Math.min(ofBlock, pixels - task * ofBlock));
			});
		}

		private void compute(Values input, Values output, int first, int pixels) {
			ConvolutionProblem of = this.problem;
			Workspace workspace = Workspaces.SHARED.borrow(Alignment.FIRST + Dots.SUMS, pixels);
			int column = of.strides().width() * of.channels();
			PixelPlaces.fill(of, of.strides().height() * of.width() * of.channels(), column, first, pixels,
					workspace.ints);
			int to = output.first() + first * of.filters();
			Dots.multiply(input.array(), input.first(), workspace.ints, pixels, of.channels(), this.weights, this.bias,
					workspace.floats, Alignment.FIRST, output.array(), to);
			this.clamp.apply(output.array(), to, pixels, of.filters(), of.filters());
			Workspaces.SHARED.giveBack(workspace);
		}

	}

}
