package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of pixels' products with one or four filters, lane by lane. See
 * {@link Dots#multiply} for the parameters.
 */
final class DotKernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private static final VectorShuffle<Float> BY1 = VectorShuffle.fromOp(SPECIES, (lane) -> lane ^ 1);

	private static final VectorShuffle<Float> BY2 = VectorShuffle.fromOp(SPECIES, (lane) -> lane ^ 2);

	/** Of each two lanes the second one. */
	private static final VectorMask<Float> ODD = VectorMask.fromLong(SPECIES, 0xAAAA);

	/** Of each four lanes the last two. */
	private static final VectorMask<Float> UPPER = VectorMask.fromLong(SPECIES, 0xCCCC);

	private DotKernel() {
	}

	/** Sums {@code [pixels][lanes]} of one filter. */
	static void one(float[] a, int aBase, int[] places, int pixel, int end, float[] w, int vectors, float[] sums,
			int sumBase) {
		for (int of = pixel; of < end; of++) {
			int at = aBase + places[of];
			FloatVector s = FloatVector.zero(SPECIES);
			for (int k = 0; k < vectors; k++) {
				FloatVector b = FloatVector.fromArray(SPECIES, w, k * LANES);
				s = FloatVector.fromArray(SPECIES, a, at + k * LANES).fma(b, s);
			}
			s.intoArray(sums, sumBase + (of - pixel) * LANES);
		}
	}

	/** Sums {@code [pixels][lanes / 4][4]} of four filters: four lanes are one sum. */
	static void four(float[] a, int aBase, int[] places, int pixel, int end, int channels, float[] w, int vectors,
			float[] sums, int sumBase) {
		for (int of = pixel; of < end; of++) {
			int at = aBase + places[of];
			FloatVector s0 = FloatVector.zero(SPECIES);
			FloatVector s1 = FloatVector.zero(SPECIES);
			FloatVector s2 = FloatVector.zero(SPECIES);
			FloatVector s3 = FloatVector.zero(SPECIES);
			for (int k = 0; k < vectors; k++) {
				int b = k * LANES;
				FloatVector v = FloatVector.fromArray(SPECIES, a, at + k * LANES);
				s0 = FloatVector.fromArray(SPECIES, w, b).fma(v, s0);
				s1 = FloatVector.fromArray(SPECIES, w, b + channels).fma(v, s1);
				s2 = FloatVector.fromArray(SPECIES, w, b + 2 * channels).fma(v, s2);
				s3 = FloatVector.fromArray(SPECIES, w, b + 3 * channels).fma(v, s3);
			}
			// Each lane and its neighbour, of one filter and the other, then each two
			FloatVector t0 = s0.blend(s1, ODD).add(s1.blend(s0, ODD).rearrange(BY1));
			FloatVector t2 = s2.blend(s3, ODD).add(s3.blend(s2, ODD).rearrange(BY1));
			t0.blend(t2, UPPER).add(t2.blend(t0, UPPER).rearrange(BY2)).intoArray(sums, sumBase + (of - pixel) * LANES);
		}
	}

}
