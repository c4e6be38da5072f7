package dev.convolve.engine.kernel;

/**
 * Rows of a depthwise convolution.
 */
public final class Depthwise {

	/** The least number of channels: one vector. */
	public static final int LEAST_CHANNELS = KernelMode.LANES;

	/** Outputs that are computed at once. */
	public static final int OUTPUTS = 4;

	/** Whether {@link #four3x3} may be used. */
	public static final boolean HAS_3X3 = KernelMode.VECTOR;

	private Depthwise() {
	}

	/** Eight outputs, all channels; see {@link DepthwiseKernel#eight}. */
	public static void eight(float[] input, int at, int step, int[] taps, int tap, int tapEnd, float[] weights,
			float[] bias, int channels, float[] output, int to) {
		if (!KernelMode.VECTOR) {
			DepthwiseScalar.outputs(8, input, at, step, taps, tap, tapEnd, weights, bias, channels, output, to);
			return;
		}
		int whole = channels / KernelMode.LANES * KernelMode.LANES;
		DepthwiseKernel.eight(input, at, step, taps, tap, tapEnd, weights, bias, 0, whole, output, to, channels);
		if (whole < channels) {
			// The last vector overlaps the one before
			DepthwiseKernel.eight(input, at, step, taps, tap, tapEnd, weights, bias, channels - KernelMode.LANES,
					channels, output, to, channels);
		}
	}

	/** Four outputs, all channels; see {@link DepthwiseKernel#four}. */
	public static void four(float[] input, int at, int step, int[] taps, int tap, int tapEnd, float[] weights,
			float[] bias, int channels, float[] output, int to) {
		if (!KernelMode.VECTOR) {
			DepthwiseScalar.outputs(4, input, at, step, taps, tap, tapEnd, weights, bias, channels, output, to);
			return;
		}
		int whole = channels / KernelMode.LANES * KernelMode.LANES;
		DepthwiseKernel.four(input, at, step, taps, tap, tapEnd, weights, bias, 0, whole, output, to, channels);
		if (whole < channels) {
			// The last vector overlaps the one before
			DepthwiseKernel.four(input, at, step, taps, tap, tapEnd, weights, bias, channels - KernelMode.LANES,
					channels, output, to, channels);
		}
	}

	/** One output, all channels; see {@link DepthwiseKernel#one}. */
	public static void one(float[] input, int at, int[] taps, int tap, int tapEnd, float[] weights, float[] bias,
			int channels, float[] output, int to) {
		if (!KernelMode.VECTOR) {
			DepthwiseScalar.outputs(1, input, at, 0, taps, tap, tapEnd, weights, bias, channels, output, to);
			return;
		}
		int whole = channels / KernelMode.LANES * KernelMode.LANES;
		DepthwiseKernel.one(input, at, taps, tap, tapEnd, weights, bias, 0, whole, output, to);
		if (whole < channels) {
			DepthwiseKernel.one(input, at, taps, tap, tapEnd, weights, bias, channels - KernelMode.LANES, channels,
					output, to);
		}
	}

	/** Adds taps to one output, all channels; see {@link DepthwiseKernel#one}. */
	public static void more(float[] input, int at, int[] taps, int tap, int tapEnd, float[] weights, int channels,
			float[] output, int to) {
		if (!KernelMode.VECTOR) {
			DepthwiseScalar.more(input, at, taps, tap, tapEnd, weights, channels, output, to);
			return;
		}
		int whole = channels / KernelMode.LANES * KernelMode.LANES;
		DepthwiseKernel.more(input, at, taps, tap, tapEnd, weights, 0, whole, output, to);
		for (int c = whole; c < channels; c++) {
			float sum = output[to + c];
			for (int t = tap; t < tapEnd; t += 2) {
				sum = Math.fma(weights[taps[t + 1] + c], input[at + c + taps[t]], sum);
			}
			output[to + c] = sum;
		}
	}

	/**
	 * Four outputs of a 3×3 kernel with stride 1; see {@link DepthwiseKernel#four3x3}.
	 */
	public static void four3x3(float[] input, int at, int rowStep, float[] weights, float[] bias, int channels,
			float[] output, int to) {
		int whole = channels / KernelMode.LANES * KernelMode.LANES;
		DepthwiseKernel.four3x3(input, at, rowStep, channels, weights, channels, bias, 0, whole, output, to, channels);
		if (whole < channels) {
			DepthwiseKernel.four3x3(input, at, rowStep, channels, weights, channels, bias, channels - KernelMode.LANES,
					channels, output, to, channels);
		}
	}

	/** Limits values that follow each other; see {@link Gemm#clamp}. */
	public static void clamp(float[] data, int from, int end, float low, float high) {
		if (KernelMode.VECTOR) {
			ClampKernel.run(data, from, end, low, high);
		}
		else {
			GemmScalar.clamp(data, from, end, low, high);
		}
	}

}
