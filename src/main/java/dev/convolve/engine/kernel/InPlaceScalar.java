package dev.convolve.engine.kernel;

/**
 * The scalar twin of {@link InPlace1Kernel}, {@link InPlace2Kernel},
 * {@link InPlace4Kernel} and {@link SlidingKernel}: one pixel and eight filters at a
 * time.
 */
final class InPlaceScalar {

	private InPlaceScalar() {
	}

	static void pixels(int vectors, float[] a, int aBase, int step, int rows, int rowStep, int taps, float[] b,
			int bBase, float[] bias, int biasBase, float[] c, int cBase, int cStep, int pixels) {
		int panel = vectors * KernelMode.LANES;
		for (int pixel = 0; pixel < pixels; pixel++) {
			for (int lane = 0; lane < panel; lane += 8) {
				float s0 = 0;
				float s1 = 0;
				float s2 = 0;
				float s3 = 0;
				float s4 = 0;
				float s5 = 0;
				float s6 = 0;
				float s7 = 0;
				int w = bBase + lane;
				for (int row = 0; row < rows; row++) {
					int x = aBase + pixel * step + row * rowStep;
					for (int k = 0; k < taps; k++) {
						float value = a[x + k];
						s0 += value * b[w];
						s1 += value * b[w + 1];
						s2 += value * b[w + 2];
						s3 += value * b[w + 3];
						s4 += value * b[w + 4];
						s5 += value * b[w + 5];
						s6 += value * b[w + 6];
						s7 += value * b[w + 7];
						w += panel;
					}
				}
				int from = biasBase + lane;
				int to = cBase + pixel * cStep + lane;
				c[to] = bias[from] + s0;
				c[to + 1] = bias[from + 1] + s1;
				c[to + 2] = bias[from + 2] + s2;
				c[to + 3] = bias[from + 3] + s3;
				c[to + 4] = bias[from + 4] + s4;
				c[to + 5] = bias[from + 5] + s5;
				c[to + 6] = bias[from + 6] + s6;
				c[to + 7] = bias[from + 7] + s7;
			}
		}
	}

}
