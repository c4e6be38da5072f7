package dev.convolve.engine.conv;

import java.util.function.IntUnaryOperator;

import dev.convolve.engine.kernel.Panels;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Strip;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
import dev.convolve.tensor.Values;
import org.jspecify.annotations.Nullable;

/**
 * Matrix product of strips: the values that a few neighbouring output pixels need are
 * laid out for the inner loop first. An input row is laid out once for all output rows of
 * a block that need it. Best where sums are short: first layers, 1×1 kernels with few
 * channels.
 */
final class StripConvolution implements ConvolutionAlgorithm {

	@Override
	public String name() {
		return "strips";
	}

	@Override
	public @Nullable String refusal(ConvolutionProblem problem) {
		return StripBlocking.refusal(problem);
	}

	@Override
	public @Nullable String reluctance(ConvolutionProblem problem, Processor processor) {
		return StripBlocking.reluctance(problem, processor);
	}

	@Override
	public Convolution prepare(ConvolutionProblem problem, float[] kernel, float @Nullable [] bias, Clamp clamp) {
		return new Product(StripBlocking.shape(problem, Processor.current()), kernel, bias, clamp);
	}

	/**
	 * The product of one problem.
	 */
	private static final class Product implements Convolution {

		/** Pixels of a row of tall tiles that are activated at once. */
		private static final int TALL_COLUMNS = 12;

		private final ConvolutionProblem problem;

		private final Clamp clamp;

		private final PanelWeights weights;

		/** Values of a pixel that are laid out for one row of the kernel. */
		private final int laidOutOfRow;

		/**
		 * Taps of a kernel row that are laid out; their values, shifted, are the others'.
		 */
		private final int taps;

		/** Of their values so many follow each other, so many times. */
		private final int runLength;

		private final int runs;

		/** How often the taps are shifted. */
		private final int shifts;

		private final boolean isTall;

		/** From what is laid out for an output to the same for the one below. */
		private final int rowStep;

		Product(ConvolutionProblem problem, float[] kernel, float @Nullable [] bias, Clamp clamp) {
			this.problem = problem;
			this.clamp = clamp;
			int channels = problem.channelsPerGroup();
			int columns = problem.kernel().width();
			boolean contiguous = columns == 1
					|| (problem.dilation().width() == 1 && StripBlocking.groupsCopied(problem) == 1);
			this.rowStep = problem.strides().height() * StripBlocking.laidOutOfRow(problem) * Strip.STEP;
			this.isTall = StripBlocking.areTall(problem, Processor.current());
			this.laidOutOfRow = StripBlocking.laidOutOfRow(problem);
			this.shifts = StripBlocking.shifts(problem);
			this.taps = (this.shifts > 0) ? problem.strides().width() : columns;
			this.runs = contiguous ? 1 : this.taps;
			this.runLength = this.taps * channels / this.runs;
			this.weights = PanelWeights.pack(problem.groups(), problem.filtersPerGroup(),
					problem.kernel().height() * this.laidOutOfRow, IntUnaryOperator.identity(), kernel, bias);
		}

		@Override
		public void run(Values input, Values output, WorkerPool pool, Cancellation cancellation) {
			StripBlocking blocking = StripBlocking.of(this.problem, Processor.current(), pool.threads());
			int height = this.problem.outputHeight();
			int width = this.problem.outputWidth();
			int columns = blocking.strips() * blocking.pixels();
			int across = Math.ceilDiv(width, columns);
			int down = (height + blocking.rows() - 1) / blocking.rows();
			int blocks = this.problem.batch() * down * across;
			int tasks = (blocks + blocking.blocksPerTask() - 1) / blocking.blocksPerTask();
			pool.run(tasks, (task) -> {
				int first = task * blocking.blocksPerTask();
				int end = Math.min(blocks, first + blocking.blocksPerTask());
				for (int block = first; block < end; block++) {
					cancellation.check();
					int row = block / across % down * blocking.rows();
					int column = block % across * columns;
					compute(input, output, block / across / down, row, Math.min(height, row + blocking.rows()), column,
							Math.min(width, column + columns), blocking.pixels());
				}
			});
		}

		/**
		 * Computes one block.
		 * @param widest pixels of a strip
		 */
		private void compute(Values input, Values output, int image, int row, int rowEnd, int column, int columnEnd,
				int widest) {
			ConvolutionProblem of = this.problem;
			int pixels = columnEnd - column;
			int inputRows = of.inputRows(rowEnd - row);
			int inputColumns = of.inputColumns(pixels);
			int y = row * of.strides().height() - of.padding().top();
			int x = column * of.strides().width() - of.padding().left();
			boolean inside = y >= 0 && y + inputRows <= of.height() && x >= 0 && x + inputColumns <= of.width();
			boolean direct = inside && of.groups() == 1;
			int together = StripBlocking.groupsCopied(of);
			int copied = direct ? 0 : inputRows * inputColumns * together * of.channelsPerGroup();
			int ofStrip = inputRows * this.laidOutOfRow * Strip.STEP;
			int strips = Math.ceilDiv(pixels, widest);
			int laidOut = strips * ofStrip + Strip.SLACK;
			Workspace workspace = Workspaces.SHARED.borrow(laidOut + copied + Strip.PIXELS * Panels.WIDEST, 0);
			float[] floats = workspace.floats;
			int to = output.first() + ((image * of.outputHeight() + row) * of.outputWidth() + column) * of.filters();
			for (int group = 0; group < of.groups(); group++) {
				int first = group - group % together;
				int channels = direct ? of.channels() : Math.min(together, of.groups() - first) * of.channelsPerGroup();
				if (!direct && group == first) {
					ImageWindow.copy(of, input, image, group * of.channelsPerGroup(), channels, y, inputRows, x,
							inputColumns, floats, laidOut);
				}
				int from = direct ? input.first() + ((image * of.height() + y) * of.width() + x) * of.channels()
						: laidOut + (group - first) * of.channelsPerGroup();
				int step = widest * of.strides().width() * channels;
				for (int strip = 0; strip < strips; strip++) {
					fill(direct ? input.array() : floats, from + strip * step, direct ? of.width() : inputColumns,
							channels, inputRows, Math.min(pixels - strip * widest, widest), floats, strip * ofStrip);
				}
				multiply(floats, ofStrip, group, output.array(), to, rowEnd - row, pixels, widest, laidOut + copied);
			}
			Workspaces.SHARED.giveBack(workspace);
		}

