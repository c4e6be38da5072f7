package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Winograd;

/**
 * The transformed kernel, {@code [positions]} matrices of {@code [channels][filters]}, in
 * the order in which they are multiplied: chunk of channels by chunk, each packed in
 * panels. Where a chunk has room for more channels, there are zeros.
 *
 * @param panels of one chunk
 * @param weights {@code [positions][chunks][panels][width][PANEL]}
 */
record WinogradWeights(int panels, float[] weights) {

	static WinogradWeights of(Winograd transform, int channels, int filters, float[] kernel, Chunks chunks) {
		int panels = (filters + Gemm.PANEL - 1) / Gemm.PANEL;
		int inputs = transform.inputs();
		int perPosition = panels * chunks.room() * Gemm.PANEL;
		float[] weights = new float[transform.positions() * perPosition];
		double[][] g = transform.kernelTransform();
		int taps = transform.taps();
		double[][] half = new double[inputs][taps];
		for (int panel = 0; panel < panels; panel++) {
			int first = Math.min(panel * Gemm.PANEL, filters - Gemm.PANEL);
			for (int channel = 0; channel < channels; channel++) {
				int chunk = channel / chunks.size();
				int start = chunks.start(chunk);
				int row = start * panels + panel * chunks.width(chunk) + channel - start;
				for (int lane = 0; lane < Gemm.PANEL; lane++) {
					int source = channel * filters + first + lane;
					for (int y = 0; y < inputs; y++) {
						for (int x = 0; x < taps; x++) {
							half[y][x] = 0;
							for (int tap = 0; tap < taps; tap++) {
								half[y][x] += g[y][tap] * kernel[source + (tap * taps + x) * channels * filters];
							}
						}
					}
					int target = row * Gemm.PANEL + lane;
					for (int y = 0; y < inputs; y++) {
						for (int x = 0; x < inputs; x++) {
							double sum = 0;
							for (int tap = 0; tap < taps; tap++) {
								sum += g[x][tap] * half[y][tap];
							}
							weights[(y * inputs + x) * perPosition + target] = (float) sum;
						}
					}
				}
			}
		}
		return new WinogradWeights(panels, weights);
	}

}
