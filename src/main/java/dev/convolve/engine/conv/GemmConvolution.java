package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.engine.kernel.Gather;
import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
import dev.convolve.tensor.Values;
import org.jspecify.annotations.Nullable;

/**
 * Implicit matrix product: every output pixel is a row whose values lie in runs in the
 * input, every panel of filters a matrix. A block of rows is laid out for the product,
 * then multiplied with one panel after the other. It takes every problem but those with
 * filters or paddings out of all proportion.
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

		/** Panels whose outputs are limited together. */
		private static final int CLAMPED_PANELS = 4;

		private final ConvolutionProblem problem;

		private final Clamp clamp;

		private final PackedWeights weights;

		/** The bias of each panel, for every row of a tile. */
		private final float[] starts;

		private final ImageRows rows;

		private final Chunks chunks;

		private final Runs runs;

		/** Whether rows are taken from a copy of the image's rows. */
		private final boolean copied;

		private final boolean flat;

		/** Values from one output row, and from one output column, to the next. */
		private final int rowStep;

		private final int columnStep;

		Product(ConvolutionProblem problem, float[] kernel, float @Nullable [] bias, Clamp clamp) {
			this.problem = problem;
			this.clamp = clamp;
			this.rows = ImageRows.of(problem, 1);
			this.copied = GemmBlocking.isCopied(problem);
			this.flat = GemmBlocking.isOneRow(problem);
			int pixelStep = this.copied ? problem.channelsPerGroup() : problem.channels();
			int pitch = this.copied ? this.rows.pitch() : problem.width() * problem.channels();
			this.rowStep = problem.strides().height() * pitch;
			this.columnStep = problem.strides().width() * pixelStep;
			this.runs = Runs.of(problem, pitch, pixelStep, Gemm.LONG);
			this.chunks = this.runs.chunks();
			this.weights = PackedWeights.pack(problem.groups(), this.chunks.values(), this.chunks.room(),
					problem.filtersPerGroup(), kernel, bias);
			this.starts = starts(this.weights.bias());
		}

		private static float[] starts(float[] bias) {
			float[] starts = new float[bias.length * Gemm.ROWS];
			for (int at = 0; at < starts.length; at += Gemm.PANEL) {
				System.arraycopy(bias, at / Gemm.TILE * Gemm.PANEL, starts, at, Gemm.PANEL);
			}
			return starts;
		}

		@Override
		public void run(Values input, Values output, WorkerPool pool, Cancellation cancellation) {
			GemmBlocking blocking = GemmBlocking.of(this.problem, Processor.current(), pool.threads());
			int images = this.flat ? 1 : this.problem.batch();
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
				int first = block * blocking.pixels();
				int panel = part * blocking.panels();
				compute(input, output, image, group, first, Math.min(pixels - first, blocking.pixels()), panel,
						Math.min(this.weights.panels(), panel + blocking.panels()));
			});
		}

		private void compute(Values input, Values output, int image, int group, int first, int pixels, int panel,
				int panelEnd) {
			ConvolutionProblem of = this.problem;
			int count = this.chunks.count();
			int perPass = Math.min(count, GemmBlocking.CHUNKS_OF_PASS);
			int room = Gemm.room(pixels);
			int sums = (perPass < count) ? panelEnd - panel : 1;
			int sumsBase = Alignment.FIRST + perPass * chunkSize(room);
			int copyBase = sumsBase + sums * room * Gemm.PANEL;
			int width = this.flat ? pixels : of.outputWidth();
			int row = this.flat ? 0 : first / width;
			int rowCount = this.flat ? 1 : (first + pixels - 1) / width - row + 1;
			int copySize = this.copied ? this.problem.inputRows(rowCount) * this.rows.pitch() + Gather.PIECE : 0;
			Workspace workspace = Workspaces.SHARED.borrow(copyBase + copySize, pixels);
			float[] floats = workspace.floats;
			float[] source = input.array();
			int base = input.first() + image * of.height() * of.width() * of.channels() + group * of.channelsPerGroup();
			if (this.copied) {
				this.rows.copy(input, image, group, row, rowCount, floats, copyBase);
				source = floats;
				base = copyBase - row * this.rowStep;
			}
			int direct = base + first * this.columnStep;
			boolean isDirect = GemmBlocking.isDirect(of) && direct <= source.length - room * this.chunks.width(0);
			if (!isDirect) {
				PixelPlaces.fill(of, this.rowStep, this.columnStep, first, pixels, workspace.ints);
			}
			int to = output.first() + (image * of.outputHeight() * of.outputWidth() + first) * of.filters()
					+ group * this.weights.filters();
			for (int chunk = 0; chunk < count; chunk += perPass) {
				int end = Math.min(count, chunk + perPass);
				if (!isDirect) {
					this.runs.gather(chunk, end, source, base, workspace.ints, pixels, floats, 0, chunkSize(room));
				}
				float[] a = isDirect ? source : floats;
				int aBase = isDirect ? direct : 0;
				for (int index = panel; index < panelEnd; index++) {
					int sum = sumsBase + (index - panel) % sums * room * Gemm.PANEL;
					int number = group * this.weights.panels() + index;
					multiply(a, aBase, chunk, Math.min(end, count - 1), number, floats, sum, room);
					if (end == count) {
						int last = aBase + (count - 1 - chunk) * chunkSize(room);
						finish(a, last, number, floats, sum, pixels, output.array(),
								to + this.weights.firstFilter(index));
						clamp(index, panel, panelEnd, pixels, output.array(), to);
					}
				}
			}
			Workspaces.SHARED.giveBack(workspace);
		}

		/** Places that one chunk of all rows takes. */
		private int chunkSize(int room) {
			return room * this.chunks.size() + Gather.PIECE;
		}

		/** Some chunks of one panel. */
		private void multiply(float[] a, int aBase, int first, int end, int number, float[] sums, int sum, int room) {
			for (int chunk = first; chunk < end; chunk++) {
				int width = this.chunks.width(chunk);
				boolean isFirst = chunk == 0;
				Gemm.multiplyFrom(width, a, aBase + (chunk - first) * chunkSize(room), width, this.weights.weights(),
						weights(number, chunk), isFirst ? this.starts : sums, isFirst ? number * Gemm.TILE : sum,
						isFirst ? 0 : Gemm.TILE, sums, sum, room);
			}
		}

		private int weights(int number, int chunk) {
			return this.weights.first() + (number * this.chunks.room() + this.chunks.start(chunk)) * Gemm.PANEL;
		}

		/**
		 * The last chunk of one panel. Its sums are stored as outputs, but those of a
		 * tile or a panel that is not full go there from the workspace.
		 */
		private void finish(float[] a, int aBase, int number, float[] sums, int sum, int pixels, float[] output,
				int to) {
			int chunk = this.chunks.count() - 1;
			int width = this.chunks.width(chunk);
			boolean only = chunk == 0;
			float[] start = only ? this.starts : sums;
			int from = only ? number * Gemm.TILE : sum;
			int startStep = only ? 0 : Gemm.TILE;
			int b = weights(number, chunk);
			int step = this.problem.filters();
			int whole = this.weights.isNarrow() ? 0 : pixels - pixels % Gemm.ROWS;
			if (whole > 0) {
				Gemm.multiplyTo(a, aBase, width, this.weights.weights(), b, start, from, startStep, output, to, step,
						whole);
			}
			if (whole < pixels) {
				Gemm.multiplyTo(a, aBase + whole * width, width, this.weights.weights(), b, start,
						from + whole / Gemm.ROWS * startStep, startStep, sums, sum, Gemm.PANEL,
						Gemm.room(pixels - whole));
				for (int pixel = whole; pixel < pixels; pixel++) {
					System.arraycopy(sums, sum + (pixel - whole) * Gemm.PANEL, output, to + pixel * step,
							Math.min(Gemm.PANEL, this.weights.filters()));
				}
			}
		}

		/** Limits the outputs of some panels at a time, while they are in the cache. */
		private void clamp(int index, int panel, int panelEnd, int pixels, float[] output, int to) {
			boolean due = (index + 1 - panel) % CLAMPED_PANELS == 0 || index + 1 == panelEnd;
			if (!due || this.clamp.equals(Clamp.NONE)) {
				return;
			}
			int first = this.weights.firstFilter(index - (index - panel) % CLAMPED_PANELS);
			int end = Math.min(this.weights.firstFilter(index) + Gemm.PANEL, this.weights.filters());
			for (int pixel = 0; pixel < pixels; pixel++) {
				int at = to + pixel * this.problem.filters();
				Gemm.clamp(output, at + first, at + end, this.clamp.low(), this.clamp.high());
			}
		}

	}

}
