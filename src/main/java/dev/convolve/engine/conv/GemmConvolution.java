package dev.convolve.engine.conv;

import java.util.Arrays;

import dev.convolve.engine.kernel.Gather;
import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
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

		private final ConvolutionProblem problem;

		private final Clamp clamp;

		private final PackedWeights weights;

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
			this.rows = ImageRows.of(problem);
			this.copied = GemmBlocking.isCopied(problem);
			this.flat = GemmBlocking.isOneRow(problem);
			int pixelStep = this.copied ? problem.channelsPerGroup() : problem.channels();
			int pitch = this.copied ? this.rows.pitch() : problem.width() * problem.channels();
			this.rowStep = problem.strides().height() * pitch;
			this.columnStep = problem.strides().width() * pixelStep;
			this.runs = Runs.of(problem, pitch, pixelStep);
			this.chunks = this.runs.chunks();
			this.weights = PackedWeights.pack(problem.groups(), this.chunks.values(), this.chunks.room(),
					problem.filtersPerGroup(), kernel, bias);
		}

		@Override
		public void run(float[] input, float[] output, WorkerPool pool, Cancellation cancellation) {
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

		private void compute(float[] input, float[] output, int image, int group, int first, int pixels, int panel,
				int panelEnd) {
			ConvolutionProblem of = this.problem;
			int count = this.chunks.count();
			int perPass = Math.min(count, GemmBlocking.CHUNKS_OF_PASS);
			int room = Gemm.room(pixels);
			int sums = (perPass < count) ? panelEnd - panel : 1;
			int sumsBase = perPass * chunkSize(room);
			int copyBase = sumsBase + sums * room * Gemm.PANEL;
			int width = this.flat ? pixels : of.outputWidth();
			int row = this.flat ? 0 : first / width;
			int rowCount = this.flat ? 1 : (first + pixels - 1) / width - row + 1;
			int copySize = this.copied ? this.rows.inputRows(rowCount) * this.rows.pitch() + Gather.PIECE : 0;
			Workspace workspace = Workspaces.SHARED.borrow(copyBase + copySize, pixels);
			float[] floats = workspace.floats;
			float[] source = input;
			int base = image * of.height() * of.width() * of.channels() + group * of.channelsPerGroup();
			if (this.copied) {
				this.rows.copy(input, image, group, row, rowCount, floats, copyBase);
				source = floats;
				base = copyBase - row * this.rowStep;
			}
			int direct = base + first * this.columnStep;
			boolean isDirect = GemmBlocking.isDirect(of) && direct <= input.length - room * this.chunks.width(0);
			if (!isDirect) {
				offsets(workspace.ints, first, pixels, width);
			}
			int to = (image * of.outputHeight() * of.outputWidth() + first) * of.filters()
					+ group * this.weights.filters();
			for (int chunk = 0; chunk < count; chunk += perPass) {
				int end = Math.min(count, chunk + perPass);
				for (int index = chunk; index < end && !isDirect; index++) {
					this.runs.gather(index, source, base, workspace.ints, pixels, floats,
							(index - chunk) * chunkSize(room));
				}
				for (int index = panel; index < panelEnd; index++) {
					int sum = sumsBase + (index - panel) % sums * room * Gemm.PANEL;
					if (chunk == 0) {
						Arrays.fill(floats, sum, sum + room * Gemm.PANEL, 0);
					}
					multiply(isDirect ? input : floats, isDirect ? direct : 0, chunk, end, group, index, floats, sum,
							room);
					if (end == count) {
						store(floats, sum, pixels, group, index, output, to);
					}
				}
			}
			Workspaces.SHARED.giveBack(workspace);
		}

		/** Places that one chunk of all rows takes. */
		private int chunkSize(int room) {
			return room * this.chunks.size() + Gather.PIECE;
		}

		/** Where the values of each pixel start. */
		private void offsets(int[] table, int first, int pixels, int width) {
			int y = first / width;
			int x = first - y * width;
			if (this.flat) {
				y = 0;
				x = first;
			}
			for (int pixel = 0; pixel < pixels; pixel++) {
				table[pixel] = y * this.rowStep + x * this.columnStep;
				x++;
				if (!this.flat && x == width) {
					x = 0;
					y++;
				}
			}
		}

		/** Some chunks of one panel. */
		private void multiply(float[] a, int aBase, int first, int end, int group, int panel, float[] sums, int sum,
				int room) {
			int number = group * this.weights.panels() + panel;
			for (int chunk = first; chunk < end; chunk++) {
				int b = (number * this.chunks.room() + this.chunks.start(chunk)) * Gemm.PANEL;
				Gemm.multiply(a, aBase + (chunk - first) * chunkSize(room), this.chunks.width(chunk),
						this.weights.weights(), b, sums, sum, room);
			}
		}

		private void store(float[] sums, int sum, int pixels, int group, int panel, float[] output, int to) {
			int bias = (group * this.weights.panels() + panel) * Gemm.PANEL;
			int at = to + this.weights.firstFilter(panel);
			if (this.weights.isNarrow()) {
				Gemm.storeNarrow(sums, sum, pixels, this.weights.filters(), this.weights.bias(), bias, this.clamp.low(),
						this.clamp.high(), output, at, this.problem.filters());
			}
			else {
				Gemm.store(sums, sum, pixels, this.weights.bias(), bias, this.clamp.low(), this.clamp.high(), output,
						at, this.problem.filters());
			}
		}

	}

}
