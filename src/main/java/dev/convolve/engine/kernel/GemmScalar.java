package dev.convolve.engine.kernel;

/**
 * The scalar twin of {@link GemmKernel}: the same layouts, one row and eight filters at a
 * time. Sums are locals and stored once: where the last panel overlaps the one before,
 * two threads may write the same output, and then only the same value.
 */
final class GemmScalar {

	private static final int PANEL = 2 * KernelMode.LANES;

	private GemmScalar() {
	}

	static void tiles(float[] a, int aBase, int[] tables, int end, int cTable, int[] starts, int[] lengths, int segment,
			int segmentEnd, float[] b, int bBase, float[] init, int initBase, int initStep, float[] c, int cBase) {
		for (int row = 0; row < end; row++) {
			int from = initBase + row * initStep;
			int to = cBase + tables[cTable + row];
			for (int lane = 0; lane < PANEL; lane += 8) {
				float s0 = init[from + lane];
				float s1 = init[from + lane + 1];
				float s2 = init[from + lane + 2];
				float s3 = init[from + lane + 3];
				float s4 = init[from + lane + 4];
				float s5 = init[from + lane + 5];
				float s6 = init[from + lane + 6];
				float s7 = init[from + lane + 7];
				int w = bBase + lane;
				for (int s = segment; s < segmentEnd; s++) {
					int x = aBase + tables[row] + starts[s];
					for (int k = 0; k < lengths[s]; k++) {
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
				}
				c[to + lane] = s0;
				c[to + lane + 1] = s1;
				c[to + lane + 2] = s2;
				c[to + lane + 3] = s3;
				c[to + lane + 4] = s4;
				c[to + lane + 5] = s5;
				c[to + lane + 6] = s6;
				c[to + lane + 7] = s7;
			}
		}
	}

	/** One tile of {@link Gemm#ROWS} rows at a regular distance. */
	static void tile(float[] a, int x0, int aStep, int values, float[] b, int bBase, float[][] arrays, int[] offsets) {
		float[] init = arrays[GemmTarget.INIT];
		float[] c = arrays[GemmTarget.RESULT];
		for (int row = 0; row < Gemm.ROWS; row++) {
			int x = x0 + row * aStep;
			int start = offsets[GemmTarget.FROM] + row * offsets[GemmTarget.INIT_STEP];
			int end = offsets[GemmTarget.TO] + row * offsets[GemmTarget.STEP];
			for (int lane = 0; lane < PANEL; lane += 4) {
				float s0 = 0;
				float s1 = 0;
				float s2 = 0;
				float s3 = 0;
				int w = bBase + lane;
				for (int k = 0; k < values; k++) {
					float value = a[x + k];
					s0 += value * b[w];
					s1 += value * b[w + 1];
					s2 += value * b[w + 2];
					s3 += value * b[w + 3];
					w += PANEL;
				}
				c[end + lane] = init[start + lane] + s0;
				c[end + lane + 1] = init[start + lane + 1] + s1;
				c[end + lane + 2] = init[start + lane + 2] + s2;
				c[end + lane + 3] = init[start + lane + 3] + s3;
			}
		}
	}

	static void clamp(float[] data, int base, int[] table, int first, int end, float low, float high) {
		for (int row = first; row < end; row++) {
			clamp(data, base + table[row], base + table[row] + PANEL, low, high);
		}
	}

	static void clamp(float[] data, int from, int end, float low, float high) {
		for (int index = from; index < end; index++) {
			float value = data[index];
			value = (value <= low) ? low : value;
			data[index] = (value >= high) ? high : value;
		}
	}

}
