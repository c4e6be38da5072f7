package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.tensor.Values;

/**
 * The transformed kernel, for each group {@code [positions]} matrices of
 * {@code [channels][filters]}, in the order in which they are multiplied: chunk of
 * channels by chunk, each packed in panels. Where a chunk has room for more channels,
 * there are zeros.
 *
 * @param panels of one chunk
 * @param weights {@code [groups][positions][chunks][panels][width][PANEL]}, perhaps
 * beside others'
 * @param first where they start
 */
record WinogradWeights(int panels, float[] weights, int first) {

	static WinogradWeights of(WinogradParts parts, ConvolutionProblem problem, float[] kernel, Chunks chunks) {
		int channels = problem.channelsPerGroup();
		int filters = problem.filtersPerGroup();
		int panels = (filters + Gemm.PANEL - 1) / Gemm.PANEL;
		int perPosition = panels * chunks.room() * Gemm.PANEL;
		Values weights = AlignedValues.WEIGHTS.of(problem.groups() * parts.positions() * perPosition);
		double[][] g = parts.transform().kernelTransform();
		for (int index = 0; index < problem.groups() * chunks.values(); index++) {
			int group = index / chunks.values();
			int value = index % chunks.values();
			WinogradParts.Part part = parts.parts().get(value / channels);
			int chunk = value / chunks.size();
			int start = chunks.start(chunk);
			for (int panel = 0; panel < panels; panel++) {
				int first = group * filters + Math.min(panel * Gemm.PANEL, filters - Gemm.PANEL);
				int row = start * panels + panel * chunks.width(chunk) + value - start;
				int to = weights.first() + group * parts.positions() * perPosition + row * Gemm.PANEL;
				for (int lane = 0; lane < Gemm.PANEL; lane++) {
					transform(g, parts, part, kernel, problem.kernel().width(),
							value % channels * problem.filters() + first + lane, channels * problem.filters(),
							weights.array(), to + lane, perPosition);
				}
			}
		}
		return new WinogradWeights(panels, weights.array(), weights.first());
	}

	/** Transforms the taps of one part, channel and filter. */
	private static void transform(double[][] g, WinogradParts parts, WinogradParts.Part part, float[] kernel,
			int kernelWidth, int from, int step, float[] weights, int to, int perPosition) {
		WinogradAxis.Part rows = part.down();
		WinogradAxis.Part columns = part.across();
		int inputColumns = parts.across().inputs();
		double[] half = new double[columns.taps()];
		for (int y = 0; y < parts.down().inputs(); y++) {
			for (int tap = 0; tap < columns.taps(); tap++) {
				int column = columns.first() + tap * parts.across().stride();
				half[tap] = 0;
				for (int other = 0; other < rows.taps(); other++) {
					int row = rows.first() + other * parts.down().stride();
					half[tap] += factor(g, parts.down(), y, other) * kernel[from + (row * kernelWidth + column) * step];
				}
			}
			for (int x = 0; x < inputColumns; x++) {
				double sum = 0;
				for (int tap = 0; tap < columns.taps(); tap++) {
					sum += factor(g, parts.across(), x, tap) * half[tap];
				}
				weights[to + (y * inputColumns + x) * perPosition] = (float) sum;
			}
		}
	}

	private static double factor(double[][] g, WinogradAxis axis, int input, int tap) {
		return (axis.inputs() == 1) ? 1 : g[input][tap];
	}

}
