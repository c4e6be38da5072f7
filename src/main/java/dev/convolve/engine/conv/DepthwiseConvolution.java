package dev.convolve.engine.conv;

import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.kernel.Depthwise;
import dev.convolve.engine.parallel.WorkerPool;
import org.jspecify.annotations.Nullable;

/**
 * Depthwise convolution, one filter a channel: vectors along the channels, without a copy
 * of the input where most outputs need no padding: the others use fewer taps. Small
 * images and large kernels are computed from a padded copy.
 */
final class DepthwiseConvolution implements ConvolutionAlgorithm {

	@Override
	public String name() {
		return "depthwise";
	}

	@Override
	public @Nullable String refusal(ConvolutionProblem problem) {
		if (problem.groups() != problem.channels() || problem.filters() != problem.channels()) {
			return "it is not one filter a channel";
		}
		if (!GemmBlocking.isModest(ungrouped(problem))) {
			return "what a block would copy is too large";
		}
		return (problem.channels() < Depthwise.LEAST_CHANNELS) ? "there are fewer channels than a vector has lanes"
				: null;
	}

	@Override
	public Convolution prepare(ConvolutionProblem problem, float[] kernel, float @Nullable [] bias, Clamp clamp) {
		return new Rows(problem, kernel, (bias != null) ? bias : new float[problem.filters()], clamp);
	}

	/** The same with all channels in one group: rows are copied with all of them. */
	private static ConvolutionProblem ungrouped(ConvolutionProblem problem) {
		return new ConvolutionProblem(problem.batch(), problem.height(), problem.width(), problem.channels(),
				problem.filters(), problem.kernel(), problem.strides(), problem.dilation(), problem.padding(), 1);
	}

	/**
	 * The output rows of all images, shared out among the threads.
	 */
	private static final class Rows implements Convolution {

		/** Below this much work a task costs more than it gains. */
		private static final double MACS_WORTH_A_TASK = 200_000;

		private static final int TASKS_PER_THREAD = 6;

		/**
		 * If fewer outputs than this need no padding, the input is copied with its
		 * padding.
		 */
		private static final double LEAST_INNER = 0.9;

		/** How many values of a copy stay in the second-level cache. */
		private static final int CACHED_VALUES = 80_000;

		private final ConvolutionProblem problem;

		private final boolean copied;

		private final ImageRows rows;

		private final int rowsOfCopy;

		private final int pitch;

		private final float[] weights;

		private final float[] bias;

		private final Clamp clamp;

		/** Tap by tap, row-major: offset in the input, offset in the weights. */
		private final int[] taps;

		/** Outputs of a row that need no padding. */
		private final int inner;

		private final int innerEnd;

		Rows(ConvolutionProblem problem, float[] kernel, float[] bias, Clamp clamp) {
			this.problem = problem;
			this.weights = kernel.clone();
			this.bias = bias.clone();
			this.clamp = clamp;
			int columns = problem.kernel().width();
			int stride = problem.strides().width();
			int left = problem.padding().left();
			int reach = (columns - 1) * problem.dilation().width();
			int last = problem.width() - 1 - reach + left;
			int first = Math.min((left + stride - 1) / stride, problem.outputWidth());
			int end = (last < 0) ? first : Math.clamp(last / stride + 1, first, problem.outputWidth());
			ConvolutionProblem whole = ungrouped(problem);
			this.copied = end - first < LEAST_INNER * problem.outputWidth();
			this.rows = ImageRows.of(whole);
			this.pitch = this.copied ? this.rows.pitch() : problem.width() * problem.channels();
			this.inner = this.copied ? 0 : first;
			this.innerEnd = this.copied ? problem.outputWidth() : end;
			int rowsInCache = CACHED_VALUES / this.pitch - this.rows.inputRows(1);
			this.rowsOfCopy = Math.max(2, rowsInCache / problem.strides().height() + 1);
			this.taps = new int[2 * problem.kernel().height() * columns];
			for (int tap = 0; tap < this.taps.length / 2; tap++) {
				this.taps[2 * tap] = tap / columns * problem.dilation().height() * this.pitch
						+ tap % columns * problem.dilation().width() * problem.channels();
				this.taps[2 * tap + 1] = tap * problem.channels();
			}
		}

		@Override
		public void run(float[] input, float[] output, WorkerPool pool, Cancellation cancellation) {
			int rows = this.problem.batch() * this.problem.outputHeight();
			int most = (int) Math.clamp(this.problem.macs() / MACS_WORTH_A_TASK, 1, TASKS_PER_THREAD * pool.threads());
			int tasks = Math.min((pool.threads() == 1) ? 1 : most, rows);
			pool.run(tasks, (task) -> {
				int row = (int) ((long) task * rows / tasks);
				int end = (int) ((long) (task + 1) * rows / tasks);
				while (row < end) {
					cancellation.check();
					row = this.copied ? computeCopied(input, output, row, end) : computeInPlace(input, output, row);
				}
			});
		}

