package dev.convolve.engine.conv;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Magnitude;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Winograd;
import dev.convolve.engine.parallel.WorkerPool;

/**
 * One Winograd convolution. A block of tiles is transformed to
 * {@code [positions][tiles][channels]}, multiplied position by position, and transformed
 * back; what a block needs in between stays in the cache.
 */
final class WinogradProduct implements Convolution {

	/**
	 * Keeps positions from lying a multiple of a page apart, where they would evict each
	 * other.
	 */
	private static final int SKEW = 16;

	/** So many chunks of weights fit the first-level cache. */
	private static final int CHUNKS_OF_BLOCK = 4;

	private static final int VALUES_PER_SCAN = 1 << 18;

	private static final float MODERATE = 1e30f;

	private final ConvolutionProblem problem;

	private final Winograd transform;

	private final WinogradWeights weights;

	private final float[] kernel;

	private final float[] bias;

	private final Clamp clamp;

	/**
	 * Channels in chunks whose products are summed up on their own, which halves the
	 * error.
	 */
	private final Segments segments;

	private final Corners corners;

	private final float[] zeros = new float[Gemm.PANEL];

	private final int tileRows;

	private final int tileColumns;

	WinogradProduct(ConvolutionProblem problem, Winograd transform, float[] kernel, float[] bias, Clamp clamp) {
		this.problem = problem;
		this.transform = transform;
		this.weights = WinogradWeights.of(transform, problem.channels(), problem.filters(), kernel);
		this.kernel = kernel;
		this.bias = bias.clone();
		this.clamp = clamp;
		this.segments = Segments.of(new int[1], problem.channels(),
				(transform == Winograd.F2) ? 256 : (problem.channels() < 256) ? 32 : 64);
		this.corners = Corners.of(problem, kernel, this.bias, clamp);
		this.tileRows = (problem.outputHeight() + transform.outputs() - 1) / transform.outputs();
		this.tileColumns = (problem.outputWidth() + transform.outputs() - 1) / transform.outputs();
	}

	/**
	 * Whether no value is NaN, infinite, or so large that a transform could overflow.
	 */
	private static boolean isModerate(float[] input, WorkerPool pool) {
		AtomicBoolean moderate = new AtomicBoolean(true);
		pool.run((input.length - 1) / VALUES_PER_SCAN + 1, (task) -> {
			int from = task * VALUES_PER_SCAN;
			if (!(Magnitude.largest(input, from, Math.min(input.length, from + VALUES_PER_SCAN)) <= MODERATE)) {
				moderate.set(false);
			}
		});
		return moderate.get();
	}

	@Override
	public void run(float[] input, float[] output, WorkerPool pool, Cancellation cancellation) {
		if (!isModerate(input, pool)) {
			// The transforms would spread NaN and infinities over whole tiles
			new GemmConvolution().prepare(this.problem, this.kernel, this.bias, this.clamp)
				.run(input, output, pool, cancellation);
			return;
		}
		WinogradBlocking blocking = WinogradBlocking.of(this.problem, this.transform, Processor.current(),
				pool.threads());
		int all = WinogradBlocking.tilesOf(this.problem, this.transform);
		int blocks = (all + blocking.tiles() - 1) / blocking.tiles();
		int panels = this.weights.panels();
		if (blocking.panels() == panels) {
			pool.run(blocks, (task) -> {
				cancellation.check();
				int first = task * blocking.tiles();
				int tiles = Math.min(blocking.tiles(), all - first);
				int size = transformedSize(tiles);
				Workspace workspace = Workspaces.SHARED.borrow(size + taskSize(tiles, 0, panels),
						2 * Gemm.tableLength(tiles));
				transform(input, first, tiles, workspace.floats, 0, 0, tiles, workspace.floats, size);
				multiply(workspace.floats, 0, first, tiles, 0, panels, workspace, size, input, output);
				Workspaces.SHARED.giveBack(workspace);
			});
			return;
		}
		int size = transformedSize(all);
		Workspace shared = Workspaces.SHARED.borrow(size, 0);
		float[] transformed = shared.floats;
		int portions = Math.min(all, 4 * pool.threads());
		pool.run(portions, (task) -> {
			cancellation.check();
			Workspace workspace = Workspaces.SHARED.borrow(transformSize(), 0);
			transform(input, 0, all, transformed, 0, task * all / portions, (task + 1) * all / portions,
					workspace.floats, 0);
			Workspaces.SHARED.giveBack(workspace);
		});
		int parts = (panels + blocking.panels() - 1) / blocking.panels();
		pool.run(parts, (task) -> {
			cancellation.check();
			int panel = task * blocking.panels();
			int panelEnd = Math.min(panels, panel + blocking.panels());
			Workspace workspace = Workspaces.SHARED.borrow(taskSize(all, panel, panelEnd), 2 * Gemm.tableLength(all));
			multiply(transformed, 0, 0, all, panel, panelEnd, workspace, 0, input, output);
			Workspaces.SHARED.giveBack(workspace);
		});
		Workspaces.SHARED.giveBack(shared);
	}

