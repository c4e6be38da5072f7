package dev.convolve.engine.conv;

import java.util.Arrays;

import dev.convolve.engine.conv.GemmBlocking.Source;
import dev.convolve.engine.kernel.Gather;
import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
import org.jspecify.annotations.Nullable;

/**
 * Implicit matrix product: every output pixel is a row whose values lie in runs in the
 * input, every panel of filters a matrix. It takes every problem but those with filters
 * or paddings out of all proportion.
 */
final class GemmConvolution implements ConvolutionAlgorithm {

	@Override
	public String name() {
		return "gemm";
	}

	@Override
	public @Nullable String refusal(ConvolutionProblem problem) {
		return GemmBlocking.isModest(problem) ? null : "what a block would copy is too large";
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

		private final PackedWeights weights;

		private final ImageRows rows;

		private final int[] runStarts;

		private final int runLength;

		private final Segments segments;

		private final int[] pieces;

		private final Source source;

		/** Values from one output row, and from one output column, to the next. */
		private final int rowStep;

		private final int columnStep;

		private final int values;

		Product(ConvolutionProblem problem, float[] kernel, float @Nullable [] bias, Clamp clamp) {
			this.problem = problem;
			this.clamp = clamp;
			this.rows = ImageRows.of(problem);
			GemmBlocking blocking = GemmBlocking.of(problem, Processor.current(), 1);
			this.source = blocking.source();
			boolean copied = isCopied();
			int channels = problem.channelsPerGroup();
			int pixelStep = copied ? channels : problem.channels();
			int pitch = copied ? this.rows.pitch() : problem.width() * problem.channels();
			this.rowStep = problem.strides().height() * pitch;
			this.columnStep = problem.strides().width() * pixelStep;
			int kernelRows = problem.kernel().height();
			int kernelColumns = problem.kernel().width();
			boolean contiguous = kernelColumns == 1 || (problem.dilation().width() == 1 && pixelStep == channels);
			int runsOfRow = contiguous ? 1 : kernelColumns;
			this.runLength = kernelColumns / runsOfRow * channels;
			this.runStarts = new int[kernelRows * runsOfRow];
			for (int run = 0; run < this.runStarts.length; run++) {
				this.runStarts[run] = run / runsOfRow * problem.dilation().height() * pitch
						+ run % runsOfRow * problem.dilation().width() * pixelStep;
			}
			this.values = this.runStarts.length * this.runLength;
			this.segments = (this.source == Source.GATHERED)
					? Segments.of(new int[1], this.values, blocking.valuesPerBlock())
					: Segments.of(this.runStarts, this.runLength, blocking.valuesPerBlock());
			this.pieces = Gather.pieces(this.runStarts, this.runLength);
			this.weights = PackedWeights.pack(problem.groups(), this.values, problem.filtersPerGroup(), kernel, bias);
		}

		/**
		 * Whether blocks are computed from a copy of their rows; the copy is of one
		 * group.
		 */
		private boolean isCopied() {
			return this.source != Source.INPUT;
		}

		@Override
		public void run(float[] input, float[] output, WorkerPool pool, Cancellation cancellation) {
			GemmBlocking blocking = GemmBlocking.of(this.problem, Processor.current(), pool.threads());
			boolean flat = GemmBlocking.isFlat(this.problem);
			int images = flat ? 1 : this.problem.batch();
			int pixels = this.problem.outputHeight() * this.problem.outputWidth() * this.problem.batch() / images;
			int blocks = (pixels + blocking.pixels() - 1) / blocking.pixels();
			int parts = (this.weights.panels() + blocking.panels() - 1) / blocking.panels();
			int groups = this.problem.groups();
			pool.run(images * blocks * groups * parts, (task) -> {
				cancellation.check();
				int part = task % parts;
				int group = task / parts % groups;
				int block = task / parts / groups % blocks;
				int image = task / parts / groups / blocks;
				int end = Math.min(pixels, (block + 1) * blocking.pixels());
				// A short last block repeats some of the one before: how an output is
				// summed up does not depend on the blocks
				int first = Math.min(block * blocking.pixels(), Math.max(0, end - Gemm.ROWS));
				int panel = part * blocking.panels();
				int panelEnd = Math.min(this.weights.panels(), panel + blocking.panels());
				compute(input, output, image, group, first, end - first, panel, panelEnd);
			});
		}

		private void compute(float[] input, float[] output, int image, int group, int first, int pixels, int panel,
				int panelEnd) {
			int length = Gemm.tableLength(pixels);
			boolean flat = GemmBlocking.isFlat(this.problem);
			int width = flat ? pixels : this.problem.outputWidth();
			int row = flat ? 0 : first / width;
			int rowCount = flat ? 1 : (first + pixels - 1) / width - row + 1;
			int copied = isCopied() ? this.rows.inputRows(rowCount) * this.rows.pitch() + Gather.SLACK : 0;
			int gathered = (this.source == Source.GATHERED) ? pixels * this.values + Gather.SLACK : 0;
			int scratch = copied + gathered;
			Workspace workspace = Workspaces.SHARED.borrow(scratch + (length + Gemm.ROWS) * Gemm.PANEL, 3 * length);
			int[] tables = workspace.ints;
			float[] a = input;
			int aBase = image * this.problem.height() * this.problem.width() * this.problem.channels()
					+ group * this.problem.channelsPerGroup();
			if (isCopied()) {
				this.rows.copy(input, image, group, row, rowCount, workspace.floats, 0);
				a = workspace.floats;
				aBase = -row * this.rowStep;
			}
			int filters = this.problem.filters();
			int y = flat ? 0 : row;
			int x = first - row * width;
			for (int pixel = 0; pixel < length; pixel++) {
				tables[pixel] = y * this.rowStep + x * this.columnStep;
				tables[length + pixel] = (first + Math.min(pixel, pixels - 1)) * filters;
				tables[2 * length + pixel] = pixel * Gemm.PANEL;
				if (pixel < pixels - 1) {
					x++;
					if (!flat && x == width) {
						x = 0;
						y++;
					}
				}
			}
			if (this.source == Source.GATHERED) {
				Gather.rows(a, aBase, tables, pixels, this.pieces, this.values, workspace.floats, copied);
				Arrays.fill(tables, pixels, length, tables[pixels - 1]);
				a = workspace.floats;
				aBase = 0;
			}
			int cBase = image * this.problem.outputHeight() * this.problem.outputWidth() * filters
					+ group * this.weights.filters();
			boolean regular = (flat || this.source == Source.GATHERED) && !this.weights.isNarrow()
					&& pixels >= Gemm.ROWS;
			for (int index = panel; index < panelEnd; index++) {
				if (regular) {
					multiplyRegular(a, flat ? aBase + first * this.columnStep : copied, pixels, group, index, workspace,
							scratch, output, cBase + first * filters);
					clamp(output, cBase + this.weights.firstFilter(index), tables, length);
					continue;
				}
				multiply(a, aBase, tables, length, group, index, workspace.floats, scratch, output, cBase);
				if (this.weights.isNarrow()) {
					storeNarrow(workspace.floats, scratch, tables, length, pixels, output, cBase);
				}
			}
			Workspaces.SHARED.giveBack(workspace);
		}

		/**
		 * The same for rows that lie at a regular distance, as do their results. What is
		 * left of the last tile is made up with rows of the one before.
		 */
		private void multiplyRegular(float[] a, int aBase, int pixels, int group, int panel, Workspace workspace,
				int partialBase, float[] output, int cBase) {
			int step = (this.source == Source.GATHERED) ? this.values : this.columnStep;
			int to = cBase + this.weights.firstFilter(panel);
			int number = group * this.weights.panels() + panel;
			int whole = pixels / Gemm.ROWS * Gemm.ROWS;
			multiplyTiles(a, aBase, step, whole, number, workspace, partialBase, output, to);
			if (whole < pixels) {
				int last = pixels - Gemm.ROWS;
				multiplyTiles(a, aBase + last * step, step, Gemm.ROWS, number, workspace,
						partialBase + whole * Gemm.PANEL, output, to + last * this.problem.filters());
			}
		}

		private void multiplyTiles(float[] a, int aBase, int step, int rows, int number, Workspace workspace,
				int partialBase, float[] output, int to) {
			int blocks = this.segments.blockCount();
			float[] init = this.weights.bias();
			int initBase = number * Gemm.PANEL;
			int initStep = 0;
			for (int block = 0; block < blocks; block++) {
				int value = this.segments.values()[block];
				boolean last = block == blocks - 1;
				Gemm.rows(a, aBase + value, step, rows, this.segments.values()[block + 1] - value,
						this.weights.weights(), (number * this.values + value) * Gemm.PANEL, init, initBase, initStep,
						last ? output : workspace.floats, last ? to : partialBase,
						last ? this.problem.filters() : Gemm.PANEL, workspace.target);
				init = workspace.floats;
				initBase = partialBase;
				initStep = Gemm.PANEL;
			}
		}

		/** All blocks of values, one after the other, of one panel. */
		private void multiply(float[] a, int aBase, int[] tables, int length, int group, int panel, float[] partial,
				int partialBase, float[] output, int cBase) {
			int number = group * this.weights.panels() + panel;
			int blocks = this.segments.blockCount();
			float[] init = this.weights.bias();
			int initBase = number * Gemm.PANEL;
			int initStep = 0;
			int to = cBase + this.weights.firstFilter(panel);
			for (int block = 0; block < blocks; block++) {
				int b = (number * this.values + this.segments.values()[block]) * Gemm.PANEL;
				boolean last = block == blocks - 1 && !this.weights.isNarrow();
				Gemm.multiply(a, aBase, tables, length, last ? length : 2 * length, this.segments.starts(),
						this.segments.lengths(), this.segments.blocks()[block], this.segments.blocks()[block + 1],
						this.weights.weights(), b, init, initBase, initStep, last ? output : partial,
						last ? to : partialBase);
				init = partial;
				initBase = partialBase;
				initStep = Gemm.PANEL;
			}
			if (!this.weights.isNarrow()) {
				clamp(output, to, tables, length);
			}
		}

		private void clamp(float[] output, int to, int[] tables, int length) {
			if (!this.clamp.equals(Clamp.NONE)) {
				Gemm.clamp(output, to, tables, length, 2 * length, this.clamp.low(), this.clamp.high());
			}
		}

		private void storeNarrow(float[] partial, int partialBase, int[] tables, int length, int pixels, float[] output,
				int cBase) {
			for (int pixel = 0; pixel < pixels; pixel++) {
				int to = cBase + tables[length + pixel];
				int from = partialBase + pixel * Gemm.PANEL;
				for (int filter = 0; filter < this.weights.filters(); filter++) {
					output[to + filter] = this.clamp.apply(partial[from + filter]);
				}
			}
		}

	}

}
