package dev.convolve.engine.conv;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Indirect;
import dev.convolve.engine.kernel.Panels;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
import dev.convolve.tensor.Values;
import org.jspecify.annotations.Nullable;

/**
 * Implicit matrix product that takes the values of its rows from where they lie, by
 * tables; only where there is padding, rows of the image are copied with it. Best for
 * what no transform makes faster and whose values follow each other in memory for long
 * enough: strides, large kernels, 1×1 layers of very many channels.
 */
final class IndirectConvolution implements ConvolutionAlgorithm {

	@Override
	public String name() {
		return "indirect";
	}

	@Override
	public @Nullable String refusal(ConvolutionProblem problem) {
		return IndirectBlocking.isModest(problem) ? null
				: "the image, what a block would copy of it, or the weights are too large";
	}

	@Override
	public @Nullable String reluctance(ConvolutionProblem problem, Processor processor) {
		return IndirectCost.reluctance(problem, processor);
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

		private final Taps taps;

		private final PanelWeights weights;

		private final ImageRows rows;

		/** Whether rows are taken from a copy of the image's rows. */
		private final boolean copied;

		/** Whether that copy has a place for each group. */
		private final boolean split;

		/** Groups that one task computes. */
		private final int together;

		/** Values from one pixel of the source to the next. */
		private final int pixelStep;

		Product(ConvolutionProblem problem, float[] kernel, float @Nullable [] bias, Clamp clamp) {
			this.problem = problem;
			this.clamp = clamp;
			this.together = IndirectBlocking.groupsTogether(problem);
			this.rows = ImageRows.of(problem, this.together);
			this.copied = GemmBlocking.isPadded(problem);
			this.split = IndirectBlocking.isSplit(problem);
			this.pixelStep = IndirectBlocking.pixelStep(problem);
			this.taps = Taps.of(problem, pitch(), this.pixelStep);
			this.weights = PanelWeights.pack(problem.groups(), problem.filtersPerGroup(), this.taps.values(),
					IntUnaryOperator.identity(), kernel, bias);
		}

		/** Values from one row of the source to the next. */
		private int pitch() {
			return this.copied ? this.rows.columns() * this.pixelStep : this.problem.width() * this.problem.channels();
		}

		/**
		 * Where panels overlap two tasks may store and clamp the same outputs: to the
		 * same bits, for every kernel sums up the taps in their order.
		 */
		@Override
		public void run(Values input, Values output, WorkerPool pool, Cancellation cancellation) {
			IndirectBlocking blocking = IndirectBlocking.of(this.problem, Processor.current(), pool.threads());
			int images = this.copied ? this.problem.batch() : 1;
			int pixels = this.problem.outputHeight() * this.problem.outputWidth() * this.problem.batch() / images;
			int blocks = (pixels + blocking.pixels() - 1) / blocking.pixels();
			int panels = this.weights.panels().size();
			int parts = (panels + blocking.panels() - 1) / blocking.panels();
			int slices = this.problem.groups() / this.together;
			pool.run(images * blocks * slices * parts, (task) -> {
				cancellation.check();
				int panel = task % parts * blocking.panels();
				int slice = task / parts % slices;
				int block = task / parts / slices % blocks;
				int image = task / parts / slices / blocks;
				int first = block * blocking.pixels();
				new Block(image, slice * this.together, first, Math.min(pixels - first, blocking.pixels()), panel,
						Math.min(panels, panel + blocking.panels()))
					.compute(input, output);
			});
		}

		/**
		 * Some pixels, groups and panels.
		 */
		private final class Block {

			private final int image;

			private final int firstGroup;

			private final int first;

			private final int pixels;

			private final int panel;

			private final int panelEnd;

			/** Rows that the tables have room for. */
			private final int room;

			Block(int image, int firstGroup, int first, int pixels, int panel, int panelEnd) {
				this.image = image;
				this.firstGroup = firstGroup;
				this.first = first;
				this.pixels = pixels;
				this.panel = panel;
				this.panelEnd = panelEnd;
				this.room = Indirect.room(pixels);
			}

			void compute(Values input, Values output) {
				ConvolutionProblem of = Product.this.problem;
				ImageRows copy = Product.this.rows;
				boolean copied = Product.this.copied;
				int sums = Alignment.FIRST
						+ (isSummed() ? (this.panelEnd - this.panel) * this.room * Panels.WIDEST : 0);
				int row = this.first / of.outputWidth();
				int rowCount = (this.first + this.pixels - 1) / of.outputWidth() - row + 1;
				int copySize = copied ? of.inputRows(rowCount) * copy.pitch() : 0;
				int tables = Product.this.split ? ImageWindow.tableSize(of, Product.this.together, copy.columns()) : 0;
				Workspace workspace = Workspaces.SHARED.borrow(sums + copySize, Math.max(tables, 4 * this.room));
				float[] source = input.array();
				int base = input.first() + this.firstGroup * of.channelsPerGroup();
				int groupStep = of.channelsPerGroup();
				if (copied) {
					if (Product.this.split) {
						copy.split(input, this.image, this.firstGroup, row, rowCount, workspace, sums);
						groupStep = copySize / Product.this.together;
					}
					else {
						copy.copy(input, this.image, this.firstGroup, row, rowCount, workspace.floats, sums);
					}
					source = workspace.floats;
					base = sums - row * of.strides().height() * pitch();
				}
				fill(workspace.ints, output.first());
				for (int group = 0; group < Product.this.together; group++) {
					multiply(source, base + group * groupStep, this.firstGroup + group, workspace, output.array());
				}
				Workspaces.SHARED.giveBack(workspace);
			}

			/** Whether results go to sums of their own first. */
			private boolean isSummed() {
				return Product.this.taps.chunks() > 1 || Product.this.weights.isNarrow();
			}

			/**
			 * The tables: where rows start, where outputs go, where sums go if there are
			 * any, and zeros. Rows too many are the last one again.
			 */
			private void fill(int[] table, int first) {
				ConvolutionProblem of = Product.this.problem;
				int target = first + (this.image * of.outputHeight() * of.outputWidth() + this.first) * of.filters();
				PixelPlaces.fill(of, of.strides().height() * pitch(), of.strides().width() * Product.this.pixelStep,
						this.first, this.pixels, table);
				for (int index = 0; index < this.pixels; index++) {
					table[this.room + index] = target + index * of.filters();
				}
				for (int index = 0; isSummed() && index < this.room; index++) {
					table[2 * this.room + index] = index * Panels.WIDEST;
				}
				Arrays.fill(table, this.pixels, this.room, table[this.pixels - 1]);
				Arrays.fill(table, this.room + this.pixels, 2 * this.room, table[this.room + this.pixels - 1]);
				Arrays.fill(table, 3 * this.room, 4 * this.room, 0);
			}

			/** All panels of one group. */
			private void multiply(float[] source, int base, int group, Workspace workspace, float[] output) {
				Taps of = Product.this.taps;
				PanelWeights weights = Product.this.weights;
				float[] sums = workspace.floats;
				int target = group * weights.filters();
				for (int chunk = 0; chunk < of.chunks(); chunk++) {
					boolean isFirst = chunk == 0;
					boolean isLast = chunk == of.chunks() - 1 && !weights.isNarrow();
					for (int index = this.panel; index < this.panelEnd; index++) {
						PanelWeights.Panel panel = weights.panels().get(index);
						int sum = Alignment.FIRST + (index - this.panel) * this.room * Panels.WIDEST;
						Indirect.multiply(panel.vectors(), source, base, workspace.ints, 0,
								(isFirst ? 3 : 2) * this.room, (isLast ? 1 : 2) * this.room, of.pieces(),
								of.first(chunk), of.first(chunk + 1), weights.weights(),
								weights.start(group, index) + of.firstValue(chunk) * panel.filters(),
								isFirst ? weights.bias() : sums, isFirst ? weights.biasStart(group, index) : sum,
								isLast ? output : sums, isLast ? target + panel.firstFilter() : sum, this.pixels);
					}
				}
				if (weights.isNarrow()) {
					for (int pixel = 0; pixel < this.pixels; pixel++) {
						System.arraycopy(sums, Alignment.FIRST + pixel * Panels.WIDEST, output,
								target + workspace.ints[this.room + pixel], weights.filters());
					}
				}
				clamp(group, workspace.ints, output);
			}

			private void clamp(int group, int[] table, float[] output) {
				if (Product.this.clamp.equals(Clamp.NONE)) {
					return;
				}
				PanelWeights weights = Product.this.weights;
				int target = group * weights.filters();
				int from = weights.panels().get(this.panel).firstFilter();
				PanelWeights.Panel last = weights.panels().get(this.panelEnd - 1);
				int end = Math.min(weights.filters(), last.firstFilter() + last.filters());
				for (int pixel = 0; pixel < this.pixels; pixel++) {
					int at = target + table[this.room + pixel];
					Gemm.clamp(output, at + from, at + end, Product.this.clamp.low(), Product.this.clamp.high());
				}
			}

		}

	}

}
