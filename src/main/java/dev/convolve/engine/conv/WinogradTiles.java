package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Winograd;

/**
 * The tiles of a Winograd convolution: image by image, row by row. A dilated convolution
 * is one of its own for every phase, which is the image without the pixels that its
 * outputs do not see.
 *
 * @param problem the descriptor
 * @param outputRows rows of outputs in a tile
 * @param outputColumns columns of outputs in a tile
 * @param rows of tiles in a phase
 * @param columns of tiles in a phase
 */
record WinogradTiles(ConvolutionProblem problem, int outputRows, int outputColumns, int rows, int columns) {

	static WinogradTiles of(ConvolutionProblem problem, WinogradParts parts) {
		int outputRows = parts.down().outputs();
		int outputColumns = parts.across().outputs();
		int reachDown = outputRows * problem.dilation().height();
		int reachRight = outputColumns * problem.dilation().width();
		return new WinogradTiles(problem, outputRows, outputColumns, (problem.outputHeight() - 1) / reachDown + 1,
				(problem.outputWidth() - 1) / reachRight + 1);
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

	/** The first output row of a tile; it may lie below the image. */
	int y(int tile) {
		int dilation = this.problem.dilation().height();
		int row = tile / (this.columns * this.problem.dilation().width()) % (this.rows * dilation);
		return row / this.rows + row % this.rows * this.outputRows * dilation;
	}

	/** The first output column of a tile; it may lie beside the image. */
	int x(int tile) {
		int dilation = this.problem.dilation().width();
		int column = tile % (this.columns * dilation);
		return column / this.columns + column % this.columns * this.outputColumns * dilation;
	}

	/** How many output rows of a tile lie in the image. */
	int height(int y) {
		return inside(this.problem.outputHeight(), y, this.problem.dilation().height(), this.outputRows);
	}

	/** How many output columns of a tile lie in the image. */
	int width(int x) {
		return inside(this.problem.outputWidth(), x, this.problem.dilation().width(), this.outputColumns);
	}

	private static int inside(int side, int first, int dilation, int most) {
		return Math.clamp((side - first + dilation - 1) / dilation, 0, most);
	}

}
