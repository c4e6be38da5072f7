package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.engine.kernel.InPlace;
import dev.convolve.engine.kernel.Panels;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
import dev.convolve.tensor.Values;
import org.jspecify.annotations.Nullable;

/**
 * Implicit matrix product of the pixels of a row of outputs: what each needs of a row of
 * the image follows each other in memory, a step further from pixel to pixel, so that it
 * is read where it lies without any table. Only where there is padding a window of the
 * image is copied with it, and where groups' channels lie between, one for each group.
 * Best where sums are of middling length: 1×1 layers with some channels, first layers
 * with strides.
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
		return InPlaceCost.reluctance(problem, processor);
	}

	@Override
	public Convolution prepare(ConvolutionProblem problem, float[] kernel, float @Nullable [] bias, Clamp clamp) {
		return new Product(StripBlocking.flattened(problem), kernel, bias, clamp);
	}

	/**
	 * The product of one problem.
	 */
	private static final class Product implements Convolution {

		/** Room for the last pixels of a row, where panels are wider than filters. */
		private static final int SCRATCH = (Panels.WIDEST + InPlace.TILE) * Panels.WIDEST;

		private final ConvolutionProblem problem;

		private final Clamp clamp;

		private final PanelWeights weights;

		Product(ConvolutionProblem problem, float[] kernel, float @Nullable [] bias, Clamp clamp) {
			this.problem = problem;
			this.clamp = clamp;
			this.weights = PanelWeights.packWithHalf(problem.groups(), problem.filtersPerGroup(),
					problem.kernel().height() * taps(), kernel, bias);
		}

		/** Values of a row of the kernel. */
		private int taps() {
			return this.problem.kernel().width() * this.problem.channelsPerGroup();
		}

		/**
		 * What would be left of a row for a last block shorter than a tile, the one
		 * before it computes too: blocks do not overlap.
		 */
		@Override
		public void run(Values input, Values output, WorkerPool pool, Cancellation cancellation) {
			InPlaceBlocking blocking = InPlaceBlocking.of(this.problem, Processor.current(), pool.threads());
			int height = this.problem.outputHeight();
			int width = this.problem.outputWidth();
			int down = Math.ceilDiv(height, blocking.rows());
			int across = Math.max(1, Math.ceilDiv(width - (InPlace.TILE - 1), blocking.columns()));
			int together = InPlaceBlocking.groupsTogether(this.problem);
			int slices = this.problem.groups() / together;
			pool.run(this.problem.batch() * down * across * slices, (task) -> {
				cancellation.check();
				int group = task % slices * together;
				int block = task / slices;
				int row = block / across % down * blocking.rows();
				int column = block % across * blocking.columns();
				int columns = (block % across == across - 1) ? width - column : blocking.columns();
				compute(input, output, block / across / down, group, group + together, row,
						Math.min(height - row, blocking.rows()), column, columns);
			});
		}

		private void compute(Values input, Values output, int image, int group, int groupEnd, int row, int rows,
				int column, int columns) {
			ConvolutionProblem of = this.problem;
			int channels = of.channelsPerGroup();
			int to = output.first() + ((image * of.outputHeight() + row) * of.outputWidth() + column) * of.filters();
			int y = row * of.strides().height() - of.padding().top();
			int x = column * of.strides().width() - of.padding().left();
			boolean copied = InPlaceBlocking.isCopied(of);
			int inputRows = of.inputRows(rows);
			int inputColumns = of.inputColumns(columns);
			int groups = groupEnd - group;
			int window = copied ? inputRows * inputColumns * channels : 0;
			int scratch = Alignment.FIRST + groups * window;
			Workspace workspace = Workspaces.SHARED.borrow(scratch + (this.weights.isNarrow() ? SCRATCH : 0),
					copied ? ImageWindow.tableSize(of, groups, inputColumns) : 0);
			if (copied) {
				if (of.groups() == 1) {
					ImageWindow.copy(of, input, image, 0, channels, y, inputRows, x, inputColumns, workspace.floats,
							Alignment.FIRST);
				}
				else {
					ImageWindow.split(of, input, image, group, groups, y, inputRows, x, inputColumns, workspace,
							Alignment.FIRST);
				}
				for (int index = 0; index < groups; index++) {
					multiply(workspace.floats, Alignment.FIRST + index * window, inputColumns * channels, channels,
							group + index, output.array(), to, rows, columns, workspace.floats, scratch);
				}
			}
			else {
				int from = input.first() + ((image * of.height() + y) * of.width() + x) * of.channels();
				for (int index = group; index < groupEnd; index++) {
					multiply(input.array(), from + index * channels, of.width() * of.channels(), of.channels(), index,
							output.array(), to, rows, columns, workspace.floats, scratch);
				}
			}
			Workspaces.SHARED.giveBack(workspace);
		}

		/**
		 * All filters of one group of some outputs.
		 * @param pitch from one row of the source to the next
		 * @param pixelStep from one pixel to the next
		 */
		private void multiply(float[] source, int from, int pitch, int pixelStep, int group, float[] output, int to,
				int rows, int columns, float[] floats, int scratch) {
			ConvolutionProblem of = this.problem;
			int filters = of.filters();
			int step = of.strides().width() * pixelStep;
			int rowStep = of.strides().height() * pitch;
			int toRow = of.outputWidth() * filters;
			int first = to + group * this.weights.filters();
			for (int index = 0; index < this.weights.panels().size(); index++) {
				PanelWeights.Panel panel = this.weights.panels().get(index);
				for (int row = 0; row < rows; row++) {
					int at = first + row * toRow + panel.firstFilter();
					if (this.weights.isNarrow()) {
						multiplyNarrow(source, from + row * rowStep, step, pitch, output, at, columns, floats, scratch);
					}
					else {
						multiply(source, from + row * rowStep, step, pitch, group, index, output, at, filters, columns);
					}
				}
			}
			for (int row = 0; row < rows; row++) {
				this.clamp.apply(output, first + row * toRow, columns, filters, this.weights.filters());
			}
		}

		/**
		 * Some outputs of a row, of fewer filters than the panel is wide. What is stored
		 * of a pixel too much the next ones overwrite; the last ones, behind which there
		 * are too few, are computed elsewhere.
		 */
		private void multiplyNarrow(float[] source, int from, int step, int pitch, float[] output, int to, int columns,
				float[] floats, int scratch) {
			int filters = this.problem.filters();
			int width = this.weights.panels().getFirst().filters();
			int direct = columns - Math.ceilDiv(width, filters) + 1;
			direct = (direct < InPlace.TILE) ? 0 : direct;
			if (direct > 0) {
				multiply(source, from, step, pitch, 0, 0, output, to, filters, direct);
			}
			int first = Math.min(direct, columns - InPlace.TILE);
			multiply(source, from + first * step, step, pitch, 0, 0, floats, scratch, width, columns - first);
			for (int column = direct; column < columns; column++) {
				System.arraycopy(floats, scratch + (column - first) * width, output, to + column * filters, filters);
			}
		}

		private void multiply(float[] source, int from, int step, int pitch, int group, int index, float[] target,
				int to, int toStep, int columns) {
			ConvolutionProblem of = this.problem;
			InPlace.multiply(this.weights.panels().get(index).vectors(), source, from, step, of.kernel().height(),
					of.dilation().height() * pitch, taps(), this.weights.weights(), this.weights.start(group, index),
					this.weights.bias(), this.weights.biasStart(group, index), target, to, toStep, columns);
		}

	}

}
