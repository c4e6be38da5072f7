package dev.convolve.engine.kernel;

import java.lang.invoke.VarHandle;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Six pixels by two vectors of filters. All pixels are a step apart, so that there are no
 * tables, and the masks, which change nothing, tell C2 that no index overflows: it checks
 * all of a row before its loop. The fences are those of {@link GemmKernel}.
 */
final class InPlace2Kernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private static final int PANEL = 2 * LANES;

	private static final int PLACE = InPlace.MOST_PLACES - 1;

	private static final int STEP = InPlace.MOST_STEP - 1;

	private static final int TAPS = InPlace.MOST_TAPS_OF_SHORT - 1;

	private InPlace2Kernel() {
	}

	/** Multiplies 6 pixels at a time; see {@link InPlace#multiply}. */
	static void tiles(float[] a, int aBase, int pixelStep, int rows, int rowStep, int tapCount, float[] b, int bBase,
			float[] bias, int biasBase, float[] c, int cBase, int cStep, int tiles) {
		int step = pixelStep & STEP;
		int taps = tapCount & TAPS;
		for (int tile = 0; tile < tiles; tile++) {
			FloatVector p0 = FloatVector.zero(SPECIES);
			FloatVector q0 = FloatVector.zero(SPECIES);
			FloatVector p1 = FloatVector.zero(SPECIES);
			FloatVector q1 = FloatVector.zero(SPECIES);
			FloatVector p2 = FloatVector.zero(SPECIES);
			FloatVector q2 = FloatVector.zero(SPECIES);
			FloatVector p3 = FloatVector.zero(SPECIES);
			FloatVector q3 = FloatVector.zero(SPECIES);
			FloatVector p4 = FloatVector.zero(SPECIES);
			FloatVector q4 = FloatVector.zero(SPECIES);
			FloatVector p5 = FloatVector.zero(SPECIES);
			FloatVector q5 = FloatVector.zero(SPECIES);
			int x = aBase + tile * InPlace.TILE * step;
			int y = bBase;
			for (int row = 0; row < rows; row++) {
				int weight = y & PLACE;
				int z0 = x & PLACE;
				int z1 = z0 + step;
				int z2 = z0 + 2 * step;
				int z3 = z0 + 3 * step;
				int z4 = z0 + 4 * step;
				int z5 = z0 + 5 * step;
				for (int k = 0; k < taps; k++) {
					FloatVector b0 = FloatVector.fromArray(SPECIES, b, weight + k * PANEL);
					FloatVector b1 = FloatVector.fromArray(SPECIES, b, weight + k * PANEL + LANES);
					FloatVector v0 = FloatVector.broadcast(SPECIES, a[z0 + k]);
					p0 = v0.fma(b0, p0);
					q0 = v0.fma(b1, q0);
					VarHandle.loadLoadFence();
					FloatVector v1 = FloatVector.broadcast(SPECIES, a[z1 + k]);
					p1 = v1.fma(b0, p1);
					q1 = v1.fma(b1, q1);
					VarHandle.loadLoadFence();
					FloatVector v2 = FloatVector.broadcast(SPECIES, a[z2 + k]);
					p2 = v2.fma(b0, p2);
					q2 = v2.fma(b1, q2);
					VarHandle.loadLoadFence();
					FloatVector v3 = FloatVector.broadcast(SPECIES, a[z3 + k]);
					p3 = v3.fma(b0, p3);
					q3 = v3.fma(b1, q3);
					VarHandle.loadLoadFence();
					FloatVector v4 = FloatVector.broadcast(SPECIES, a[z4 + k]);
					p4 = v4.fma(b0, p4);
					q4 = v4.fma(b1, q4);
					VarHandle.loadLoadFence();
					FloatVector v5 = FloatVector.broadcast(SPECIES, a[z5 + k]);
					p5 = v5.fma(b0, p5);
					q5 = v5.fma(b1, q5);
				}
				x += rowStep;
				y += taps * PANEL;
			}
			FloatVector start0 = FloatVector.fromArray(SPECIES, bias, biasBase);
			FloatVector start1 = FloatVector.fromArray(SPECIES, bias, biasBase + LANES);
			int to = cBase + tile * InPlace.TILE * cStep;
			start0.add(p0).intoArray(c, to);
			start1.add(q0).intoArray(c, to + LANES);
			to += cStep;
			start0.add(p1).intoArray(c, to);
			start1.add(q1).intoArray(c, to + LANES);
			to += cStep;
			start0.add(p2).intoArray(c, to);
			start1.add(q2).intoArray(c, to + LANES);
			to += cStep;
			start0.add(p3).intoArray(c, to);
			start1.add(q3).intoArray(c, to + LANES);
			to += cStep;
			start0.add(p4).intoArray(c, to);
			start1.add(q4).intoArray(c, to + LANES);
			to += cStep;
			start0.add(p5).intoArray(c, to);
			start1.add(q5).intoArray(c, to + LANES);
		}
	}

}
