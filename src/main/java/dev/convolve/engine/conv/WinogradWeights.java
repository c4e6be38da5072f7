package dev.convolve.engine.conv;

import java.util.Arrays;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.tensor.Values;

/**
 * The transformed kernel, for each group {@code [positions]} matrices of
 * {@code [channels][filters]}, in the order in which they are multiplied: chunk of
 * channels by chunk, each packed in panels as {@link Gemm#row} says. Where a chunk has
 * room for more channels, there are zeros.
 *
 * @param panels of one chunk
 * @param weights {@code [groups][positions][chunks]}, and in each {@link Gemm#row}s,
 * perhaps beside others'
 * @param first where they start
 */
record WinogradWeights(int panels, float[] weights, int first) {

	static WinogradWeights of(WinogradParts parts, ConvolutionProblem problem, float[] kernel, Chunks chunks) {
		int channels = problem.channelsPerGroup();
		int filters = problem.filtersPerGroup();
		int panels = (filters + Gemm.PANEL - 1) / Gemm.PANEL;
		int perPosition = panels * chunks.room() * Gemm.PANEL;
		Values weights = AlignedValues.WEIGHTS.of(problem.groups() * parts.positions() * perPosition);
		Transform transform = new Transform(parts, problem, kernel, weights.array(), perPosition);
		// Panel by panel: what is written to a position follows, within a chunk, what was
		// written before
		for (int index = 0; index < problem.groups() * panels; index++) {
			int group = index / panels;
			int panel = index % panels;
			int first = group * filters + Math.min(panel * Gemm.PANEL, filters - Gemm.PANEL);
			int base = weights.first() + group * parts.positions() * perPosition;
			for (int value = 0; value < chunks.values(); value++) {
				int chunk = value / chunks.size();
				int start = chunks.start(chunk);
				int row = start * panels + Gemm.row(panel, panels, value - start, chunks.width(chunk));
				transform.run(parts.parts().get(value / channels), value % channels, first, base + row * Gemm.PANEL);
			}
		}
		return new WinogradWeights(panels, weights.array(), weights.first());
	}

	/**
	 * The transform of one channel and all filters of a panel. They lie side by side, so
	 * that places and factors are found once for all of them.
	 */
	private static final class Transform {

		private static final double[][] PLAIN = { { 1 } };

		private final WinogradParts parts;

		private final ConvolutionProblem problem;

		private final float[] kernel;

		private final float[] weights;

		private final int perPosition;

		private final double[][] down;

		private final double[][] across;

		/** The taps of a part, {@code [rows][columns][PANEL]}. */
		private final double[] taps;

		/** Its columns transformed, {@code [inputs][columns][PANEL]}. */
		private final double[] halves;

		/** One row of these transformed, {@code [inputs][PANEL]}. */
		private final double[] row;

		Transform(WinogradParts parts, ConvolutionProblem problem, float[] kernel, float[] weights, int perPosition) {
			this.parts = parts;
			this.problem = problem;
			this.kernel = kernel;
			this.weights = weights;
			this.perPosition = perPosition;
			double[][] matrix = parts.transform().kernelTransform();
			this.down = (parts.down().inputs() == 1) ? PLAIN : matrix;
			this.across = (parts.across().inputs() == 1) ? PLAIN : matrix;
			this.taps = new double[parts.down().taps() * parts.across().taps() * Gemm.PANEL];
			this.halves = new double[parts.down().inputs() * parts.across().taps() * Gemm.PANEL];
			this.row = new double[parts.across().inputs() * Gemm.PANEL];
		}

		/**
		 * Transforms the taps of one part.
		 * @param filter the first
		 * @param to where the first position's are put
		 */
		void run(WinogradParts.Part part, int channel, int filter, int to) {
			int rows = part.down().taps();
			int columns = part.across().taps();
			for (int tap = 0; tap < rows * columns; tap++) {
				int y = part.down().first() + tap / columns * this.parts.down().stride();
				int x = part.across().first() + tap % columns * this.parts.across().stride();
				int from = ((y * this.problem.kernel().width() + x) * this.problem.channelsPerGroup() + channel)
						* this.problem.filters() + filter;
				for (int lane = 0; lane < Gemm.PANEL; lane++) {
					this.taps[tap * Gemm.PANEL + lane] = this.kernel[from + lane];
				}
			}
			int width = columns * Gemm.PANEL;
			int inputRows = this.parts.down().inputs();
			int inputColumns = this.parts.across().inputs();
			multiply(this.down, inputRows, rows, this.taps, 0, width, this.halves);
			for (int y = 0; y < inputRows; y++) {
				multiply(this.across, inputColumns, columns, this.halves, y * width, Gemm.PANEL, this.row);
				for (int x = 0; x < inputColumns; x++) {
					int target = to + (y * inputColumns + x) * this.perPosition;
					for (int lane = 0; lane < Gemm.PANEL; lane++) {
						this.weights[target + lane] = (float) this.row[x * Gemm.PANEL + lane];
					}
				}
			}
		}

		/** Multiplies a matrix with rows of values that are so wide. */
		private static void multiply(double[][] matrix, int rows, int terms, double[] values, int from, int width,
				double[] products) {
			Arrays.fill(products, 0, rows * width, 0);
			for (int row = 0; row < rows; row++) {
				for (int term = 0; term < terms; term++) {
					double factor = matrix[row][term];
					for (int index = 0; index < width; index++) {
						products[row * width + index] += factor * values[from + term * width + index];
					}
				}
			}
		}

	}

}
