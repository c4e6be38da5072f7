package dev.convolve.engine.kernel;

/**
 * The scalar twin of {@link Strip2Kernel} and its variants: one pixel and eight filters
 * at a time.
 */
final class StripScalar {

	private StripScalar() {
	}

	static void tiles(int vectors, float[] a, int aBase, int values, float[] b, int bBase, float[] bias, int biasBase,
			float[] c, int cBase, int cStep, int pixels) {
		int panel = vectors * KernelMode.LANES;
		for (int pixel = 0; pixel < pixels; pixel++) {
			for (int lane = 0; lane < panel; lane += 8) {
				int from = biasBase + lane;
				float s0 = bias[from];
				float s1 = bias[from + 1];
				float s2 = bias[from + 2];
				float s3 = bias[from + 3];
				float s4 = bias[from + 4];
				float s5 = bias[from + 5];
				float s6 = bias[from + 6];
				float s7 = bias[from + 7];
				int w = bBase + lane;
				for (int k = 0; k < values; k++) {
					float value = a[aBase + pixel + k * Strip.STEP];
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
				int to = cBase + pixel * cStep + lane;
				c[to] = s0;
				c[to + 1] = s1;
				c[to + 2] = s2;
				c[to + 3] = s3;
				c[to + 4] = s4;
				c[to + 5] = s5;
				c[to + 6] = s6;
				c[to + 7] = s7;
			}
		}
	}

}
