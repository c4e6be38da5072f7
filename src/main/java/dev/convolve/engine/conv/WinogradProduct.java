package dev.convolve.engine.conv;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Winograd;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;

/**
 * One Winograd convolution. A block of tiles is transformed to
 * {@code [chunks][positions][tiles][width]}, multiplied position by position, and
 * transformed back; what a block needs in between stays in the cache.
 */
final class WinogradProduct implements Convolution {

	private final ConvolutionProblem problem;

	private final WinogradParts parts;

	private final WinogradWeights weights;

	private final float[] kernel;

	private final float[] bias;

	private final Clamp clamp;

	/** Values that are summed up on their own. */
	private final int sum;

	private final Chunks chunks;

	private final Corners corners;

	private final WinogradTiles tiles;

	/** Of each chunk's first value: where its part starts, and its channel. */
	private final int[] rows;

	private final int[] columns;

	private final int[] channels;

	/** Of each position's products: the first chunk, and behind the last. */
	private final int[] firstChunks;

	private final int[] endChunks;

	/** From one input of a tile to the next, in rows and in columns. */
	private final int down;

	private final int right;

	WinogradProduct(ConvolutionProblem problem, WinogradParts parts, float[] kernel, float[] bias, Clamp clamp) {
		this.problem = problem;
		this.parts = parts;
		this.sum = parts.sum(problem.channels());
		this.chunks = Chunks.of(parts.count() * problem.channels(), Math.max(Gemm.SHORT, this.sum));
		this.weights = WinogradWeights.of(parts, problem, kernel, this.chunks);
		this.kernel = kernel;
		this.bias = bias.clone();
		this.clamp = clamp;
		this.corners = new Corners(problem, parts, kernel, this.bias, clamp);
		this.tiles = WinogradTiles.of(problem, parts);
		this.down = problem.strides().height() * problem.dilation().height();
		this.right = problem.strides().width() * problem.dilation().width();
		this.rows = new int[this.chunks.count()];
		this.columns = new int[this.chunks.count()];
		this.channels = new int[this.chunks.count()];
		for (int chunk = 0; chunk < this.chunks.count(); chunk++) {
			int part = this.chunks.start(chunk) / problem.channels();
			this.rows[chunk] = firstRow(part);
			this.columns[chunk] = firstColumn(part);
			this.channels[chunk] = this.chunks.start(chunk) % problem.channels();
		}
		this.firstChunks = new int[parts.positions()];
		this.endChunks = new int[parts.positions()];
		for (int position = 0; position < parts.positions(); position++) {
			this.firstChunks[position] = parts.firstPart(position) * problem.channels() / this.chunks.size();
			this.endChunks[position] = Math.ceilDiv(parts.endPart(position) * problem.channels(), this.chunks.size());
		}
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
		WinogradBlocking blocking = WinogradBlocking.of(this.problem, this.parts, pool.threads());
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
		int tasks = (panels + blocking.panels() - 1) / blocking.panels();
		pool.run(tasks, (task) -> {
			cancellation.check();
			int panel = task * blocking.panels();
			int panelEnd = Math.min(panels, panel + blocking.panels());
			Workspace workspace = Workspaces.SHARED.borrow(Alignment.FIRST + taskSize(panelEnd - panel), 0);
			multiply(transformed, 0, all, panel, panelEnd, workspace, Alignment.FIRST, input, output, finite);
			Workspaces.SHARED.giveBack(workspace);
		});
		Workspaces.SHARED.giveBack(shared);
	}

	/**
	 * What one task computes in, however large.
	 * @return floats
	 */
	static double workspaceFloats(ConvolutionProblem problem, WinogradParts parts) {
		double channels = parts.count() * (double) problem.channels();
		return parts.positions() * (Math.ceil(channels / Gemm.SHORT) * Winograd.INPUT_STEP
				+ Math.ceil(problem.filters() / (double) Gemm.PANEL) * Winograd.OUTPUT_STEP);
	}

	private int transformedSize() {
		return Alignment.FIRST + this.chunks.count() * this.parts.positions() * Winograd.INPUT_STEP;
	}

	/** What transforming inputs needs: a patch of inputs. */
	private int transformSize() {
		return this.parts.positions() * this.chunks.size();
	}

	private int productsOfPanel() {
		return this.parts.positions() * Winograd.OUTPUT_STEP;
	}

	private int taskSize(int panels) {
		int patch = this.parts.outputs() * Gemm.PANEL;
		return Math.max(panels * productsOfPanel() + patch, transformSize());
	}

	private int firstFilter(int panel) {
		return Math.min(panel * Gemm.PANEL, this.problem.filters() - Gemm.PANEL);
	}

	/**
	 * Transforms tiles from to end of a block: each chunk where it lies, if it can be.
	 */
	private void transform(float[] input, int first, int from, int end, float[] v, Workspace workspace, int workBase) {
		float[] work = workspace.floats;
		ConvolutionProblem of = this.problem;
		Winograd transform = this.parts.transform();
		int inputColumns = this.parts.across().inputs();
		int lastRow = of.height() - (this.parts.down().inputs() - 1) * this.down;
		int lastColumn = of.width() - (inputColumns - 1) * this.right;
		for (int tile = from; tile < end; tile++) {
			int tileY = this.tiles.y(first + tile) * of.strides().height() - of.padding().top();
			int tileX = this.tiles.x(first + tile) * of.strides().width() - of.padding().left();
			int imageBase = this.tiles.image(first + tile) * of.height() * of.width() * of.channels();
			for (int chunk = 0; chunk < this.chunks.count(); chunk++) {
				int width = this.chunks.width(chunk);
				int channel = this.channels[chunk];
				int y = tileY + this.rows[chunk];
				int x = tileX + this.columns[chunk];
				boolean direct = channel + width <= of.channels() && y >= 0 && x >= 0 && y < lastRow && x < lastColumn;
				if (!direct) {
					copyPatches(input, imageBase, tileY, tileX, chunk, work, workBase);
				}
				int at = direct ? imageBase + (y * of.width() + x) * of.channels() + channel : workBase;
				int rowStep = direct ? this.down * of.width() * of.channels() : inputColumns * width;
				int columnStep = (inputColumns == 1) ? rowStep : direct ? this.right * of.channels() : width;
				int to = Alignment.FIRST + chunk * this.parts.positions() * Winograd.INPUT_STEP + tile * width;
				for (int index = 0; index < width; index += Winograd.CHANNELS) {
					transform.input(direct ? input : work, at + index, rowStep, columnStep, workspace.buffer, v,
							to + index);
				}
			}
		}
	}

