package dev.convolve.engine.kernel;

/**
 * The scalar twin of {@link SlidingKernel} and {@link SlidingWideKernel}: one pixel and
 * eight filters at a time.
 */
final class SlidingScalar {

	private SlidingScalar() {
	}

	static void pixels(float[] a, int aBase, int values, int columns, float[] b, int bBase, float[] bias, int biasBase,
			float[] c, int cBase, int cStep, int pixels) {
		for (int pixel = 0; pixel < pixels; pixel++) {
			float s0 = 0;
			float s1 = 0;
			float s2 = 0;
			float s3 = 0;
			float s4 = 0;
			float s5 = 0;
			float s6 = 0;
			float s7 = 0;
			int w = bBase;
			for (int column = 0; column < columns; column++) {
				int x = aBase + (pixel + column) * Sliding.STEP;
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
					w += KernelMode.LANES;
				}
			}
			int to = cBase + pixel * cStep;
			c[to] = bias[biasBase] + s0;
			c[to + 1] = bias[biasBase + 1] + s1;
			c[to + 2] = bias[biasBase + 2] + s2;
			c[to + 3] = bias[biasBase + 3] + s3;
			c[to + 4] = bias[biasBase + 4] + s4;
			c[to + 5] = bias[biasBase + 5] + s5;
			c[to + 6] = bias[biasBase + 6] + s6;
			c[to + 7] = bias[biasBase + 7] + s7;
		}
	}

}
