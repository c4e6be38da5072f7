package dev.convolve.engine.conv;

import java.util.function.IntUnaryOperator;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.engine.kernel.Gather;
import dev.convolve.engine.kernel.InPlace;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
import dev.convolve.tensor.Values;
import org.jspecify.annotations.Nullable;

/**
 * Matrix product of patches: all values that an output pixel needs are copied side by
 * side (im2col, for a block of pixels at a time), so that the inner loop is as simple as
 * that of a 1×1 layer, whose patches lie like that without a copy. Worth it where filters
 * are many beside the copying and the values lie in short pieces or far apart: patch
 * embeddings, large kernels with strides, few dilated channels.
 */
final class PatchConvolution implements ConvolutionAlgorithm {

	@Override
	public String name() {
		return "patches";
	}

	@Override
	public @Nullable String refusal(ConvolutionProblem problem) {
		return PatchBlocking.refusal(problem);
	}

	@Override
	public @Nullable String reluctance(ConvolutionProblem problem, Processor processor) {
		return PatchCost.reluctance(problem, processor);
	}

	@Override
	public Convolution prepare(ConvolutionProblem problem, float[] kernel, float @Nullable [] bias, Clamp clamp) {
		return new Product(problem, kernel, bias, clamp);
	}

	/**
	 * The product of one problem.
	 */
	private static final class Product implements Convolution {

		private final ConvolutionProblem problem;

		private final Clamp clamp;

		private final PanelWeights weights;

		private final ImageRows rows;

		/** Whether the input is read as if it were patches. */
		private final boolean direct;

		/** Whether patches are taken from a copy of the image's rows. */
		private final boolean copied;

		private final Runs runs;

		/** Values of a patch, filled up with zeros. */
		private final int width;

		/** Values from one output row's patches, and from one column's, to the next. */
		private final int rowStep;

		private final int columnStep;

		Product(ConvolutionProblem problem, float[] kernel, float @Nullable [] bias, Clamp clamp) {
			this.problem = problem;
			this.clamp = clamp;
			this.rows = ImageRows.of(problem, 1);
			this.direct = PatchBlocking.isDirect(problem);
			this.copied = PatchBlocking.isCopied(problem);
			this.width = PatchBlocking.width(problem);
			int pitch = this.copied ? this.rows.pitch() : problem.width() * problem.channels();
			this.rowStep = problem.strides().height() * pitch;
			this.columnStep = problem.strides().width() * problem.channels();
			this.runs = Runs.of(problem, pitch, problem.channels(), this.width);
			this.weights = PanelWeights.pack(1, problem.filters(), PatchBlocking.values(problem), this.width,
					IntUnaryOperator.identity(), kernel, bias);
		}

		/**
		 * A last block that would be shorter than a tile overlaps the one before, and so
		 * may the last panel. Two tasks then store and clamp the same outputs: to the
		 * same bits, for every kernel sums up the values in their order.
		 */
		@Override
		public void run(Values input, Values output, WorkerPool pool, Cancellation cancellation) {
			PatchBlocking blocking = PatchBlocking.of(this.problem, Processor.current(), pool.threads());
			int images = PatchBlocking.images(this.problem);
			int pixels = this.problem.batch() / images * this.problem.outputHeight() * this.problem.outputWidth();
			int blocks = Math.ceilDiv(pixels, blocking.pixels());
			int panels = this.weights.panels().size();
			int parts = Math.ceilDiv(panels, blocking.panels());
			pool.run(images * blocks * parts, (task) -> {
				cancellation.check();
				int panel = task % parts * blocking.panels();
				int first = Math.min(task / parts % blocks * blocking.pixels(), pixels - InPlace.TILE);
				compute(input, output, task / parts / blocks, first, Math.min(pixels - first, blocking.pixels()), panel,
						Math.min(panels, panel + blocking.panels()));
			});
		}

		private void compute(Values input, Values output, int image, int first, int pixels, int panel, int panelEnd) {
			ConvolutionProblem of = this.problem;
			int base = input.first() + image * of.height() * of.width() * of.channels();
			int to = output.first() + (image * of.outputHeight() * of.outputWidth() + first) * of.filters();
			if (this.direct) {
				multiply(input.array(), base + first * this.width, output.array(), to, pixels, panel, panelEnd);
				return;
			}
			int row = first / of.outputWidth();
			int rowCount = (first + pixels - 1) / of.outputWidth() - row + 1;
			int copyBase = Alignment.FIRST + pixels * this.width + Gather.PIECE;
			int copySize = this.copied ? of.inputRows(rowCount) * this.rows.pitch() + Gather.PIECE : 0;
			Workspace workspace = Workspaces.SHARED.borrow(copyBase + copySize, pixels);
			float[] patches = workspace.floats;
			float[] source = input.array();
			if (this.copied) {
				this.rows.copy(input, image, 0, row, rowCount, patches, copyBase);
				source = patches;
				base = copyBase - row * this.rowStep;
			}
			PixelPlaces.fill(of, this.rowStep, this.columnStep, first, pixels, workspace.ints);
			this.runs.gather(0, 1, source, base, workspace.ints, pixels, patches, Alignment.FIRST, 0);
			multiply(patches, Alignment.FIRST, output.array(), to, pixels, panel, panelEnd);
			Workspaces.SHARED.giveBack(workspace);
		}

		/** Some panels of all pixels of a block. */
		private void multiply(float[] patches, int patch, float[] output, int to, int pixels, int panel, int panelEnd) {
			int filters = this.problem.filters();
			for (int index = panel; index < panelEnd; index++) {
				PanelWeights.Panel next = this.weights.panels().get(index);
				InPlace.multiply(next.vectors(), patches, patch, this.width, 1, 0, this.width, this.weights.weights(),
						this.weights.start(0, index), this.weights.bias(), this.weights.biasStart(0, index), output,
						to + next.firstFilter(), filters, pixels);
			}
			int from = this.weights.panels().get(panel).firstFilter();
			PanelWeights.Panel last = this.weights.panels().get(panelEnd - 1);
			this.clamp.apply(output, to + from, pixels, filters, last.firstFilter() + last.filters() - from);
		}

	}

}
