package dev.convolve.engine.kernel;

import java.lang.invoke.VarHandle;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of {@link Strip#multiply}. The body of the loop is one value of six
 * pixels by two vectors of filters. Every index is a loop variable times a constant, and
 * the masks, which change nothing, tell C2 that none can overflow: so it checks them
 * before all loops. The loop counts places in the panel: these are part of an address,
 * and the strip's cost at most one shift for all pixels. The fences are those of
 * {@link GemmKernel}.
 */
final class Strip2Kernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private static final int PANEL = 2 * LANES;

	/**
	 * From one value of the strip to the next, as a multiple of the same for the panel.
	 */
	private static final int STEP = Strip.STEP / PANEL;

	private static final int PLACE = Strip.MOST_PLACES - 1;

	private static final int VALUES = Strip.MOST_VALUES - 1;

	private Strip2Kernel() {
	}

	/** Multiplies 6 pixels at a time. */
	static void tiles(float[] a, int aPlace, int valueCount, float[] b, int bPlace, float[] bias, int biasBase,
			float[] c, int cBase, int cStep, int tileCount) {
		int aBase = aPlace & PLACE;
		int bBase = bPlace & PLACE;
		int size = (valueCount & VALUES) * PANEL;
		int tiles = tileCount & VALUES;
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
			int x = aBase + tile * Strip.TILE;
			for (int k = 0; k < size; k += PANEL) {
				FloatVector b0 = FloatVector.fromArray(SPECIES, b, bBase + k);
				FloatVector b1 = FloatVector.fromArray(SPECIES, b, bBase + k + LANES);
				FloatVector v0 = FloatVector.broadcast(SPECIES, a[x + k * STEP]);
				p0 = v0.fma(b0, p0);
				q0 = v0.fma(b1, q0);
				FloatVector v1 = FloatVector.broadcast(SPECIES, a[x + k * STEP + 1]);
				p1 = v1.fma(b0, p1);
				q1 = v1.fma(b1, q1);
				VarHandle.loadLoadFence();
				FloatVector v2 = FloatVector.broadcast(SPECIES, a[x + k * STEP + 2]);
				p2 = v2.fma(b0, p2);
				q2 = v2.fma(b1, q2);
				FloatVector v3 = FloatVector.broadcast(SPECIES, a[x + k * STEP + 3]);
				p3 = v3.fma(b0, p3);
				q3 = v3.fma(b1, q3);
				VarHandle.loadLoadFence();
				FloatVector v4 = FloatVector.broadcast(SPECIES, a[x + k * STEP + 4]);
				p4 = v4.fma(b0, p4);
				q4 = v4.fma(b1, q4);
				FloatVector v5 = FloatVector.broadcast(SPECIES, a[x + k * STEP + 5]);
				p5 = v5.fma(b0, p5);
				q5 = v5.fma(b1, q5);
			}
			FloatVector start0 = FloatVector.fromArray(SPECIES, bias, biasBase);
			FloatVector start1 = FloatVector.fromArray(SPECIES, bias, biasBase + LANES);
			int to = cBase + tile * Strip.TILE * cStep;
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
