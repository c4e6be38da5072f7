package dev.convolve.engine.kernel;

/**
 * The scalar twin of {@link DepthwiseKernel}: one output at a time.
 */
final class DepthwiseScalar {

	private DepthwiseScalar() {
	}

	static void outputs(int count, float[] input, int at, int step, int[] taps, int tap, int tapEnd, float[] weights,
			float[] bias, int channels, float[] output, int to) {
		for (int index = 0; index < count; index++) {
			System.arraycopy(bias, 0, output, to + index * channels, channels);
			more(input, at + index * step, taps, tap, tapEnd, weights, channels, output, to + index * channels);
		}
	}

	static void more(float[] input, int at, int[] taps, int tap, int tapEnd, float[] weights, int channels,
			float[] output, int to) {
		for (int t = tap; t < tapEnd; t += 2) {
			int from = at + taps[t];
			int weight = taps[t + 1];
			for (int channel = 0; channel < channels; channel++) {
				output[to + channel] += input[from + channel] * weights[weight + channel];
			}
		}
	}

}
