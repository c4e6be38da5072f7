package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Winograd;

/**
 * The transformed kernel, {@code [positions]} matrices of {@code [channels][filters]},
 * each packed in panels.
 *
 * @param panels of one position
 * @param weights {@code [positions][panels][channels][PANEL]}
 */
record WinogradWeights(int panels, float[] weights) {

	static WinogradWeights of(Winograd transform, int channels, int filters, float[] kernel) {
		int panels = (filters + Gemm.PANEL - 1) / Gemm.PANEL;
		int inputs = transform.inputs();
		int perPosition = panels * channels * Gemm.PANEL;
		float[] weights = new float[transform.positions() * perPosition];
		double[][] g = transform.kernelTransform();
		double[][] half = new double[inputs][3];
		for (int panel = 0; panel < panels; panel++) {
			int first = Math.min(panel * Gemm.PANEL, filters - Gemm.PANEL);
			for (int channel = 0; channel < channels; channel++) {
				for (int lane = 0; lane < Gemm.PANEL; lane++) {
					int source = channel * filters + first + lane;
					for (int row = 0; row < inputs; row++) {
						for (int column = 0; column < 3; column++) {
							half[row][column] = g[row][0] * kernel[source + column * channels * filters]
									+ g[row][1] * kernel[source + (3 + column) * channels * filters]
									+ g[row][2] * kernel[source + (6 + column) * channels * filters];
						}
					}
					int target = (panel * channels + channel) * Gemm.PANEL + lane;
					for (int row = 0; row < inputs; row++) {
						for (int column = 0; column < inputs; column++) {
							weights[(row * inputs + column) * perPosition
									+ target] = (float) (g[column][0] * half[row][0] + g[column][1] * half[row][1]
											+ g[column][2] * half[row][2]);
						}
					}
				}
			}
		}
		return new WinogradWeights(panels, weights);
	}

}
