package dev.convolve.engine.kernel;

/**
 * The scalar twin of {@link DepthwiseTiles}: the same copy, one output at a time. Sums
 * are stored once: where the last vector overlaps the one before, two threads may write
 * the same output, and then only the same value.
 */
final class DepthwiseScalar {

	private static final int LANES = KernelMode.LANES;

	private DepthwiseScalar() {
	}

	static void outputs(float[] input, int from, int planeStep, int[] runs, int threes, int twos, int ones,
			float[] weights, int weightsBase, float[] bias, int vector, int end, int last, int outputs, float[] output,
			int to, int toStep, float low, float high) {
		int taps = threes + twos + ones - 3;
		float[] sums = new float[LANES];
		for (int v = vector; v < end; v++) {
			int first = from + (v - vector) * planeStep;
			int out = to + Math.min(v * LANES, last);
			for (int index = 0; index < outputs; index++) {
				System.arraycopy(bias, v * LANES, sums, 0, LANES);
				int w = weightsBase + v * taps * LANES;
				for (int run = 1; run < ones; run++) {
					int at = first + runs[run] + index * LANES;
					int length = ((run < threes) ? 3 : (run < twos) ? 2 : 1) * LANES;
					for (int value = 0; value < length; value += LANES) {
						for (int lane = 0; lane < LANES; lane++) {
							sums[lane] += input[at + value + lane] * weights[w + lane];
						}
						w += LANES;
					}
				}
				GemmScalar.clamp(sums, 0, LANES, low, high);
				System.arraycopy(sums, 0, output, out + index * toStep, LANES);
			}
		}
	}

}