		/** Computes one row from the input. */
		private int computeInPlace(float[] input, float[] output, int row) {
			ConvolutionProblem of = this.problem;
			int top = row % of.outputHeight() * of.strides().height() - of.padding().top();
			int dilation = of.dilation().height();
			int tapRow = Math.min((Math.max(0, -top) + dilation - 1) / dilation, of.kernel().height());
			int below = of.height() - 1 - top;
			int tapRowEnd = (below < 0) ? tapRow
					: Math.max(tapRow, Math.min(of.kernel().height(), below / dilation + 1));
			int at = (row / of.outputHeight() * of.height() + top) * this.pitch - of.padding().left() * of.channels();
			computeRow(input, at, output, row, tapRow, tapRowEnd);
			return row + 1;
		}

		/** Computes as many rows of one image as fit from a copy of their inputs. */
		private int computeCopied(float[] input, float[] output, int row, int end) {
			int height = this.problem.outputHeight();
			int y = row % height;
			int count = Math.min(Math.min(this.rowsOfCopy, end - row), height - y);
			Workspace workspace = Workspaces.SHARED.borrow(this.rows.inputRows(count) * this.pitch, 0);
			this.rows.copy(input, row / height, 0, y, count, workspace.floats, 0);
			for (int index = 0; index < count; index++) {
				computeRow(workspace.floats, index * this.problem.strides().height() * this.pitch, output, row + index,
						0, this.problem.kernel().height());
			}
			Workspaces.SHARED.giveBack(workspace);
			return row + count;
		}

		private void computeRow(float[] input, int at, float[] output, int row, int tapRow, int tapRowEnd) {
			ConvolutionProblem of = this.problem;
			int channels = of.channels();
			int width = of.outputWidth();
			int columns = of.kernel().width();
			int step = of.strides().width() * channels;
			int to = row * width * channels;
			int tap = 2 * tapRow * columns;
			int tapEnd = 2 * tapRowEnd * columns;
			boolean plain = Depthwise.HAS_3X3 && tapRowEnd - tapRow == 3 && columns == 3 && of.kernel().height() == 3
					&& of.dilation().height() == 1 && of.dilation().width() == 1 && of.strides().width() == 1;
			for (int x = 0; x < this.inner; x++) {
				computeBorder(input, at, x, tapRow, tapRowEnd, output, to + x * channels);
			}
			if (this.innerEnd - this.inner < Depthwise.OUTPUTS) {
				for (int x = this.inner; x < this.innerEnd; x++) {
					Depthwise.one(input, at + x * step, this.taps, tap, tapEnd, this.weights, this.bias, channels,
							output, to + x * channels);
				}
			}
			else {
				int outputs = (!plain && this.innerEnd - this.inner >= 2 * Depthwise.OUTPUTS) ? 2 * Depthwise.OUTPUTS
						: Depthwise.OUTPUTS;
				for (int next = this.inner; next < this.innerEnd; next += outputs) {
					// The last ones overlap those before
					int x = Math.min(next, this.innerEnd - outputs);
					if (plain) {
						Depthwise.four3x3(input, at + x * step, this.pitch, this.weights, this.bias, channels, output,
								to + x * channels);
					}
					else if (outputs == Depthwise.OUTPUTS) {
						Depthwise.four(input, at + x * step, step, this.taps, tap, tapEnd, this.weights, this.bias,
								channels, output, to + x * channels);
					}
					else {
						Depthwise.eight(input, at + x * step, step, this.taps, tap, tapEnd, this.weights, this.bias,
								channels, output, to + x * channels);
					}
				}
			}
			for (int x = this.innerEnd; x < width; x++) {
				computeBorder(input, at, x, tapRow, tapRowEnd, output, to + x * channels);
			}
			if (!this.clamp.equals(Clamp.NONE)) {
				Depthwise.clamp(output, to, to + width * channels, this.clamp.low(), this.clamp.high());
			}
		}

		/**
		 * An output with taps in the padding: the sums start with what the rows before
		 * gave.
		 */
		private void computeBorder(float[] input, int at, int x, int tapRow, int tapRowEnd, float[] output, int to) {
			ConvolutionProblem of = this.problem;
			int channels = of.channels();
			int dilation = of.dilation().width();
			int columns = of.kernel().width();
			int left = x * of.strides().width() - of.padding().left();
			int tap = Math.min((Math.max(0, -left) + dilation - 1) / dilation, columns);
			int right = of.width() - 1 - left;
			int tapEnd = (right < 0) ? tap : Math.max(tap, Math.min(columns, right / dilation + 1));
			int from = at + x * of.strides().width() * channels;
			System.arraycopy(this.bias, 0, output, to, channels);
			for (int row = tapRow; row < tapRowEnd; row++) {
				Depthwise.more(input, from, this.taps, 2 * (row * columns + tap), 2 * (row * columns + tapEnd),
						this.weights, channels, output, to);
			}
		}

	}

}
