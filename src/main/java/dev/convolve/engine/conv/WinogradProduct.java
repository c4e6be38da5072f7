package dev.convolve.engine.conv;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Winograd;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;

/**
 * One Winograd convolution. A block of tiles is transformed to
 * {@code [chunks][positions][tiles][width]}, multiplied position by position, and
 * transformed back; what a block needs in between stays in the cache.
 */
final class WinogradProduct implements Convolution {

	private static final int MANY_CHANNELS = 256;

	private final ConvolutionProblem problem;

	private final Winograd transform;

	private final WinogradWeights weights;

	private final float[] kernel;

	private final float[] bias;

	private final Clamp clamp;

	private final Chunks chunks;

	private final Corners corners;

	private final WinogradTiles tiles;

	WinogradProduct(ConvolutionProblem problem, Winograd transform, float[] kernel, float[] bias, Clamp clamp) {
		this.problem = problem;
		this.transform = transform;
		this.chunks = Chunks.of(problem.channels(), chunkSize(transform, problem.channels()));
		this.weights = WinogradWeights.of(transform, problem.channels(), problem.filters(), kernel, this.chunks);
		this.kernel = kernel;
		this.bias = bias.clone();
		this.clamp = clamp;
		this.corners = new Corners(problem, kernel, this.bias, clamp);
		this.tiles = WinogradTiles.of(problem, transform);
	}

	/**
	 * Channels that are summed up on their own, which halves the error. Fewer where there
	 * are fewer roundings for the errors to average out.
	 */
	private static int chunkSize(Winograd transform, int channels) {
		return (transform == Winograd.F4 && channels < MANY_CHANNELS) ? Gemm.SHORT : Gemm.LONG;
	}

	@Override
	public void run(float[] input, float[] output, WorkerPool pool, Cancellation cancellation) {
		AtomicBoolean finite = new AtomicBoolean(true);
		compute(input, output, pool, cancellation, finite);
		if (!finite.get()) {
			// The transforms spread NaN and infinities over whole tiles, or overflow
			Algorithms.choose(this.problem, this.kernel, this.bias, this.clamp, true)
				.convolution()
				.run(input, output, pool, cancellation);
		}
	}

	private void compute(float[] input, float[] output, WorkerPool pool, Cancellation cancellation,
			AtomicBoolean finite) {
		WinogradBlocking blocking = WinogradBlocking.of(this.problem, this.transform, Processor.current(),
				pool.threads());
		int all = this.tiles.count();
		int blocks = (all + blocking.tiles() - 1) / blocking.tiles();
		int panels = this.weights.panels();
		if (blocking.panels() == panels) {
			pool.run(blocks, (task) -> {
				cancellation.check();
				int first = task * blocking.tiles();
				int count = Math.min(blocking.tiles(), all - first);
				Workspace workspace = Workspaces.SHARED.borrow(transformedSize() + taskSize(panels), 0);
				transform(input, first, 0, count, workspace.floats, workspace, transformedSize());
				multiply(workspace.floats, first, count, 0, panels, workspace, transformedSize(), input, output,
						finite);
				Workspaces.SHARED.giveBack(workspace);
			});
			return;
		}
		Workspace shared = Workspaces.SHARED.borrow(transformedSize(), 0);
		float[] transformed = shared.floats;
		int portions = Math.min(all, 4 * pool.threads());
		pool.run(portions, (task) -> {
			cancellation.check();
			Workspace workspace = Workspaces.SHARED.borrow(transformSize(), 0);
			transform(input, 0, task * all / portions, (task + 1) * all / portions, transformed, workspace, 0);
			Workspaces.SHARED.giveBack(workspace);
		});
		int parts = (panels + blocking.panels() - 1) / blocking.panels();
		pool.run(parts, (task) -> {
			cancellation.check();
			int panel = task * blocking.panels();
			int panelEnd = Math.min(panels, panel + blocking.panels());
			Workspace workspace = Workspaces.SHARED.borrow(taskSize(panelEnd - panel), 0);
			multiply(transformed, 0, all, panel, panelEnd, workspace, 0, input, output, finite);
			Workspaces.SHARED.giveBack(workspace);
		});
		Workspaces.SHARED.giveBack(shared);
	}

	/**
	 * What one task computes in, however large.
	 * @return floats
	 */
	static double workspaceFloats(ConvolutionProblem problem, Winograd transform) {
		return transform.positions() * (Math.ceil(problem.channels() / (double) Gemm.SHORT) * Winograd.INPUT_STEP
				+ Math.ceil(problem.filters() / (double) Gemm.PANEL) * Winograd.OUTPUT_STEP);
	}

	private int transformedSize() {
		return this.chunks.count() * this.transform.positions() * Winograd.INPUT_STEP;
	}

	/** What transforming inputs needs: a patch of inputs. */
	private int transformSize() {
		return this.transform.positions() * this.chunks.size();
	}

	private int productsOfPanel() {
		return this.transform.positions() * Winograd.OUTPUT_STEP;
	}

	private int taskSize(int panels) {
		int patch = this.transform.outputs() * this.transform.outputs() * Gemm.PANEL;
		return Math.max(panels * productsOfPanel() + patch, transformSize());
	}

	private int firstFilter(int panel) {
		return Math.min(panel * Gemm.PANEL, this.problem.filters() - Gemm.PANEL);
	}

