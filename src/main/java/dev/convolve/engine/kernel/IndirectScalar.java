package dev.convolve.engine.kernel;

/**
 * The scalar twin of the indirect kernels: the same layouts, one row and eight filters at
 * a time.
 */
final class IndirectScalar {

	private IndirectScalar() {
	}

	static void rows(int vectors, float[] a, int aBase, int[] rows, int in, int from, int to, int[] pieces, int first,
			int end, float[] b, int bBase, float[] start, int startBase, float[] c, int cBase, int count) {
		int panel = vectors * KernelMode.LANES;
		for (int row = 0; row < count; row++) {
			int x = aBase + rows[in + row];
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
				for (int piece = first; piece < end; piece += Indirect.PIECE) {
					int z = x + pieces[piece];
					for (int k = 0; k < pieces[piece + 1]; k++) {
						float value = a[z + k];
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
				int source = startBase + rows[from + row] + lane;
				int target = cBase + rows[to + row] + lane;
				c[target] = start[source] + s0;
				c[target + 1] = start[source + 1] + s1;
				c[target + 2] = start[source + 2] + s2;
				c[target + 3] = start[source + 3] + s3;
				c[target + 4] = start[source + 4] + s4;
				c[target + 5] = start[source + 5] + s5;
				c[target + 6] = start[source + 6] + s6;
				c[target + 7] = start[source + 7] + s7;
			}
		}
	}

}
