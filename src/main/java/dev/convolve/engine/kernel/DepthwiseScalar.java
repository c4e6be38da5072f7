package dev.convolve.engine.kernel;

/**
 * The scalar twin of {@link DepthwiseTiles}: the same copy, one output at a time.
 */
final class DepthwiseScalar {

	private static final int LANES = KernelMode.LANES;

	private DepthwiseScalar() {
	}

	static void outputs(float[] input, int from, int planeStep, int[] runs, int threes, int twos, int ones,
			float[] weights, float[] bias, int vector, int end, int last, int outputs, float[] output, int to,
			int toStep) {
		int w = vector * (threes + twos + ones) * LANES;
		for (int v = vector; v < end; v++) {
			int first = from + (v - vector) * planeStep;
			int out = to + Math.min(v * LANES, last);
			for (int index = 0; index < outputs; index++) {
				System.arraycopy(bias, v * LANES, output, out + index * toStep, LANES);
			}
			for (int run = 0; run < ones; run++) {
				int length = (run < threes) ? 3 : (run < twos) ? 2 : 1;
				for (int tap = 0; tap < length; tap++) {
					int at = first + runs[run] + tap * LANES;
					for (int index = 0; index < outputs; index++) {
						for (int lane = 0; lane < LANES; lane++) {
							output[out + index * toStep + lane] += input[at + index * LANES + lane] * weights[w + lane];
						}
					}
					w += LANES;
				}
			}
		}
	}

	static void repeat(float[] input, int at, int step, int pixels, int[] channels, int lane, int vectors,
			float[] target, int to, int planeStep) {
		for (int v = 0; v < vectors; v++) {
			for (int pixel = 0; pixel < pixels; pixel++) {
				for (int index = 0; index < LANES; index++) {
					target[to + v * planeStep + pixel * LANES + index] = input[at + pixel * step
							+ channels[lane + v * LANES + index]];
				}
			}
		}
	}

}
