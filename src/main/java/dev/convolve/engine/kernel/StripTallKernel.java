package dev.convolve.engine.kernel;

import java.lang.invoke.VarHandle;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Six rows of one pixel by two vectors of filters, all panels of a pixel one after the
 * other. See {@link Strip#multiplyTall} for the parameters. Masks and fences are those of
 * {@link Strip2Kernel}.
 */
final class StripTallKernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private static final int PANEL = 2 * LANES;

	/**
	 * From one value of the strip to the next, as a multiple of the same for the panel.
	 */
	private static final int STEP = Strip.STEP / PANEL;

	private static final int PLACE = Strip.MOST_PLACES - 1;

	private static final int VALUES = Strip.MOST_VALUES - 1;

	private StripTallKernel() {
	}

	static void columns(float[] a, int aPlace, int rowStep, int valueCount, float[] b, int bPlace, float[] bias,
			int biasBase, float[] c, int cBase, int cRowStep, int panels, int columns) {
		int aBase = aPlace & PLACE;
		int bBase = bPlace & PLACE;
		int step = rowStep & PLACE;
		int size = (valueCount & VALUES) * PANEL;
		for (int column = 0; column < columns; column++) {
			int z0 = (aBase + column) & PLACE;
			int z1 = (z0 + step) & PLACE;
			int z2 = (z0 + 2 * step) & PLACE;
			int z3 = (z0 + 3 * step) & PLACE;
			int z4 = (z0 + 4 * step) & PLACE;
			int z5 = (z0 + 5 * step) & PLACE;
			for (int panel = 0; panel < panels; panel++) {
				int y = (bBase + panel * size) & PLACE;
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
				for (int k = 0; k < size; k += PANEL) {
					FloatVector b0 = FloatVector.fromArray(SPECIES, b, y + k);
					FloatVector b1 = FloatVector.fromArray(SPECIES, b, y + k + LANES);
					FloatVector v0 = FloatVector.broadcast(SPECIES, a[z0 + k * STEP]);
					p0 = v0.fma(b0, p0);
					q0 = v0.fma(b1, q0);
					FloatVector v1 = FloatVector.broadcast(SPECIES, a[z1 + k * STEP]);
					p1 = v1.fma(b0, p1);
					q1 = v1.fma(b1, q1);
					VarHandle.loadLoadFence();
					FloatVector v2 = FloatVector.broadcast(SPECIES, a[z2 + k * STEP]);
					p2 = v2.fma(b0, p2);
					q2 = v2.fma(b1, q2);
					FloatVector v3 = FloatVector.broadcast(SPECIES, a[z3 + k * STEP]);
					p3 = v3.fma(b0, p3);
					q3 = v3.fma(b1, q3);
					VarHandle.loadLoadFence();
					FloatVector v4 = FloatVector.broadcast(SPECIES, a[z4 + k * STEP]);
					p4 = v4.fma(b0, p4);
					q4 = v4.fma(b1, q4);
					FloatVector v5 = FloatVector.broadcast(SPECIES, a[z5 + k * STEP]);
					p5 = v5.fma(b0, p5);
					q5 = v5.fma(b1, q5);
				}
				FloatVector start0 = FloatVector.fromArray(SPECIES, bias, biasBase + panel * PANEL);
				FloatVector start1 = FloatVector.fromArray(SPECIES, bias, biasBase + panel * PANEL + LANES);
				int to = cBase + (column * panels + panel) * PANEL;
				start0.add(p0).intoArray(c, to);
				start1.add(q0).intoArray(c, to + LANES);
				to += cRowStep;
				start0.add(p1).intoArray(c, to);
				start1.add(q1).intoArray(c, to + LANES);
				to += cRowStep;
				start0.add(p2).intoArray(c, to);
				start1.add(q2).intoArray(c, to + LANES);
				to += cRowStep;
				start0.add(p3).intoArray(c, to);
				start1.add(q3).intoArray(c, to + LANES);
				to += cRowStep;
				start0.add(p4).intoArray(c, to);
				start1.add(q4).intoArray(c, to + LANES);
				to += cRowStep;
				start0.add(p5).intoArray(c, to);
				start1.add(q5).intoArray(c, to + LANES);
			}
		}
	}

}
