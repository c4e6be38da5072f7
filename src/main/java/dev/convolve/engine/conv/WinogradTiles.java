package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Winograd;

/**
 * The tiles of a Winograd convolution: image by image, row by row. A dilated convolution
 * is one of its own for every phase, which is the image without the pixels that its
 * outputs do not see. The first tiles may begin above or left of the image.
 *
 * @param problem the descriptor
 * @param down the rows
 * @param across the columns
 * @param rows of tiles in a phase
 * @param columns of tiles in a phase
 */
record WinogradTiles(ConvolutionProblem problem, TileSide down, TileSide across, int rows, int columns) {

	static WinogradTiles of(ConvolutionProblem problem, WinogradParts parts) {
		TileSide down = Corners.rows(problem, parts);
		TileSide across = Corners.columns(problem, parts);
		return new WinogradTiles(problem, down, across, down.tiles(), across.tiles());
	}

	/** How many there are. */
	int count() {
		return this.problem.batch() * perImage();
	}

	private int perImage() {
		return this.rows * this.columns * this.problem.dilation().height() * this.problem.dilation().width();
	}

	int image(int tile) {
		return tile / perImage();
	}

	/** The first output row of a tile; it may lie above or below the image. */
	int y(int tile) {
		int dilation = this.problem.dilation().height();
		int row = tile / (this.columns * this.problem.dilation().width()) % (this.rows * dilation);
		return row / this.rows + row % this.rows * this.down.reach() - this.down.outside();
	}

	/** The first output column of a tile; it may lie on either side of the image. */
	int x(int tile) {
		int dilation = this.problem.dilation().width();
		int column = tile % (this.columns * dilation);
		return column / this.columns + column % this.columns * this.across.reach() - this.across.outside();
	}

	/** Behind the last output row of a tile that lies in the image. */
	int rowEnd(int y) {
		return this.down.end(y);
	}

	/** Behind the last output column of a tile that lies in the image. */
	int columnEnd(int x) {
		return this.across.end(x);
	}

}
