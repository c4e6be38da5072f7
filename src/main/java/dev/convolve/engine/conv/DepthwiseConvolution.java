package dev.convolve.engine.conv;

import java.util.Arrays;
import java.util.stream.IntStream;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.engine.kernel.Depthwise;
import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
import dev.convolve.tensor.Values;
import org.jspecify.annotations.Nullable;

/**
 * Depthwise convolution, a few filters of its own for each channel, and groups of a few
 * channels in the same way: vectors along the filters, across groups. Rows are computed
 * from copies that hold their padding, each vector of channels by itself; of these there
 * are as many as a kernel spans, and the next row takes the place of the first. A 3×3
 * kernel with stride 1 or 2 slides along the rows of the input as they are.
 */
final class DepthwiseConvolution implements ConvolutionAlgorithm {

	private final String name;

	private final int leastChannels;

	private final int mostChannels;

	private DepthwiseConvolution(String name, int leastChannels, int mostChannels) {
		this.name = name;
		this.leastChannels = leastChannels;
		this.mostChannels = mostChannels;
	}

	/** For groups of one channel. */
	static DepthwiseConvolution depthwise() {
		return new DepthwiseConvolution("depthwise", 1, 1);
	}

	/** For groups of a few channels. */
	static DepthwiseConvolution narrowGroups() {
		return new DepthwiseConvolution("groups", 2, 8);
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public @Nullable String refusal(ConvolutionProblem problem) {
		int channels = problem.channelsPerGroup();
		if (channels < this.leastChannels || channels > this.mostChannels || problem.filtersPerGroup() >= Gemm.PANEL) {
			return (this.mostChannels == 1) ? "it is not a few filters for each channel"
					: "its groups are not a few channels and a few filters";
		}
		if (problem.groups() == 1) {
			return "there is one group";
		}
		if (problem.filters() < Depthwise.LANES) {
			return "there are fewer filters than a vector has lanes";
		}
		if (!DepthwiseLayout.isWithinVectors(problem)) {
			return "what a vector of filters needs lies further apart than a vector";
		}
		return (DepthwiseLayout.leastCopied(problem, DepthwiseBlocking.LEAST_CHANNELS) > Workspaces.MOST_VALUES)
				? "what a block would copy is too large" : null;
	}

	@Override
	public @Nullable String reluctance(ConvolutionProblem problem, Processor processor) {
		return (this.mostChannels > 1) ? GroupCost.reluctance(problem, processor) : null;
	}

	@Override
	public Convolution prepare(ConvolutionProblem problem, float[] kernel, float @Nullable [] bias, Clamp clamp) {
		return new Rows(problem, kernel, (bias != null) ? bias : new float[problem.filters()], clamp);
	}

	/**
	 * Blocks of rows, and where they are copied of channels, shared out among the
	 * threads.
	 */
	private static final class Rows implements Convolution {

		/** Narrower rows are not worth computing in place. */
		private static final int WIDE = 4;

		private final ConvolutionProblem problem;

		private final DepthwiseLayout layout;

		private final float[] weights;

		private final int weightsBase;

		private final float[] bias;

		private final Clamp clamp;

		private final boolean slides;

		private final boolean inPlace;

		private final DepthwiseBlocking blocking;

		Rows(ConvolutionProblem problem, float[] kernel, float[] bias, Clamp clamp) {
			this.problem = problem;
			this.clamp = clamp;
			this.slides = slides(problem);
			this.layout = new DepthwiseLayout(problem, this.slides);
			int[] rowMajor = IntStream.range(0, problem.kernel().height() * problem.kernel().width()).toArray();
			float[] packed = this.layout.pack(kernel, this.slides ? rowMajor : this.layout.order);
			// Those that slide keep them in registers
			Values aligned = this.slides ? null : AlignedValues.WEIGHTS.copyOf(packed);
			this.weights = (aligned != null) ? aligned.array() : packed;
			this.weightsBase = (aligned != null) ? aligned.first() : 0;
			this.bias = this.layout.pack(bias, new int[1]);
			this.inPlace = this.slides && problem.filtersPerGroup() == 1 && problem.outputWidth() >= WIDE
					&& problem.padding().left() <= 1 && beyond() <= 1;
			this.blocking = DepthwiseBlocking.of(problem, this.layout, Processor.current(), this.slides, this.inPlace);
		}

		/** Whether the kernels that slide along rows compute it. */
		private static boolean slides(ConvolutionProblem problem) {
			return Depthwise.SLIDES && problem.channelsPerGroup() == 1 && problem.kernel().height() == 3
					&& problem.kernel().width() == 3 && problem.dilation().width() == 1
					&& problem.strides().width() <= 2;
		}

		/** How many columns the last output of a row reads beyond the image. */
		private int beyond() {
			return (this.problem.outputWidth() - 1) * this.problem.strides().width() + 3 - this.problem.padding().left()
					- this.problem.width();
		}

		@Override
		public void run(Values input, Values output, WorkerPool pool, Cancellation cancellation) {
			int height = this.problem.outputHeight();
			int blocks = (height + this.blocking.rows() - 1) / this.blocking.rows();
			int vectors = this.layout.vectors();
			int part = this.inPlace ? vectors
					: this.blocking.vectorsOfPart(vectors, this.problem.batch() * blocks, pool.threads());
			int parts = (vectors + part - 1) / part;
			int units = this.problem.batch() * parts * blocks;
			int tasks = Math.min(Cost.tasks(this.problem, pool.threads()), units);
			pool.run(tasks, (task) -> {
				int end = (int) ((long) (task + 1) * units / tasks);
				int unit = (int) ((long) task * units / tasks);
				while (unit < end) {
					int image = unit / blocks / parts;
					int block = unit % blocks;
					int vector = unit / blocks % parts * part;
					// Of blocks that follow each other no row is copied twice
					int together = this.slides ? 1 : Math.min(end - unit, blocks - block);
					int row = block * this.blocking.rows();
					int rows = Math.min(together * this.blocking.rows(), height - row);
					if (this.inPlace) {
						cancellation.check();
						computeInPlace(input, output, image, row, rows);
					}
					else {
						computeCopied(input, output, image, row, rows, vector, Math.min(vectors, vector + part),
								cancellation);
					}
					unit += together;
				}
			});
		}

		/**
		 * Computes rows of all channels, those that see one row of the input from a copy.
		 */
		private void computeInPlace(Values input, Values output, int image, int row, int rows) {
			ConvolutionProblem of = this.problem;
			int stride = of.strides().height();
			int top = of.padding().top();
			int behind = of.height() - 2 * of.dilation().height() + top;
			int first = Math.clamp((top + stride - 1) / stride, row, row + rows);
			int end = Math.clamp((behind + stride - 1) / stride, first, row + rows);
			for (int index = row; index < first; index++) {
				computeEdge(input, output, image, index);
			}
			int pitch = of.width() * of.channels();
			int at = input.first() + (image * of.height() + first * stride - top) * pitch
					- of.padding().left() * of.channels();
			if (this.blocking.byPixel()) {
				computePixels(input, at, output, image, first, end);
			}
			else {
				computeStrips(input, at, output, image, first, end);
			}
			for (int index = end; index < row + rows; index++) {
				computeEdge(input, output, image, index);
			}
		}

		/** Computes rows from the input as it is, strip by strip. */
		private void computeStrips(Values input, int at, Values output, int image, int first, int end) {
			ConvolutionProblem of = this.problem;
			int pitch = of.width() * of.channels();
			int width = of.outputWidth();
			int strips = Math.ceilDiv(width, this.blocking.strip());
			for (int strip = 0; strip < strips; strip++) {
				int x = strip * width / strips;
				int outputs = (strip + 1) * width / strips - x;
				slide(input.array(), at + x * of.strides().width() * of.channels(), pitch, of.channels(),
						Depthwise.LANES, this.layout.last(), 0, this.layout.vectors(),
						x == 0 && of.padding().left() > 0, strip == strips - 1 && beyond() > 0, output, image, first,
						end - first, x, outputs);
			}
		}

		/** Computes rows from the input as it is, pixel by pixel. */
		private void computePixels(Values input, int at, Values output, int image, int first, int end) {
			ConvolutionProblem of = this.problem;
			int pitch = of.width() * of.channels();
			int width = of.outputWidth();
			for (int row = first; row < end; row++) {
				Depthwise.pixels(of.strides().width(), input.array(),
						at + (row - first) * of.strides().height() * pitch, of.dilation().height() * pitch,
						of.channels(), this.weights, this.bias, this.layout.vectors(), this.layout.last(),
						of.padding().left() > 0, beyond() > 0, width, output.array(),
						output.first() + (image * of.outputHeight() + row) * width * of.filters(), of.filters(),
						this.clamp.low(), this.clamp.high());
			}
		}

		/** Computes one row of all channels next to the padding. */
		private void computeEdge(Values input, Values output, int image, int row) {
			ConvolutionProblem of = this.problem;
			int top = row * of.strides().height() - of.padding().top();
			int dilation = of.dilation().height();
			int tapRow = (top >= 0) ? 0 : 1;
			int y = top + tapRow * dilation;
			if (y < 0 || y + dilation >= of.height()) {
				int vectors = this.layout.vectors();
				for (int vector = 0; vector < vectors; vector += this.blocking.vectors()) {
					computeCopied(input, output, image, row, 1, vector,
							Math.min(vectors, vector + this.blocking.vectors()), Cancellation.NONE);
				}
				return;
			}
			int at = input.first() + ((image * of.height() + y) * of.width() - of.padding().left()) * of.channels();
			int to = output.first() + (image * of.outputHeight() + row) * of.outputWidth() * of.filters();
			Depthwise.edge(input.array(), at, dilation * of.width() * of.channels(), of.channels(), this.weights,
					this.bias, this.layout.vectors(), tapRow, of.strides().width(), of.padding().left() > 0,
					beyond() > 0, of.outputWidth(), output.array(), to, of.filters(), this.clamp.low(),
					this.clamp.high());
		}

		/** Computes rows of some channels from copies of their inputs. */
		private void computeCopied(Values input, Values output, int image, int row, int rows, int vector, int end,
				Cancellation cancellation) {
			int lanes = (end - vector) * Depthwise.LANES;
			int copied = Alignment.FIRST + (int) this.layout.values(window(rows), end - vector);
			Workspace workspace = Workspaces.SHARED.borrow(copied + (isNarrow() ? Depthwise.LEAST_OUTPUTS * lanes : 0),
					this.layout.runsLength());
			try {
				computeRows(input, output, image, row, rows, vector, end, workspace, copied, cancellation);
			}
			finally {
				Workspaces.SHARED.giveBack(workspace);
			}
		}

		/** Rows that there are places for: those that slide lie one behind the other. */
		private int window(int rows) {
			return this.problem.inputRows(this.slides ? rows : 1);
		}

		/** The same in a workspace, of which so many values are for the copies. */
		private void computeRows(Values input, Values output, int image, int row, int rows, int vector, int end,
				Workspace workspace, int copied, Cancellation cancellation) {
			ConvolutionProblem of = this.problem;
			int base = Alignment.FIRST;
			int pitch = (end - vector) * this.layout.vectorPitch();
			int together = this.slides ? rows : 1;
			int window = window(rows);
			float[] copy = workspace.floats;
			if (this.layout.isPadded()) {
				Arrays.fill(copy, base, base + window * pitch, 0);
			}
			int stride = of.strides().height();
			int top = row * stride - of.padding().top();
			int next = 0;
			for (int index = 0; index < rows; index += together) {
				cancellation.check();
				int first = index * stride;
				for (next = Math.max(next, first); next < first + window; next++) {
					this.layout.copy(input, image, top + next, vector, end, copy, base + next % window * pitch);
				}
				if (this.slides) {
					slide(copy, base, pitch, Depthwise.LANES, this.layout.vectorPitch(), Integer.MAX_VALUE, vector, end,
							false, false, output, image, row, rows, 0, of.outputWidth());
				}
				else {
					this.layout.putRuns(first % window, window, pitch, workspace.ints);
					outputs(workspace, copied, output, image, row + index, vector, end);
				}
			}
		}

		/** Whether a row has fewer outputs than are computed at once. */
		private boolean isNarrow() {
			return !this.slides && this.problem.outputWidth() < Depthwise.LEAST_OUTPUTS;
		}

		/** Computes a row of some channels from copies, which the workspace has. */
		private void outputs(Workspace workspace, int copied, Values output, int image, int row, int vector, int end) {
			ConvolutionProblem of = this.problem;
			float[] copy = workspace.floats;
			boolean narrow = isNarrow();
			int width = of.outputWidth();
			int lanes = (end - vector) * Depthwise.LANES;
			int first = Math.min(vector * Depthwise.LANES, this.layout.last());
			int to = output.first() + (image * of.outputHeight() + row) * width * of.filters();
			Depthwise.outputs(copy, Alignment.FIRST, this.layout.vectorPitch(), workspace.ints, this.layout.threes,
					this.layout.twos, this.layout.ones, this.weights, this.weightsBase, this.bias, vector, end,
					this.layout.last(), narrow ? Depthwise.LEAST_OUTPUTS : width, narrow ? copy : output.array(),
					narrow ? copied - first : to, narrow ? lanes : of.filters(), this.clamp.low(), this.clamp.high());
			int count = Math.min(end * Depthwise.LANES, of.filters()) - first;
			for (int x = 0; narrow && x < width; x++) {
				System.arraycopy(copy, copied + x * lanes, output.array(), to + x * of.filters() + first, count);
			}
		}

		private void slide(float[] input, int from, int pitch, int step, int planeStep, int lastPlane, int vector,
				int end, boolean left, boolean right, Values output, int image, int row, int rows, int x, int outputs) {
			ConvolutionProblem of = this.problem;
			int filters = of.filters();
			int toRow = of.outputWidth() * filters;
			int rowStep = of.dilation().height() * pitch;
			boolean pairs = of.strides().height() == 1 && of.strides().width() == 1 && of.dilation().height() == 1;
			int index = 0;
			while (index < rows) {
				int at = from + index * of.strides().height() * pitch;
				int to = output.first() + (image * of.outputHeight() + row + index) * toRow + x * filters;
				if (pairs && index + 1 < rows) {
					Depthwise.pair(input, at, rowStep, step, planeStep, lastPlane, this.weights, this.bias, vector, end,
							this.layout.last(), left, right, outputs, output.array(), to, filters, toRow,
							this.clamp.low(), this.clamp.high());
					index += 2;
				}
				else {
					Depthwise.row(of.strides().width(), input, at, rowStep, step, planeStep, lastPlane, this.weights,
							this.bias, vector, end, this.layout.last(), left, right, outputs, output.array(), to,
							filters, this.clamp.low(), this.clamp.high());
					index++;
				}
			}
		}

	}

}
