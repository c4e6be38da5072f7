package dev.convolve.engine.conv;

import java.util.function.IntUnaryOperator;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.InPlace;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
import dev.convolve.tensor.Values;
import org.jspecify.annotations.Nullable;

/**
 * Implicit matrix product of the pixels of a row of outputs: what each needs of a row of
 * the image follows each other in memory, a step further from pixel to pixel, so that it
 * is read where it lies without any table; only where there is padding, rows of the image
 * are copied with it. Best where sums are of middling length: 1×1 layers with some
 * channels, first layers with strides.
 */
final class InPlaceConvolution implements ConvolutionAlgorithm {

	@Override
	public String name() {
		return "inplace";
	}

	@Override
	public @Nullable String refusal(ConvolutionProblem problem) {
		return InPlaceBlocking.refusal(problem);
	}

	@Override
	public @Nullable String reluctance(ConvolutionProblem problem, Processor processor) {
		return IndirectCost.reluctanceInPlace(problem, processor);
	}

	@Override
	public Convolution prepare(ConvolutionProblem problem, float[] kernel, float @Nullable [] bias, Clamp clamp) {
		return new Product(StripBlocking.flattened(problem), kernel, bias, clamp);
	}

	/**
	 * The product of one problem.
	 */
	private static final class Product implements Convolution {

		private final ConvolutionProblem problem;

		private final Clamp clamp;

		private final PanelWeights weights;

		private final ImageRows rows;

		/** Whether values are taken from a copy of the image's rows. */
		private final boolean copied;

		/** Values from one row of the image, or of its copy, to the next. */
		private final int pitch;

		Product(ConvolutionProblem problem, float[] kernel, float @Nullable [] bias, Clamp clamp) {
			this.problem = problem;
			this.clamp = clamp;
			this.rows = ImageRows.of(problem, 1);
			this.copied = GemmBlocking.isPadded(problem);
			this.pitch = this.copied ? this.rows.pitch() : problem.width() * problem.channels();
			this.weights = PanelWeights.pack(1, problem.filters(), problem.kernel().height() * taps(),
					IntUnaryOperator.identity(), kernel, bias);
		}

		/** Values of a row of the kernel. */
		private int taps() {
			return this.problem.kernel().width() * this.problem.channels();
		}

		@Override
		public void run(Values input, Values output, WorkerPool pool, Cancellation cancellation) {
			InPlaceBlocking blocking = InPlaceBlocking.of(this.problem, Processor.current(), pool.threads());
			int height = this.problem.outputHeight();
			int width = this.problem.outputWidth();
			int down = Math.ceilDiv(height, blocking.rows());
			int across = Math.ceilDiv(width, blocking.columns());
			pool.run(this.problem.batch() * down * across, (task) -> {
				cancellation.check();
				int row = task / across % down * blocking.rows();
				int column = task % across * blocking.columns();
				// The last block may overlap the one before, whose outputs it stores
				// again
				int columns = Math.max(InPlace.TILE, Math.min(width - column, blocking.columns()));
				compute(input, output, task / across / down, row, Math.min(height - row, blocking.rows()),
						Math.min(column, width - columns), columns);
			});
		}

		private void compute(Values input, Values output, int image, int row, int rowCount, int column, int columns) {
			ConvolutionProblem of = this.problem;
			int rowStep = of.strides().height() * this.pitch;
			int columnStep = of.strides().width() * of.channels();
			int to = output.first() + ((image * of.outputHeight() + row) * of.outputWidth() + column) * of.filters();
			if (this.copied) {
				int size = this.rows.inputRows(rowCount) * this.pitch;
				Workspace workspace = Workspaces.SHARED.borrow(Alignment.FIRST + size, 0);
				this.rows.copy(input, image, 0, row, rowCount, workspace.floats, Alignment.FIRST);
				multiply(workspace.floats, Alignment.FIRST + column * columnStep, rowStep, output.array(), to, rowCount,
						columns);
				Workspaces.SHARED.giveBack(workspace);
			}
			else {
				int from = input.first() + image * of.height() * this.pitch + row * rowStep + column * columnStep;
				multiply(input.array(), from, rowStep, output.array(), to, rowCount, columns);
			}
		}

		/** All filters of some pixels of some rows. */
		private void multiply(float[] source, int from, int rowStep, float[] output, int to, int rowCount,
				int columns) {
			ConvolutionProblem of = this.problem;
			int filters = of.filters();
			int step = of.strides().width() * of.channels();
			int tapStep = of.dilation().height() * this.pitch;
			for (int row = 0; row < rowCount; row++) {
				int at = to + row * of.outputWidth() * filters;
				for (int index = 0; index < this.weights.panels().size(); index++) {
					PanelWeights.Panel panel = this.weights.panels().get(index);
					InPlace.multiply(panel.vectors(), source, from + row * rowStep, step, of.kernel().height(), tapStep,
							taps(), this.weights.weights(), this.weights.start(0, index), this.weights.bias(),
							this.weights.biasStart(0, index), output, at + panel.firstFilter(), filters, columns);
				}
				if (!this.clamp.equals(Clamp.NONE)) {
					Gemm.clamp(output, at, at + columns * filters, this.clamp.low(), this.clamp.high());
				}
			}
		}

	}

}