	private int inputStep(int tiles) {
		return tiles * this.problem.channels() + SKEW;
	}

	private int transformedSize(int tiles) {
		return this.transform.positions() * inputStep(tiles);
	}

	/** What transforming inputs needs: a patch of inputs and the kernel's buffer. */
	private int transformSize() {
		return this.transform.positions() * this.problem.channels() + Winograd.buffer();
	}

	private int taskSize(int tiles, int panel, int panelEnd) {
		int filters = firstFilter(panelEnd - 1) + Gemm.PANEL - firstFilter(panel);
		int patch = this.transform.outputs() * this.transform.outputs() * filters;
		int outputSize = this.transform.positions() * (Gemm.tableLength(tiles) * filters + SKEW) + patch
				+ Winograd.buffer();
		return Math.max(outputSize, transformSize());
	}

	private int firstFilter(int panel) {
		return Math.min(panel * Gemm.PANEL, this.problem.filters() - Gemm.PANEL);
	}

	/** Transforms tiles from to end of a block of tiles. */
	private void transform(float[] input, int first, int tiles, float[] v, int vBase, int from, int end, float[] work,
			int workBase) {
		ConvolutionProblem of = this.problem;
		int inputs = this.transform.inputs();
		int outputs = this.transform.outputs();
		int channels = of.channels();
		int step = inputStep(tiles);
		// The kernel's buffer starts at 0, so it has its own array
		Workspace own = Workspaces.SHARED.borrow(Winograd.buffer(), 0);
		for (int tile = from; tile < end; tile++) {
			int number = first + tile;
			int image = number / (this.tileRows * this.tileColumns);
			int y = number / this.tileColumns % this.tileRows * outputs - of.padding().top();
			int x = number % this.tileColumns * outputs - of.padding().left();
			int imageBase = image * of.height() * of.width() * channels;
			int target = vBase + tile * channels;
			if (y >= 0 && x >= 0 && y + inputs <= of.height() && x + inputs <= of.width()) {
				this.transform.input(input, imageBase + (y * of.width() + x) * channels, of.width() * channels,
						channels, channels, own.floats, v, target, step);
				continue;
			}
			Arrays.fill(work, workBase, workBase + inputs * inputs * channels, 0);
			int left = Math.max(0, -x);
			int count = Math.min(inputs, of.width() - x) - left;
			for (int row = Math.max(0, -y); row < Math.min(inputs, of.height() - y) && count > 0; row++) {
				System.arraycopy(input, imageBase + ((y + row) * of.width() + x + left) * channels, work,
						workBase + (row * inputs + left) * channels, count * channels);
			}
			this.transform.input(work, workBase, inputs * channels, channels, channels, own.floats, v, target, step);
		}
		Workspaces.SHARED.giveBack(own);
	}

