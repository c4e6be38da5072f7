package dev.convolve.engine.conv;

import java.util.Arrays;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.engine.kernel.Panels;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Sliding;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
import dev.convolve.tensor.Values;
import org.jspecify.annotations.Nullable;

/**
 * Matrix product of columns: what some rows of the input have of each pixel is copied
 * next to each other, for several rows of outputs, each of which finds its own a little
 * further; the kernel's columns slide over them. Best where one vector holds all filters
 * and there are some channels: groups of sixteen, narrow layers.
 */
final class SlidingConvolution implements ConvolutionAlgorithm {

	@Override
	public String name() {
		return "sliding";
	}

	@Override
	public @Nullable String refusal(ConvolutionProblem problem) {
		return SlidingBlocking.refusal(problem);
	}

	@Override
	public @Nullable String reluctance(ConvolutionProblem problem, Processor processor) {
		return SlidingCost.reluctance(problem, processor);
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

		/** Columns of the kernel. */
		private final int columns;

		Product(ConvolutionProblem problem, float[] kernel, float @Nullable [] bias, Clamp clamp) {
			this.problem = problem;
			this.clamp = clamp;
			this.columns = problem.kernel().width();
			this.weights = PanelWeights.pack(problem.groups(), problem.filtersPerGroup(), this.columns * values(),
					this::order, kernel, bias);
		}

		/** Values of a column of the kernel. */
		private int values() {
			return this.problem.kernel().height() * this.problem.channelsPerGroup();
		}

		/** Which value of {@code [rows, columns, channels]} comes at a place. */
		private int order(int place) {
			int channels = this.problem.channelsPerGroup();
			int column = place / values();
			int value = place % values();
			return (value / channels * this.columns + column) * channels + value % channels;
		}

		@Override
		public void run(Values input, Values output, WorkerPool pool, Cancellation cancellation) {
			SlidingBlocking blocking = SlidingBlocking.of(this.problem, pool.threads());
			int height = this.problem.outputHeight();
			int width = this.problem.outputWidth();
			int down = Math.ceilDiv(height, blocking.rows());
			int across = Math.ceilDiv(width, blocking.width());
			int parts = Math.ceilDiv(this.problem.groups(), blocking.groups());
			pool.run(this.problem.batch() * down * across * parts, (task) -> {
				cancellation.check();
				int group = task % parts * blocking.groups();
				int column = task / parts % across * blocking.width();
				int row = task / parts / across % down * blocking.rows();
				int image = task / parts / across / down;
				new Block(input, output, image, row, Math.min(height - row, blocking.rows()), group,
						Math.min(this.problem.groups(), group + blocking.groups()))
					.compute(blocking.pixels(), column, Math.min(width - column, blocking.width()));
			});
		}

		/**
		 * Some pixels of some rows of outputs, some groups of them.
		 */
		private final class Block {

			private final Values input;

			private final Values output;

			private final int image;

			private final int row;

			private final int rows;

			private final int firstGroup;

			private final int groupEnd;

			Block(Values input, Values output, int image, int row, int rows, int firstGroup, int groupEnd) {
				this.input = input;
				this.output = output;
				this.image = image;
				this.row = row;
				this.rows = rows;
				this.firstGroup = firstGroup;
				this.groupEnd = groupEnd;
			}

			/**
			 * The last pixels overlap those before if they would be fewer than a tile:
			 * they are stored and clamped again, to the same bits.
			 */
			void compute(int pixels, int column, int width) {
				int room = pixels + Product.this.columns - 1;
				int scratch = Alignment.FIRST + room * Sliding.STEP;
				Workspace workspace = Workspaces.SHARED.borrow(scratch + Sliding.TILE * Panels.NARROWEST, 0);
				for (int x = 0; x < width; x += pixels) {
					int first = Math.max(0, Math.min(x, width - Sliding.TILE));
					int count = Math.min(width - first, pixels);
					for (int group = this.firstGroup; group < this.groupEnd; group++) {
						fill(group, column + first, count + Product.this.columns - 1, workspace.floats);
						for (int index = 0; index < this.rows; index++) {
							multiply(workspace.floats, group, index, column + first, count, scratch);
						}
					}
				}
				Workspaces.SHARED.giveBack(workspace);
			}

			/** Columns of one group, row by row, with zeros where there is padding. */
			private void fill(int group, int column, int count, float[] floats) {
				ConvolutionProblem of = Product.this.problem;
				int channels = of.channelsPerGroup();
				int x = column - of.padding().left();
				int y = this.row * of.strides().height() - of.padding().top();
				int first = Math.clamp(-x, 0, count);
				int end = Math.clamp((long) of.width() - x, first, count);
				for (int index = 0; index < of.inputRows(this.rows); index++) {
					int to = Alignment.FIRST + index * channels;
					boolean inside = y + index >= 0 && y + index < of.height();
					int from = this.input.first()
							+ ((this.image * of.height() + y + index) * of.width() + x + first) * of.channels()
							+ group * channels;
					if (inside && first < end) {
						Sliding.copy(this.input.array(), from, of.channels(), end - first, channels, floats,
								to + first * Sliding.STEP);
					}
					clear(floats, to, 0, inside ? first : count);
					clear(floats, to, inside ? end : count, count);
				}
			}

			private void clear(float[] floats, int to, int first, int end) {
				for (int column = first; column < end; column++) {
					int at = to + column * Sliding.STEP;
					Arrays.fill(floats, at, at + Product.this.problem.channelsPerGroup(), 0);
				}
			}

			/** One row, all filters of a group. */
			private void multiply(float[] floats, int group, int index, int column, int pixels, int scratch) {
				ConvolutionProblem of = Product.this.problem;
				PanelWeights weights = Product.this.weights;
				int filters = of.filters();
				int from = Alignment.FIRST + index * of.strides().height() * of.channelsPerGroup();
				int to = this.output.first()
						+ ((this.image * of.outputHeight() + this.row + index) * of.outputWidth() + column) * filters
						+ group * weights.filters();
				// What a narrow group stores too much the groups behind it overwrite
				if (pixels >= Sliding.TILE && group * weights.filters() + Panels.NARROWEST <= filters) {
					multiply(floats, from, group, this.output.array(), to, filters, pixels);
				}
				else {
					for (int pixel = 0; pixel < pixels; pixel += Sliding.TILE) {
						multiply(floats, from + pixel * Sliding.STEP, group, floats, scratch, Panels.NARROWEST,
								Sliding.TILE);
						for (int done = pixel; done < Math.min(pixels, pixel + Sliding.TILE); done++) {
							System.arraycopy(floats, scratch + (done - pixel) * Panels.NARROWEST, this.output.array(),
									to + done * filters, weights.filters());
						}
					}
				}
				Product.this.clamp.apply(this.output.array(), to, pixels, filters, weights.filters());
			}

			private void multiply(float[] floats, int from, int group, float[] target, int to, int step, int pixels) {
				PanelWeights weights = Product.this.weights;
				Sliding.multiply(floats, from, values(), Product.this.columns, weights.weights(),
						weights.start(group, 0), weights.bias(), weights.biasStart(group, 0), target, to, step, pixels);
			}

		}

	}

}