	/** Transforms tiles from to end of a block. */
	private void transform(float[] input, int first, int from, int end, float[] v, Workspace workspace, int workBase) {
		float[] work = workspace.floats;
		ConvolutionProblem of = this.problem;
		int inputs = this.transform.inputs();
		int down = of.dilation().height();
		int right = of.dilation().width();
		for (int tile = from; tile < end; tile++) {
			int y = this.tiles.y(first + tile) - of.padding().top();
			int x = this.tiles.x(first + tile) - of.padding().left();
			int imageBase = this.tiles.image(first + tile) * of.height() * of.width() * of.channels();
			boolean inside = y >= 0 && x >= 0 && y + (inputs - 1) * down < of.height()
					&& x + (inputs - 1) * right < of.width();
			for (int chunk = 0; chunk < this.chunks.count(); chunk++) {
				int width = this.chunks.width(chunk);
				boolean direct = inside && this.chunks.length(chunk) == width;
				if (!direct) {
					copyPatch(input, imageBase, y, x, chunk, work, workBase);
				}
				int at = direct ? imageBase + (y * of.width() + x) * of.channels() + this.chunks.start(chunk)
						: workBase;
				int rowStep = direct ? down * of.width() * of.channels() : inputs * width;
				int columnStep = direct ? right * of.channels() : width;
				int to = chunk * this.transform.positions() * Winograd.INPUT_STEP + tile * width;
				for (int channel = 0; channel < width; channel += Winograd.CHANNELS) {
					this.transform.input(direct ? input : work, at + channel, rowStep, columnStep, workspace.buffer, v,
							to + channel);
				}
			}
		}
	}

	/**
	 * Copies what one chunk has of a tile's inputs, with zeros where there is nothing.
	 */
	private void copyPatch(float[] input, int imageBase, int y, int x, int chunk, float[] work, int workBase) {
		ConvolutionProblem of = this.problem;
		int inputs = this.transform.inputs();
		int width = this.chunks.width(chunk);
		int length = this.chunks.length(chunk);
		int start = imageBase + this.chunks.start(chunk);
		Arrays.fill(work, workBase, workBase + inputs * inputs * width, 0);
		for (int row = 0; row < inputs; row++) {
			int inputRow = y + row * of.dilation().height();
			for (int column = 0; column < inputs; column++) {
				int inputColumn = x + column * of.dilation().width();
				if (inputRow >= 0 && inputRow < of.height() && inputColumn >= 0 && inputColumn < of.width()) {
					System.arraycopy(input, start + (inputRow * of.width() + inputColumn) * of.channels(), work,
							workBase + (row * inputs + column) * width, length);
				}
			}
		}
	}

	/** Multiplies a block of tiles with some panels and transforms the products back. */
	private void multiply(float[] v, int first, int count, int panel, int panelEnd, Workspace workspace, int mBase,
			float[] input, float[] output, AtomicBoolean finite) {
		float[] m = workspace.floats;
		int rows = Gemm.room(count);
		int positions = this.transform.positions();
		int perPosition = this.weights.panels() * this.chunks.room() * Gemm.PANEL;
		float[] w = this.weights.weights();
		for (int position = 0; position < positions; position++) {
			for (int chunk = 0; chunk < this.chunks.count(); chunk++) {
				int width = this.chunks.width(chunk);
				int a = (chunk * positions + position) * Winograd.INPUT_STEP;
				int b = position * perPosition
						+ (this.chunks.start(chunk) * this.weights.panels() + panel * width) * Gemm.PANEL;
				for (int index = 0; index < panelEnd - panel; index++) {
					int c = mBase + index * productsOfPanel() + position * Winograd.OUTPUT_STEP;
					if (chunk == 0) {
						Arrays.fill(m, c, c + rows * Gemm.PANEL, 0);
					}
					Gemm.multiply(v, a, width, w, b + index * width * Gemm.PANEL, m, c, rows);
				}
			}
		}
		float check = store(workspace, mBase, panel, panelEnd, first, count, input, output);
		if (check != 0) {
			finite.set(false);
		}
	}

	private float store(Workspace workspace, int mBase, int panel, int panelEnd, int first, int count, float[] input,
			float[] output) {
		float[] m = workspace.floats;
		ConvolutionProblem of = this.problem;
		int outputs = this.transform.outputs();
		int pixelStep = of.dilation().width() * of.filters();
		int rowStep = of.dilation().height() * of.outputWidth() * of.filters();
		boolean withCorners = this.transform == Winograd.F4 && Corners.areNeeded(of);
		int patch = mBase + (panelEnd - panel) * productsOfPanel();
		float check = 0;
		for (int tile = 0; tile < count; tile++) {
			int image = this.tiles.image(first + tile);
			int y = this.tiles.y(first + tile);
			int x = this.tiles.x(first + tile);
			int height = this.tiles.height(y);
			int width = this.tiles.width(x);
			int pixel = ((image * of.outputHeight() + y) * of.outputWidth() + x) * of.filters();
			for (int index = panel; index < panelEnd; index++) {
				int filter = firstFilter(index);
				int target = pixel + filter;
				int from = mBase + (index - panel) * productsOfPanel() + tile * Gemm.PANEL;
				if (height == outputs && width == outputs) {
					check += this.transform.output(m, from, this.bias, filter, this.clamp.low(), this.clamp.high(),
							workspace.buffer, output, target, rowStep, pixelStep);
					continue;
				}
				check += this.transform.output(m, from, this.bias, filter, this.clamp.low(), this.clamp.high(),
						workspace.buffer, m, patch, outputs * Gemm.PANEL, Gemm.PANEL);
				for (int row = 0; row < height; row++) {
					for (int column = 0; column < width; column++) {
						System.arraycopy(m, patch + (row * outputs + column) * Gemm.PANEL, output,
								target + row * rowStep + column * pixelStep, Gemm.PANEL);
					}
				}
			}
			if (withCorners) {
				int filter = firstFilter(panel);
				this.corners.compute(input, image, y, y + height, x, x + width, filter,
						firstFilter(panelEnd - 1) + Gemm.PANEL - filter, output);
			}
		}
		return check;
	}

}