		/**
		 * All strips of a block, one row after the other, or six if tiles are tall.
		 * @param ofStrip from what is laid out for a strip to the same for the next
		 * @param pixels of a row of the block
		 * @param widest pixels of a strip
		 */
		private void multiply(float[] floats, int ofStrip, int group, float[] output, int to, int rows, int pixels,
				int widest, int scratch) {
			int filters = this.problem.filters();
			int toRow = this.problem.outputWidth() * filters;
			int filter = group * this.problem.filtersPerGroup();
			int tall = this.isTall ? rows / Strip.TILE * Strip.TILE : 0;
			for (int row = 0; row < rows; row += (row < tall) ? Strip.TILE : 1) {
				for (int strip = 0; strip * widest < pixels; strip++) {
					int from = strip * ofStrip + row * this.rowStep;
					int at = to + row * toRow + strip * widest * filters;
					int count = Math.min(pixels - strip * widest, widest);
					if (row < tall) {
						multiplyTall(floats, from, output, at, count);
					}
					else {
						multiply(floats, from, group, output, at + filter, count, scratch);
					}
				}
			}
		}

		/**
		 * Lays out the values of one group.
		 * @param width pixels of a row of the source
		 * @param channels of a pixel of the source
		 * @param first where they are put
		 */
		private void fill(float[] source, int from, int width, int channels, int rows, int pixels, float[] floats,
				int first) {
			ConvolutionProblem of = this.problem;
			int pitch = width * channels;
			int step = of.strides().width() * channels;
			int tap = of.dilation().width() * channels;
			int laidOut = this.taps * of.channelsPerGroup();
			for (int row = 0; row < rows; row++) {
				int to = row * this.laidOutOfRow;
				for (int run = 0; run < this.runs; run++) {
					Strip.fill(source, from + row * pitch + run * tap, step, pixels + this.shifts, this.runLength,
							floats, first + (to + run * this.runLength) * Strip.STEP);
				}
				int end = to + this.laidOutOfRow;
				for (int value = to + laidOut; value < end; value += laidOut) {
					Strip.shift(floats, first + (value - laidOut) * Strip.STEP, Math.min(laidOut, end - value),
							first + value * Strip.STEP);
				}
			}
		}

		/** Computes six rows, and activates them before they leave the cache. */
		private void multiplyTall(float[] floats, int from, float[] output, int to, int pixels) {
			ConvolutionProblem of = this.problem;
			int filters = of.filters();
			int toRow = of.outputWidth() * filters;
			for (int column = 0; column < pixels; column += TALL_COLUMNS) {
				int columns = Math.min(pixels - column, TALL_COLUMNS);
				int at = to + column * filters;
				Strip.multiplyTall(floats, from + column, this.rowStep, this.weights.values(), this.weights.weights(),
						this.weights.start(0, 0), this.weights.bias(), this.weights.biasStart(0, 0), output, at, toRow,
						this.weights.panels().size(), columns);
				for (int row = 0; row < Strip.TILE; row++) {
					this.clamp.apply(output, at + row * toRow, columns, filters, filters);
				}
			}
		}

		/** One row of the strip, all filters of a group. */
		private void multiply(float[] floats, int from, int group, float[] output, int to, int pixels, int scratch) {
			int filters = this.problem.filters();
			// What a narrow group stores too much the groups behind it overwrite
			boolean hasRoom = !this.weights.isNarrow()
					|| group * this.weights.filters() + this.weights.panels().getFirst().filters() <= filters;
			for (int index = 0; index < this.weights.panels().size(); index++) {
				PanelWeights.Panel panel = this.weights.panels().get(index);
				int tile = Strip.tile(panel.vectors());
				boolean whole = hasRoom && pixels >= tile;
				int at = to + panel.firstFilter();
				Strip.multiply(panel.vectors(), floats, from, this.weights.values(), this.weights.weights(),
						this.weights.start(group, index), this.weights.bias(), this.weights.biasStart(group, index),
						whole ? output : floats, whole ? at : scratch, whole ? filters : Panels.WIDEST,
						Math.max(pixels, tile));
				if (!whole) {
					for (int pixel = 0; pixel < pixels; pixel++) {
						System.arraycopy(floats, scratch + pixel * Panels.WIDEST, output, at + pixel * filters,
								Math.min(panel.filters(), this.weights.filters()));
					}
				}
			}
			this.clamp.apply(output, to, pixels, filters, this.weights.filters());
		}

	}

}
