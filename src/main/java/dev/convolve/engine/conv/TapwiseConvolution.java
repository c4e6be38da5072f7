package dev.convolve.engine.conv;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.engine.kernel.Indirect;
import dev.convolve.engine.kernel.Panels;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
import dev.convolve.tensor.Values;
import org.jspecify.annotations.Nullable;

/**
 * Implicit matrix product of one tap after the other, each with those outputs alone for
 * which the tap lies inside of the image: nothing is copied, and no zero is multiplied.
 * Best where much of what outputs see is padding, as with the rates of atrous pyramids or
 * at the end of a network, where images are hardly larger than kernels.
 */
final class TapwiseConvolution implements ConvolutionAlgorithm {

	@Override
	public String name() {
		return "tapwise";
	}

	@Override
	public @Nullable String refusal(ConvolutionProblem problem) {
		return TapwiseBlocking.refusal(problem);
	}

	@Override
	public @Nullable String reluctance(ConvolutionProblem problem, Processor processor) {
		return TapwiseCost.reluctance(problem, processor);
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

		/** The parts of a tap's channels; see {@link Indirect#multiply}. */
		private final int[] pieces;

		/** By row of taps, the rows of outputs that see it inside. */
		private final TapwiseBlocking.Reach[] down;

		/** By column of taps. */
		private final TapwiseBlocking.Reach[] across;

		Product(ConvolutionProblem problem, float[] kernel, float @Nullable [] bias, Clamp clamp) {
			this.problem = problem;
			this.clamp = clamp;
			this.pieces = TapwiseBlocking.pieces(problem.channelsPerGroup());
			this.down = new TapwiseBlocking.Reach[problem.kernel().height()];
			Arrays.setAll(this.down, (tap) -> TapwiseBlocking.down(problem, tap));
			this.across = new TapwiseBlocking.Reach[problem.kernel().width()];
			Arrays.setAll(this.across, (tap) -> TapwiseBlocking.across(problem, tap));
			this.weights = PanelWeights.pack(problem.groups(), problem.filtersPerGroup(),
					problem.kernel().height() * problem.kernel().width() * problem.channelsPerGroup(),
					IntUnaryOperator.identity(), kernel, bias);
		}

		/**
		 * Where panels overlap two tasks may store the same outputs: to the same bits,
		 * for every kernel sums up the taps in their order.
		 */
		@Override
		public void run(Values input, Values output, WorkerPool pool, Cancellation cancellation) {
			ConvolutionProblem of = this.problem;
			TapwiseBlocking blocking = TapwiseBlocking.of(of, Processor.current(), pool.threads());
			int pixels = of.batch() * of.outputHeight() * of.outputWidth();
			int blocks = Math.ceilDiv(pixels, blocking.pixels());
			int panels = this.weights.panels().size();
			int parts = Math.ceilDiv(panels, blocking.panels());
			pool.run(blocks * of.groups() * parts, (task) -> {
				cancellation.check();
				int panel = task % parts * blocking.panels();
				int group = task / parts % of.groups();
				int first = task / parts / of.groups() * blocking.pixels();
				new Block(group, first, Math.min(pixels - first, blocking.pixels()), panel,
						Math.min(panels, panel + blocking.panels()))
					.compute(input, output);
			});
		}

		/**
		 * Some pixels and panels of a group.
		 */
		private final class Block {

			private final int group;

			private final int first;

			private final int pixels;

			private final int panel;

			private final int panelEnd;

			/** Rows that the tables have room for. */
			private final int room;

			Block(int group, int first, int pixels, int panel, int panelEnd) {
				this.group = group;
				this.first = first;
				this.pixels = pixels;
				this.panel = panel;
				this.panelEnd = panelEnd;
				this.room = Indirect.room(pixels);
			}

			void compute(Values input, Values output) {
				ConvolutionProblem of = Product.this.problem;
				Workspace workspace = Workspaces.SHARED.borrow(sum(this.panelEnd), 2 * this.room);
				float[] sums = workspace.floats;
				start(sums);
				int base = input.first() + this.group * of.channelsPerGroup();
				int together = TapwiseBlocking.isClose(of, Processor.current()) ? 1 : this.panelEnd - this.panel;
				for (int index = this.panel; index < this.panelEnd; index += together) {
					multiply(input.array(), base, index, index + together, workspace.ints, sums);
				}
				end(sums, output);
				Workspaces.SHARED.giveBack(workspace);
			}

			/**
			 * Where the sums of a panel are. There is room for one pixel more, which
			 * takes the rows that are too many.
			 */
			private int sum(int panel) {
				return Alignment.FIRST + (panel - this.panel) * (this.pixels + 1) * Panels.WIDEST;
			}

			private void start(float[] sums) {
				PanelWeights weights = Product.this.weights;
				for (int index = this.panel; index < this.panelEnd; index++) {
					int from = weights.biasStart(this.group, index);
					int filters = weights.panels().get(index).filters();
					for (int pixel = 0; pixel <= this.pixels; pixel++) {
						System.arraycopy(weights.bias(), from, sums, sum(index) + pixel * Panels.WIDEST, filters);
					}
				}
			}

			/**
			 * The tables: where what the pixels see through a tap lies, and where their
			 * sums are. Pixels that see padding are left out; rows too many are the last
			 * one again.
			 * @return how many there are
			 */
			private int fill(int[] table, TapwiseBlocking.Reach down, TapwiseBlocking.Reach across) {
				ConvolutionProblem of = Product.this.problem;
				int width = of.outputWidth();
				int rows = 0;
				int pixel = 0;
				while (pixel < this.pixels) {
					int row = (this.first + pixel) / width;
					int column = (this.first + pixel) % width;
					int count = Math.min(width - column, this.pixels - pixel);
					int y = row % of.outputHeight();
					if (down.from() <= y && y < down.to()) {
						int line = (row / of.outputHeight() * of.height() + down.place(y)) * of.width();
						int end = Math.min(across.to(), column + count);
						for (int x = Math.max(across.from(), column); x < end; x++) {
							table[rows] = (line + across.place(x)) * of.channels();
							table[this.room + rows] = (pixel + x - column) * Panels.WIDEST;
							rows++;
						}
					}
					pixel += count;
				}
				if (rows > 0) {
					Arrays.fill(table, rows, Indirect.room(rows), table[rows - 1]);
					Arrays.fill(table, this.room + rows, this.room + Indirect.room(rows), this.pixels * Panels.WIDEST);
				}
				return rows;
			}

			/** All taps of some panels. */
			private void multiply(float[] source, int base, int panel, int panelEnd, int[] table, float[] sums) {
				TapwiseBlocking.Reach[] across = Product.this.across;
				for (int row = 0; row < Product.this.down.length; row++) {
					TapwiseBlocking.Reach down = Product.this.down[row];
					for (int column = 0; column < across.length && down.count() > 0; column++) {
						if (across[column].count() > 0) {
							int rows = fill(table, down, across[column]);
							multiply(source, base, row * across.length + column, panel, panelEnd, table, rows, sums);
						}
					}
				}
			}

			/** One of them. */
			private void multiply(float[] source, int base, int tap, int panel, int panelEnd, int[] table, int rows,
					float[] sums) {
				PanelWeights weights = Product.this.weights;
				int[] pieces = Product.this.pieces;
				int first = tap * Product.this.problem.channelsPerGroup();
				for (int piece = 0; rows > 0 && piece < pieces.length; piece += Indirect.PIECE) {
					for (int index = panel; index < panelEnd; index++) {
						PanelWeights.Panel of = weights.panels().get(index);
						Indirect.multiply(of.vectors(), source, base, table, 0, this.room, this.room, pieces, piece,
								piece + Indirect.PIECE, weights.weights(),
								weights.start(this.group, index) + (first + pieces[piece]) * of.filters(), sums,
								sum(index), sums, sum(index), rows);
					}
				}
			}

			private void end(float[] sums, Values output) {
				ConvolutionProblem of = Product.this.problem;
				for (int index = this.panel; index < this.panelEnd; index++) {
					PanelWeights.Panel panel = Product.this.weights.panels().get(index);
					int from = sum(index);
					int to = output.first() + this.first * of.filters() + this.group * of.filtersPerGroup()
							+ panel.firstFilter();
					Product.this.clamp.apply(sums, from, this.pixels, Panels.WIDEST, panel.filters());
					for (int pixel = 0; pixel < this.pixels; pixel++) {
						System.arraycopy(sums, from + pixel * Panels.WIDEST, output.array(), to + pixel * of.filters(),
								panel.filters());
					}
				}
			}

		}

	}

}
