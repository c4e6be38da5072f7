package dev.convolve.engine.conv;

import java.util.Arrays;

import dev.convolve.engine.kernel.Winograd;
import dev.convolve.tensor.Values;

/**
 * The inputs of Winograd tiles, and their transforms: of each block of tiles
 * {@code [chunks][positions][tiles][width]}. Where a tile reaches into the padding, or a
 * chunk has channels of several parts of the kernel, its inputs are copied first.
 */
final class WinogradInputs {

	private final ConvolutionProblem problem;

	private final WinogradParts parts;

	private final Chunks chunks;

	private final WinogradTiles tiles;

	/** Of each chunk's first value: where its part starts, and its channel. */
	private final int[] rows;

	private final int[] columns;

	private final int[] channels;

	/** From one input of a tile to the next, in rows and in columns. */
	private final int down;

	private final int right;

	WinogradInputs(ConvolutionProblem problem, WinogradParts parts, Chunks chunks, WinogradTiles tiles) {
		this.problem = problem;
		this.parts = parts;
		this.chunks = chunks;
		this.tiles = tiles;
		this.down = problem.strides().height() * problem.dilation().height();
		this.right = problem.strides().width() * problem.dilation().width();
		this.rows = new int[chunks.count()];
		this.columns = new int[chunks.count()];
		this.channels = new int[chunks.count()];
		for (int chunk = 0; chunk < chunks.count(); chunk++) {
			int part = chunks.start(chunk) / problem.channelsPerGroup();
			this.rows[chunk] = firstRow(part);
			this.columns[chunk] = firstColumn(part);
			this.channels[chunk] = chunks.start(chunk) % problem.channelsPerGroup();
		}
	}

	/** What one block of tiles is transformed to, in floats. */
	int blockSize() {
		return this.chunks.count() * this.parts.positions() * Winograd.INPUT_STEP;
	}

	/** What transforming needs: a patch of inputs, in floats. */
	int patchSize() {
		return this.parts.positions() * this.chunks.size();
	}

	/**
	 * Transforms tiles of a range: each chunk where it lies, if it can be.
	 * @param input all images
	 * @param group whose channels
	 * @param range of tiles
	 * @param from the first tile, counted in the range
	 * @param end behind the last
	 * @param v the transformed, a block of the range after the other
	 * @param vBase the first block
	 * @param workspace for {@link #patchSize} values in between
	 * @param workBase where those may be
	 */
	void transform(Values input, int group, TileRange range, int from, int end, float[] v, int vBase,
			Workspace workspace, int workBase) {
		float[] work = workspace.floats;
		ConvolutionProblem of = this.problem;
		Winograd transform = this.parts.transform();
		int inputColumns = this.parts.across().inputs();
		int lastRow = of.height() - (this.parts.down().inputs() - 1) * this.down;
		int lastColumn = of.width() - (inputColumns - 1) * this.right;
		int reach = ((this.parts.down().inputs() - 1) * this.down * of.width() + (inputColumns - 1) * this.right)
				* of.channels();
		int inputEnd = input.first() + of.batch() * of.height() * of.width() * of.channels();
		for (int tile = from; tile < end; tile++) {
			int tileY = this.tiles.y(range.first() + tile) * of.strides().height() - of.padding().top();
			int tileX = this.tiles.x(range.first() + tile) * of.strides().width() - of.padding().left();
			int imageBase = input.first()
					+ this.tiles.image(range.first() + tile) * of.height() * of.width() * of.channels()
					+ group * of.channelsPerGroup();
			int block = vBase + tile / range.perBlock() * blockSize();
			int place = tile % range.perBlock();
			for (int chunk = 0; chunk < this.chunks.count(); chunk++) {
				int width = this.chunks.width(chunk);
				int channel = this.channels[chunk];
				int y = tileY + this.rows[chunk];
				int x = tileX + this.columns[chunk];
				int first = imageBase + (y * of.width() + x) * of.channels() + channel;
				// What it reads of other channels is multiplied with 0 or not at all
				boolean direct = channel + this.chunks.length(chunk) <= of.channelsPerGroup() && y >= 0 && x >= 0
						&& y < lastRow && x < lastColumn && first + reach + width <= inputEnd;
				if (!direct) {
					copyPatches(input.array(), imageBase, tileY, tileX, chunk, work, workBase);
				}
				int at = direct ? first : workBase;
				int rowStep = direct ? this.down * of.width() * of.channels() : inputColumns * width;
				int columnStep = (inputColumns == 1) ? rowStep : direct ? this.right * of.channels() : width;
				int to = block + chunk * this.parts.positions() * Winograd.INPUT_STEP + place * width;
				for (int index = 0; index < width; index += Winograd.CHANNELS) {
					transform.input(direct ? input.array() : work, at + index, rowStep, columnStep, workspace.buffer, v,
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
		int channels = this.problem.channelsPerGroup();
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

}
