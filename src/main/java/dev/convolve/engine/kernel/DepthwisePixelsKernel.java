package dev.convolve.engine.kernel;

import java.lang.invoke.VarHandle;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * A few outputs of a 3×3 depthwise row, all channels, before the next few, as they lie in
 * memory: so the processor fetches ahead what comes next, and no pixel must wait in the
 * first-level cache for its next vector, which is but a part of a cache line. Each
 * vector's weights are loaded again for every few outputs; {@link DepthwiseKernel} keeps
 * them in registers instead, which is faster where everything is in the caches. The
 * fences are those of {@link GemmKernel}, and the masks tell C2 that no index overflows:
 * so it checks them before the loop.
 */
final class DepthwisePixelsKernel {

	/** Outputs of a tile. */
	static final int OUTPUTS = 4;

	static final int OUTPUTS_OF_STRIDE_2 = 2;

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private static final int PLACE = Depthwise.MOST_PLACES - 1;

	private static final int STEP = Depthwise.MOST_CHANNELS - 1;

	private DepthwisePixelsKernel() {
	}

	/**
	 * Four outputs at a time, stride 1; none of them may see padding.
	 * @param input the rows, pixel by pixel
	 * @param fromPlace the first output's first value
	 * @param rowStep from row to row of the kernel
	 * @param pixelStep from pixel to pixel
	 * @param weights {@code [vectors][9][LANES]}
	 * @param firstVector of weights and bias
	 * @param bias {@code [vectors][LANES]}
	 * @param vectorCount vectors of channels
	 * @param tiles how often
	 * @param output where outputs go
	 * @param toPlace the first one's first value
	 * @param outputStep from output to output
	 * @param low the least output
	 * @param high the greatest output
	 */
	static void fours(float[] input, int fromPlace, int rowStep, int pixelStep, float[] weights, int firstVector,
			float[] bias, int vectorCount, int tiles, float[] output, int toPlace, int outputStep, float low,
			float high) {
		int down = rowStep & PLACE;
		int step = pixelStep & STEP;
		int toStep = outputStep & STEP;
		int first = firstVector & STEP;
		int vectors = vectorCount & STEP;
		for (int tile = 0; tile < tiles; tile++) {
			int x0 = (fromPlace + tile * OUTPUTS * step) & PLACE;
			int x1 = x0 + down;
			int x2 = x1 + down;
			int to = (toPlace + tile * OUTPUTS * toStep) & PLACE;
			for (int v = 0; v < vectors; v++) {
				int c = v * LANES;
				int w = (first + v) * 9 * LANES;
				FloatVector s0 = FloatVector.fromArray(SPECIES, bias, (first + v) * LANES);
				FloatVector s1 = s0;
				FloatVector s2 = s0;
				FloatVector s3 = s0;
				FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w);
				FloatVector w1 = FloatVector.fromArray(SPECIES, weights, w + LANES);
				FloatVector w2 = FloatVector.fromArray(SPECIES, weights, w + 2 * LANES);
				FloatVector x = FloatVector.fromArray(SPECIES, input, x0 + c);
				s0 = x.fma(w0, s0);
				x = FloatVector.fromArray(SPECIES, input, x0 + step + c);
				s0 = x.fma(w1, s0);
				s1 = x.fma(w0, s1);
				x = FloatVector.fromArray(SPECIES, input, x0 + 2 * step + c);
				s0 = x.fma(w2, s0);
				s1 = x.fma(w1, s1);
				s2 = x.fma(w0, s2);
				x = FloatVector.fromArray(SPECIES, input, x0 + 3 * step + c);
				s1 = x.fma(w2, s1);
				s2 = x.fma(w1, s2);
				s3 = x.fma(w0, s3);
				x = FloatVector.fromArray(SPECIES, input, x0 + 4 * step + c);
				s2 = x.fma(w2, s2);
				s3 = x.fma(w1, s3);
				x = FloatVector.fromArray(SPECIES, input, x0 + 5 * step + c);
				s3 = x.fma(w2, s3);
				VarHandle.loadLoadFence();
				FloatVector w3 = FloatVector.fromArray(SPECIES, weights, w + 3 * LANES);
				FloatVector w4 = FloatVector.fromArray(SPECIES, weights, w + 4 * LANES);
				FloatVector w5 = FloatVector.fromArray(SPECIES, weights, w + 5 * LANES);
				x = FloatVector.fromArray(SPECIES, input, x1 + c);
				s0 = x.fma(w3, s0);
				x = FloatVector.fromArray(SPECIES, input, x1 + step + c);
				s0 = x.fma(w4, s0);
				s1 = x.fma(w3, s1);
				x = FloatVector.fromArray(SPECIES, input, x1 + 2 * step + c);
				s0 = x.fma(w5, s0);
				s1 = x.fma(w4, s1);
				s2 = x.fma(w3, s2);
				x = FloatVector.fromArray(SPECIES, input, x1 + 3 * step + c);
				s1 = x.fma(w5, s1);
				s2 = x.fma(w4, s2);
				s3 = x.fma(w3, s3);
				x = FloatVector.fromArray(SPECIES, input, x1 + 4 * step + c);
				s2 = x.fma(w5, s2);
				s3 = x.fma(w4, s3);
				x = FloatVector.fromArray(SPECIES, input, x1 + 5 * step + c);
				s3 = x.fma(w5, s3);
				VarHandle.loadLoadFence();
				FloatVector w6 = FloatVector.fromArray(SPECIES, weights, w + 6 * LANES);
				FloatVector w7 = FloatVector.fromArray(SPECIES, weights, w + 7 * LANES);
				FloatVector w8 = FloatVector.fromArray(SPECIES, weights, w + 8 * LANES);
				x = FloatVector.fromArray(SPECIES, input, x2 + c);
				s0 = x.fma(w6, s0);
				x = FloatVector.fromArray(SPECIES, input, x2 + step + c);
				s0 = x.fma(w7, s0);
				s1 = x.fma(w6, s1);
				x = FloatVector.fromArray(SPECIES, input, x2 + 2 * step + c);
				s0 = x.fma(w8, s0);
				s1 = x.fma(w7, s1);
				s2 = x.fma(w6, s2);
				x = FloatVector.fromArray(SPECIES, input, x2 + 3 * step + c);
				s1 = x.fma(w8, s1);
				s2 = x.fma(w7, s2);
				s3 = x.fma(w6, s3);
				x = FloatVector.fromArray(SPECIES, input, x2 + 4 * step + c);
				s2 = x.fma(w8, s2);
				s3 = x.fma(w7, s3);
				x = FloatVector.fromArray(SPECIES, input, x2 + 5 * step + c);
				s3 = x.fma(w8, s3);
				s0 = s0.blend(low, s0.compare(VectorOperators.LE, low));
				s1 = s1.blend(low, s1.compare(VectorOperators.LE, low));
				s2 = s2.blend(low, s2.compare(VectorOperators.LE, low));
				s3 = s3.blend(low, s3.compare(VectorOperators.LE, low));
				s0.blend(high, s0.compare(VectorOperators.GE, high)).intoArray(output, to + c);
				s1.blend(high, s1.compare(VectorOperators.GE, high)).intoArray(output, to + toStep + c);
				s2.blend(high, s2.compare(VectorOperators.GE, high)).intoArray(output, to + 2 * toStep + c);
				s3.blend(high, s3.compare(VectorOperators.GE, high)).intoArray(output, to + 3 * toStep + c);
			}
		}
	}

	/** Two outputs at a time, stride 2; the parameters are those of {@link #fours}. */
	static void twos(float[] input, int fromPlace, int rowStep, int pixelStep, float[] weights, int firstVector,
			float[] bias, int vectorCount, int tiles, float[] output, int toPlace, int outputStep, float low,
			float high) {
		int down = rowStep & PLACE;
		int step = pixelStep & STEP;
		int toStep = outputStep & STEP;
		int first = firstVector & STEP;
		int vectors = vectorCount & STEP;
		for (int tile = 0; tile < tiles; tile++) {
			int x0 = (fromPlace + tile * OUTPUTS_OF_STRIDE_2 * 2 * step) & PLACE;
			int x1 = x0 + down;
			int x2 = x1 + down;
			int to = (toPlace + tile * OUTPUTS_OF_STRIDE_2 * toStep) & PLACE;
			for (int v = 0; v < vectors; v++) {
				int c = v * LANES;
				int w = (first + v) * 9 * LANES;
				FloatVector s0 = FloatVector.fromArray(SPECIES, bias, (first + v) * LANES);
				FloatVector s1 = s0;
				FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w);
				FloatVector w1 = FloatVector.fromArray(SPECIES, weights, w + LANES);
				FloatVector w2 = FloatVector.fromArray(SPECIES, weights, w + 2 * LANES);
				FloatVector x = FloatVector.fromArray(SPECIES, input, x0 + c);
				s0 = x.fma(w0, s0);
				x = FloatVector.fromArray(SPECIES, input, x0 + step + c);
				s0 = x.fma(w1, s0);
				x = FloatVector.fromArray(SPECIES, input, x0 + 2 * step + c);
				s0 = x.fma(w2, s0);
				s1 = x.fma(w0, s1);
				x = FloatVector.fromArray(SPECIES, input, x0 + 3 * step + c);
				s1 = x.fma(w1, s1);
				x = FloatVector.fromArray(SPECIES, input, x0 + 4 * step + c);
				s1 = x.fma(w2, s1);
				VarHandle.loadLoadFence();
				FloatVector w3 = FloatVector.fromArray(SPECIES, weights, w + 3 * LANES);
				FloatVector w4 = FloatVector.fromArray(SPECIES, weights, w + 4 * LANES);
				FloatVector w5 = FloatVector.fromArray(SPECIES, weights, w + 5 * LANES);
				x = FloatVector.fromArray(SPECIES, input, x1 + c);
				s0 = x.fma(w3, s0);
				x = FloatVector.fromArray(SPECIES, input, x1 + step + c);
				s0 = x.fma(w4, s0);
				x = FloatVector.fromArray(SPECIES, input, x1 + 2 * step + c);
				s0 = x.fma(w5, s0);
				s1 = x.fma(w3, s1);
				x = FloatVector.fromArray(SPECIES, input, x1 + 3 * step + c);
				s1 = x.fma(w4, s1);
				x = FloatVector.fromArray(SPECIES, input, x1 + 4 * step + c);
				s1 = x.fma(w5, s1);
				VarHandle.loadLoadFence();
				FloatVector w6 = FloatVector.fromArray(SPECIES, weights, w + 6 * LANES);
				FloatVector w7 = FloatVector.fromArray(SPECIES, weights, w + 7 * LANES);
				FloatVector w8 = FloatVector.fromArray(SPECIES, weights, w + 8 * LANES);
				x = FloatVector.fromArray(SPECIES, input, x2 + c);
				s0 = x.fma(w6, s0);
				x = FloatVector.fromArray(SPECIES, input, x2 + step + c);
				s0 = x.fma(w7, s0);
				x = FloatVector.fromArray(SPECIES, input, x2 + 2 * step + c);
				s0 = x.fma(w8, s0);
				s1 = x.fma(w6, s1);
				x = FloatVector.fromArray(SPECIES, input, x2 + 3 * step + c);
				s1 = x.fma(w7, s1);
				x = FloatVector.fromArray(SPECIES, input, x2 + 4 * step + c);
				s1 = x.fma(w8, s1);
				s0 = s0.blend(low, s0.compare(VectorOperators.LE, low));
				s1 = s1.blend(low, s1.compare(VectorOperators.LE, low));
				s0.blend(high, s0.compare(VectorOperators.GE, high)).intoArray(output, to + c);
				s1.blend(high, s1.compare(VectorOperators.GE, high)).intoArray(output, to + toStep + c);
			}
		}
	}

}
