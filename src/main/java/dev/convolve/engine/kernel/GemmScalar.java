package dev.convolve.engine.kernel;

/**
 * The scalar twin of {@link GemmKernel}, {@link GemmPairKernel}, {@link GemmSumsKernel}
 * and {@link GemmStoreKernel}: the same layouts, one row and eight filters at a time.
 * Outputs are stored once: where the last panel overlaps the one before, two threads may
 * write the same output, and then only the same value.
 */
final class GemmScalar {

	private static final int PANEL = 2 * KernelMode.LANES;

	private GemmScalar() {
	}

	static void rows(float[] a, int aBase, int aStep, int values, float[] b, int bBase, float[] start, int startBase,
			int startStep, float[] output, int outputBase, int step, int rows) {
		for (int row = 0; row < rows; row++) {
			int x = aBase + row * aStep;
			for (int lane = 0; lane < PANEL; lane += 8) {
				float s0 = 0;
				float s1 = 0;
				float s2 = 0;
				float s3 = 0;
				float s4 = 0;
				float s5 = 0;
				float s6 = 0;
				float s7 = 0;
				int w = bBase + lane;
				for (int k = 0; k < values; k++) {
					float value = a[x + k];
					s0 += value * b[w];
					s1 += value * b[w + 1];
					s2 += value * b[w + 2];
					s3 += value * b[w + 3];
					s4 += value * b[w + 4];
					s5 += value * b[w + 5];
					s6 += value * b[w + 6];
					s7 += value * b[w + 7];
					w += PANEL;
				}
				int from = startBase + row / Gemm.ROWS * startStep + row % Gemm.ROWS * PANEL + lane;
				int to = outputBase + row * step + lane;
				output[to] = start[from] + s0;
				output[to + 1] = start[from + 1] + s1;
				output[to + 2] = start[from + 2] + s2;
				output[to + 3] = start[from + 3] + s3;
				output[to + 4] = start[from + 4] + s4;
				output[to + 5] = start[from + 5] + s5;
				output[to + 6] = start[from + 6] + s6;
				output[to + 7] = start[from + 7] + s7;
			}
		}
	}

	static void clamp(float[] data, int from, int end, float low, float high) {
		for (int index = from; index < end; index++) {
			data[index] = limit(data[index], low, high);
		}
	}

	private static float limit(float value, float low, float high) {
		float least = (value <= low) ? low : value;
		return (least >= high) ? high : least;
	}

}
