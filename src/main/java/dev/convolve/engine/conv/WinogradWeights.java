package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Winograd;

/**
 * The transformed kernel, {@code [positions]} matrices of {@code [channels][filters]}, in
 * the order in which they are multiplied: chunk of channels by chunk, each packed in
 * panels.
 *
 * @param panels of one chunk
 * @param weights {@code [positions][chunks][panels][channels of the chunk][PANEL]}
 */
record WinogradWeights(int panels, float[] weights) {

	static WinogradWeights of(Winograd transform, int channels, int filters, float[] kernel, WinogradChunks chunks) {
		int panels = (filters + Gemm.PANEL - 1) / Gemm.PANEL;
		int inputs = transform.inputs();
		int perPosition = panels * channels * Gemm.PANEL;
		float[] weights = new float[transform.positions() * perPosition];
		double[][] g = transform.kernelTransform();
		double[][] half = new double[inputs][3];
		for (int panel = 0; panel < panels; panel++) {
			int first = Math.min(panel * Gemm.PANEL, filters - Gemm.PANEL);
			for (int channel = 0; channel < channels; channel++) {
				int chunk = chunks.of(channel);
				int row = chunks.start(chunk) * panels + panel * chunks.length(chunk) + channel - chunks.start(chunk);
				for (int lane = 0; lane < Gemm.PANEL; lane++) {
					int source = channel * filters + first + lane;
					for (int y = 0; y < inputs; y++) {
						for (int x = 0; x < 3; x++) {
							half[y][x] = g[y][0] * kernel[source + x * channels * filters]
									+ g[y][1] * kernel[source + (3 + x) * channels * filters]
									+ g[y][2] * kernel[source + (6 + x) * channels * filters];
						}
					}
					int target = row * Gemm.PANEL + lane;
					for (int y = 0; y < inputs; y++) {
						for (int x = 0; x < inputs; x++) {
							weights[(y * inputs + x) * perPosition + target] = (float) (g[x][0] * half[y][0]
									+ g[x][1] * half[y][1] + g[x][2] * half[y][2]);
						}
					}
				}
			}
		}
		return new WinogradWeights(panels, weights);
	}

}
