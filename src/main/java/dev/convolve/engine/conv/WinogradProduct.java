package dev.convolve.engine.conv;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Winograd;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
import dev.convolve.tensor.Values;

/**
 * One Winograd convolution. A block of tiles is transformed to
 * {@code [chunks][positions][tiles][width]}, multiplied position by position, and
 * transformed back; what a block needs in between stays in the cache. Where the weights
 * do not, several blocks are multiplied with each before the next is read.
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

	private final boolean withCorners;

	private final WinogradTiles tiles;

	private final WinogradInputs inputs;

	/** Of each position's products: the first chunk, and behind the last. */
	private final int[] firstChunks;

	private final int[] endChunks;

	WinogradProduct(ConvolutionProblem problem, WinogradParts parts, float[] kernel, float[] bias, Clamp clamp) {
		this.problem = problem;
		this.parts = parts;
		this.sum = parts.sum(problem.channelsPerGroup());
		this.chunks = Chunks.of(parts.count() * problem.channelsPerGroup(), Math.max(Gemm.SHORT, this.sum));
		this.weights = WinogradWeights.of(parts, problem, kernel, this.chunks);
		this.kernel = kernel;
		this.bias = bias.clone();
		this.clamp = clamp;
		this.tiles = WinogradTiles.of(problem, parts);
		this.inputs = new WinogradInputs(problem, parts, this.chunks, this.tiles);
		this.corners = new Corners(problem, parts, this.tiles, kernel, this.bias, clamp);
		this.withCorners = Corners.areNeeded(problem, parts);
		this.firstChunks = new int[parts.positions()];
		this.endChunks = new int[parts.positions()];
		for (int position = 0; position < parts.positions(); position++) {
			this.firstChunks[position] = parts.firstPart(position) * problem.channelsPerGroup() / this.chunks.size();
			this.endChunks[position] = Math.ceilDiv(parts.endPart(position) * problem.channelsPerGroup(),
					this.chunks.size());
		}
	}

	@Override
	public void run(Values input, Values output, WorkerPool pool, Cancellation cancellation) {
		AtomicBoolean finite = new AtomicBoolean(true);
		compute(input, output, pool, cancellation, finite);
		if (!finite.get()) {
			// The transforms spread NaN and infinities over whole tiles, or overflow
			Algorithms.choose(this.problem, this.kernel, this.bias, this.clamp, true)
				.convolution()
				.run(input, output, pool, cancellation);
		}
	}

	private void compute(Values input, Values output, WorkerPool pool, Cancellation cancellation,
			AtomicBoolean finite) {
		int count = this.tiles.count();
		WinogradBlocking blocking = WinogradBlocking.of(this.problem, this.parts, count, Processor.current(),
				pool.threads());
		TileRange all = new TileRange(0, count, blocking.tiles());
		if (blocking.together() > 0) {
			int passes = Math.ceilDiv(all.blocks(), blocking.together());
			for (int pass = 0; pass < passes; pass++) {
				computeTogether(all.part(pass, blocking.together()), blocking, input, output, pool, cancellation,
						finite);
			}
			return;
		}
		int panels = this.weights.panels();
		int groups = this.problem.groups();
		pool.run(groups * all.blocks(), (task) -> {
			cancellation.check();
			// Groups lie side by side: what one reads the next has in the cache
			int group = task % groups;
			TileRange block = all.part(task / groups, 1);
			int products = transformedSize(block);
			Workspace workspace = Workspaces.SHARED.borrow(products + taskSize(block, panels), 0);
			this.inputs.transform(input, group, block, 0, block.count(), workspace.floats, Alignment.FIRST, workspace,
					products);
			multiply(workspace.floats, Alignment.FIRST, group, block, 0, panels, workspace, products, input, output,
					finite);
			Workspaces.SHARED.giveBack(workspace);
		});
	}

	/** Transforms the inputs of all tiles of one pass, then multiplies them. */
	private void computeTogether(TileRange pass, WinogradBlocking blocking, Values input, Values output,
			WorkerPool pool, Cancellation cancellation, AtomicBoolean finite) {
		int panels = this.weights.panels();
		int ranges = Math.ceilDiv(pass.blocks(), blocking.blocks());
		int shares = Math.ceilDiv(panels, blocking.panels());
		int groups = this.problem.groups();
		int ofGroup = pass.blocks() * this.inputs.blockSize();
		Workspace shared = Workspaces.OF_ALL_TASKS.borrow(Alignment.FIRST + groups * ofGroup, 0);
		float[] transformed = shared.floats;
		int portions = Math.min(pass.count(), Math.ceilDiv(4 * pool.threads(), groups));
		pool.run(groups * portions, (task) -> {
			cancellation.check();
			int group = task / portions;
			int portion = task % portions;
			Workspace workspace = Workspaces.SHARED.borrow(this.inputs.patchSize(), 0);
			this.inputs.transform(input, group, pass, portion * pass.count() / portions,
					(portion + 1) * pass.count() / portions, transformed, Alignment.FIRST + group * ofGroup, workspace,
					0);
			Workspaces.SHARED.giveBack(workspace);
		});
		pool.run(groups * shares * ranges, (task) -> {
			cancellation.check();
			TileRange range = pass.part(task % ranges, blocking.blocks());
			int panel = task / ranges % shares * blocking.panels();
			int panelEnd = Math.min(panels, panel + blocking.panels());
			int group = task / ranges / shares;
			int from = Alignment.FIRST + group * ofGroup + task % ranges * blocking.blocks() * this.inputs.blockSize();
			Workspace workspace = Workspaces.SHARED.borrow(Alignment.FIRST + taskSize(range, panelEnd - panel), 0);
			multiply(transformed, from, group, range, panel, panelEnd, workspace, Alignment.FIRST, input, output,
					finite);
			Workspaces.SHARED.giveBack(workspace);
		});
		Workspaces.OF_ALL_TASKS.giveBack(shared);
	}

	/**
	 * What one block of tiles is computed in, however large.
	 * @return floats
	 */
	static double workspaceFloats(ConvolutionProblem problem, WinogradParts parts) {
		double channels = parts.count() * (double) problem.channelsPerGroup();
		return parts.positions() * (Math.ceil(channels / Gemm.SHORT) * Winograd.INPUT_STEP
				+ Math.ceil(problem.filtersPerGroup() / (double) Gemm.PANEL) * Winograd.OUTPUT_STEP);
	}

	private int transformedSize(TileRange range) {
		return Alignment.FIRST + range.blocks() * this.inputs.blockSize();
	}

	private int productsOfPanel() {
		return this.parts.positions() * Winograd.OUTPUT_STEP;
	}

	private int taskSize(TileRange range, int panels) {
		int patch = this.parts.outputs() * Gemm.PANEL;
		return Math.max(range.blocks() * panels * productsOfPanel() + patch, this.inputs.patchSize());
	}

	private int firstFilter(int group, int panel) {
		int filters = this.problem.filtersPerGroup();
		return group * filters + Math.min(panel * Gemm.PANEL, filters - Gemm.PANEL);
	}

	/** Multiplies a range of tiles with some panels and transforms the products back. */
	private void multiply(float[] v, int vBase, int group, TileRange range, int panel, int panelEnd,
			Workspace workspace, int mBase, Values input, Values output, AtomicBoolean finite) {
		float[] m = workspace.floats;
		int positions = this.parts.positions();
		int ofBlock = (panelEnd - panel) * productsOfPanel();
		int perPosition = this.weights.panels() * this.chunks.room() * Gemm.PANEL;
		for (int position = 0; position < positions; position++) {
			int c = mBase + position * Winograd.OUTPUT_STEP;
			if (this.firstChunks[position] == this.endChunks[position]) {
				clear(m, c, range, panelEnd - panel);
			}
			for (int chunk = this.firstChunks[position]; chunk < this.endChunks[position]; chunk++) {
				boolean isFirst = chunk == this.firstChunks[position];
				int width = this.chunks.width(chunk);
				int a = vBase + (chunk * positions + position) * Winograd.INPUT_STEP;
				int b = this.weights.first() + (group * positions + position) * perPosition
						+ (this.chunks.start(chunk) * this.weights.panels() + panel * width) * Gemm.PANEL;
				for (int index = 0; index < panelEnd - panel; index += 2) {
					boolean isPair = index + 1 < panelEnd - panel;
					for (int block = 0; block < range.blocks(); block++) {
						multiply(isFirst, isPair, v, a + block * this.inputs.blockSize(), chunk,
								b + index * width * Gemm.PANEL, m, c + block * ofBlock + index * productsOfPanel(),
								rows(range, block));
					}
				}
			}
		}
		float check = store(workspace, mBase, group, panel, panelEnd, range, input, output);
		if (check != 0) {
			finite.set(false);
		}
	}

	/** Rows that the products of a block's tiles have. */
	private int rows(TileRange range, int block) {
		return this.parts.rows(range.count(block), this.problem.channelsPerGroup());
	}

	/** What no part has a product for is 0. */
	private void clear(float[] m, int c, TileRange range, int panels) {
		for (int product = 0; product < range.blocks() * panels; product++) {
			int from = c + product * productsOfPanel();
			Arrays.fill(m, from, from + rows(range, product / panels) * Gemm.PANEL, 0);
		}
	}

	/**
	 * Multiplies one chunk of one block with one panel of weights, or with two. The first
	 * chunk's products are stored, the others' added to them.
	 */
	private void multiply(boolean isFirst, boolean isPair, float[] v, int a, int chunk, int b, float[] m, int c,
			int rows) {
		int width = this.chunks.width(chunk);
		int used = this.chunks.length(chunk);
		int sum = Math.min(width, this.sum);
		if (isPair) {
			Gemm.multiplyPair(isFirst, sum, used, v, a, width, this.weights.weights(), b, m, c, productsOfPanel(),
					rows);
		}
		else {
			Gemm.multiply(isFirst, sum, used, v, a, width, this.weights.weights(), b, m, c, rows);
		}
	}

	private float store(Workspace workspace, int mBase, int group, int panel, int panelEnd, TileRange range,
			Values input, Values output) {
		float[] m = workspace.floats;
		ConvolutionProblem of = this.problem;
		int outputRows = this.parts.down().outputs();
		int outputColumns = this.parts.across().outputs();
		int rowStep = of.dilation().height() * of.outputWidth() * of.filters();
		int columnStep = (outputColumns == 1) ? rowStep : of.dilation().width() * of.filters();
		int ofBlock = (panelEnd - panel) * productsOfPanel();
		int patch = mBase + range.blocks() * ofBlock;
		float check = 0;
		for (int tile = 0; tile < range.count(); tile++) {
			int image = this.tiles.image(range.first() + tile);
			int y = this.tiles.y(range.first() + tile);
			int x = this.tiles.x(range.first() + tile);
			int rowEnd = this.tiles.rowEnd(y);
			int columnEnd = this.tiles.columnEnd(x);
			int products = mBase + tile / range.perBlock() * ofBlock + tile % range.perBlock() * Gemm.PANEL;
			int pixel = output.first() + ((image * of.outputHeight() + y) * of.outputWidth() + x) * of.filters();
			for (int index = panel; index < panelEnd; index++) {
				int filter = firstFilter(group, index);
				int target = pixel + filter;
				int from = products + (index - panel) * productsOfPanel();
				if (y >= 0 && x >= 0 && rowEnd == outputRows && columnEnd == outputColumns) {
					check += this.parts.transform()
						.output(m, from, this.bias, filter, this.clamp.low(), this.clamp.high(), workspace.buffer,
								output.array(), target, rowStep, columnStep);
					continue;
				}
				check += this.parts.transform()
					.output(m, from, this.bias, filter, this.clamp.low(), this.clamp.high(), workspace.buffer, m, patch,
							outputColumns * Gemm.PANEL, Gemm.PANEL);
				for (int row = Math.max(0, -y); row < rowEnd; row++) {
					for (int column = Math.max(0, -x); column < columnEnd; column++) {
						System.arraycopy(m, patch + (row * outputColumns + column) * Gemm.PANEL, output.array(),
								target + row * rowStep + column * columnStep, Gemm.PANEL);
					}
				}
			}
			if (this.withCorners) {
				int filter = firstFilter(group, panel);
				this.corners.compute(input, image, Math.max(0, y), y + rowEnd, Math.max(0, x), x + columnEnd, filter,
						firstFilter(group, panelEnd - 1) + Gemm.PANEL - filter, output);
			}
		}
		return check;
	}

}