	/** Multiplies a block of tiles with some panels and transforms the products back. */
	private void multiply(float[] v, int vBase, int first, int tiles, int panel, int panelEnd, Workspace workspace,
			int workBase, float[] input, float[] output) {
		int channels = this.problem.channels();
		int firstFilter = firstFilter(panel);
		int filters = firstFilter(panelEnd - 1) + Gemm.PANEL - firstFilter;
		int length = Gemm.tableLength(tiles);
		int[] tables = workspace.ints;
		for (int row = 0; row < length; row++) {
			tables[row] = Math.min(row, tiles - 1) * channels;
			tables[length + row] = row * filters;
		}
		float[] m = workspace.floats;
		int step = length * filters + SKEW;
		int[] starts = this.segments.starts();
		int[] lengths = this.segments.lengths();
		int chunks = this.segments.blockCount();
		int perPosition = this.weights.panels() * channels * Gemm.PANEL;
		for (int position = 0; position < this.transform.positions(); position++) {
			int a = vBase + position * inputStep(tiles);
			for (int index = panel; index < panelEnd; index++) {
				int b = position * perPosition + index * channels * Gemm.PANEL;
				int c = workBase + position * step + firstFilter(index) - firstFilter;
				Gemm.multiply(v, a, tables, length, length, starts, lengths, 0, 1, this.weights.weights(), b,
						this.zeros, 0, 0, m, c);
				for (int chunk = 1; chunk < chunks; chunk += CHUNKS_OF_BLOCK) {
					Gemm.add(v, a, tables, length, length, starts, lengths, chunk,
							Math.min(chunks, chunk + CHUNKS_OF_BLOCK), this.weights.weights(),
							b + this.segments.values()[chunk] * Gemm.PANEL, m, c);
				}
			}
		}
		store(m, workBase, step, filters, firstFilter, first, tiles, workBase + this.transform.positions() * step,
				input, output);
	}

	private void store(float[] m, int mBase, int step, int filters, int firstFilter, int first, int tiles, int patch,
			float[] input, float[] output) {
		ConvolutionProblem of = this.problem;
		int outputs = this.transform.outputs();
		int pixelStep = of.filters();
		int rowStep = of.outputWidth() * pixelStep;
		boolean withCorners = this.transform == Winograd.F4 && Corners.areNeeded(of);
		Workspace own = Workspaces.SHARED.borrow(Winograd.buffer(), 0);
		for (int tile = 0; tile < tiles; tile++) {
			int number = first + tile;
			int image = number / (this.tileRows * this.tileColumns);
			int y = number / this.tileColumns % this.tileRows * outputs;
			int x = number % this.tileColumns * outputs;
			int target = (image * of.outputHeight() + y) * rowStep + x * pixelStep + firstFilter;
			int rows = Math.min(outputs, of.outputHeight() - y);
			int columns = Math.min(outputs, of.outputWidth() - x);
			if (rows == outputs && columns == outputs) {
				this.transform.output(m, mBase + tile * filters, step, filters, this.bias, firstFilter,
						this.clamp.low(), this.clamp.high(), own.floats, output, target, rowStep, pixelStep);
			}
			else {
				this.transform.output(m, mBase + tile * filters, step, filters, this.bias, firstFilter,
						this.clamp.low(), this.clamp.high(), own.floats, m, patch, outputs * filters, filters);
				for (int row = 0; row < rows; row++) {
					for (int column = 0; column < columns; column++) {
						System.arraycopy(m, patch + (row * outputs + column) * filters, output,
								target + row * rowStep + column * pixelStep, filters);
					}
				}
			}
			if (withCorners) {
				this.corners.compute(input, image, y, y + rows, x, x + columns, firstFilter, filters, output);
			}
		}
		Workspaces.SHARED.giveBack(own);
	}

}