	/**
	 * Copies what one chunk has of a tile's inputs, with zeros where there is nothing.
	 */
	private void copyPatches(float[] input, int imageBase, int tileY, int tileX, int chunk, float[] work,
			int workBase) {
		int width = this.chunks.width(chunk);
		int channels = this.problem.channels();
		int end = this.chunks.start(chunk) + this.chunks.length(chunk);
		Arrays.fill(work, workBase, workBase + this.parts.positions() * width, 0);
		int value = this.chunks.start(chunk);
		while (value < end) {
			int channel = value % channels;
			int count = Math.min(channels - channel, end - value);
			int part = value / channels;
			copyPatch(input, imageBase + channel, tileY + firstRow(part), tileX + firstColumn(part), count, work,
					workBase + value - this.chunks.start(chunk), width);
			value += count;
		}
	}

	/** The first row of the input that a part sees, from the tile's first. */
	private int firstRow(int part) {
		return this.parts.parts().get(part).down().first() * this.problem.dilation().height();
	}

	private int firstColumn(int part) {
		return this.parts.parts().get(part).across().first() * this.problem.dilation().width();
	}

	/** Copies some channels of one part. */
	private void copyPatch(float[] input, int from, int y, int x, int count, float[] work, int to, int width) {
		ConvolutionProblem of = this.problem;
		int inputColumns = this.parts.across().inputs();
		for (int row = 0; row < this.parts.down().inputs(); row++) {
			int inputRow = y + row * this.down;
			for (int column = 0; column < inputColumns; column++) {
				int inputColumn = x + column * this.right;
				if (inputRow >= 0 && inputRow < of.height() && inputColumn >= 0 && inputColumn < of.width()) {
					System.arraycopy(input, from + (inputRow * of.width() + inputColumn) * of.channels(), work,
							to + (row * inputColumns + column) * width, count);
				}
			}
		}
	}

	/** Multiplies a block of tiles with some panels and transforms the products back. */
	private void multiply(float[] v, int first, int count, int panel, int panelEnd, Workspace workspace, int mBase,
			float[] input, float[] output, AtomicBoolean finite) {
		float[] m = workspace.floats;
		int rows = this.parts.rows(count, this.problem.channels());
		int positions = this.parts.positions();
		int perPosition = this.weights.panels() * this.chunks.room() * Gemm.PANEL;
		float[] w = this.weights.weights();
		for (int position = 0; position < positions; position++) {
			for (int index = 0; index < panelEnd - panel; index++) {
				int c = mBase + index * productsOfPanel() + position * Winograd.OUTPUT_STEP;
				Arrays.fill(m, c, c + rows * Gemm.PANEL, 0);
			}
			for (int chunk = this.firstChunks[position]; chunk < this.endChunks[position]; chunk++) {
				int width = this.chunks.width(chunk);
				int a = Alignment.FIRST + (chunk * positions + position) * Winograd.INPUT_STEP;
				int b = this.weights.first() + position * perPosition
						+ (this.chunks.start(chunk) * this.weights.panels() + panel * width) * Gemm.PANEL;
				for (int index = 0; index < panelEnd - panel; index++) {
					int c = mBase + index * productsOfPanel() + position * Winograd.OUTPUT_STEP;
					int panelWeights = b + index * width * Gemm.PANEL;
					if (this.sum < Gemm.SHORT) {
						Gemm.multiplyInSums(this.sum, v, a, w, panelWeights, m, c, rows);
					}
					else {
						Gemm.multiply(v, a, width, w, panelWeights, m, c, rows);
					}
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
		int outputRows = this.parts.down().outputs();
		int outputColumns = this.parts.across().outputs();
		int rowStep = of.dilation().height() * of.outputWidth() * of.filters();
		int columnStep = (outputColumns == 1) ? rowStep : of.dilation().width() * of.filters();
		boolean withCorners = this.parts.transform() == Winograd.F4 && Corners.areNeeded(of, this.parts);
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
				if (height == outputRows && width == outputColumns) {
					check += this.parts.transform()
						.output(m, from, this.bias, filter, this.clamp.low(), this.clamp.high(), workspace.buffer,
								output, target, rowStep, columnStep);
					continue;
				}
				check += this.parts.transform()
					.output(m, from, this.bias, filter, this.clamp.low(), this.clamp.high(), workspace.buffer, m, patch,
							outputColumns * Gemm.PANEL, Gemm.PANEL);
				for (int row = 0; row < height; row++) {
					for (int column = 0; column < width; column++) {
						System.arraycopy(m, patch + (row * outputColumns + column) * Gemm.PANEL, output,
								target + row * rowStep + column * columnStep, Gemm.PANEL);
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
