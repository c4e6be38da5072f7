package dev.convolve.engine.kernel;

import java.lang.invoke.VarHandle;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link InPlace2Kernel} for a single row of taps, as 1×1 layers and patches have, four
 * at a time: fewer instructions beside the multiply-adds, which counts where another
 * thread shares the core. See {@link IndirectRunKernel}, and {@link LongRun} for how many
 * taps; here a loop over tiles does no harm.
 */
final class InPlaceRunKernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private static final int PANEL = 2 * LANES;

	private static final int STEP = InPlace.MOST_STEP - 1;

	private static final int PLACE = InPlace.MOST_PLACES - 1;

	private static final int TAPS = InPlace.MOST_TAPS - 1;

	private InPlaceRunKernel() {
	}

	/**
	 * Multiplies 6 pixels at a time; see {@link InPlace#multiply}. The taps are those
	 * that {@link LongRun#takes}.
	 */
	static void tiles(float[] a, int aBase, int pixelStep, int tapCount, float[] b, int bBase, float[] bias,
			int biasBase, float[] c, int cBase, int cStep, int tiles) {
		int step = pixelStep & STEP;
		int taps = tapCount & TAPS;
		int weight = bBase & PLACE;
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
			int z0 = (aBase + tile * InPlace.TILE * step) & PLACE;
			int z1 = z0 + step;
			int z2 = z0 + 2 * step;
			int z3 = z0 + 3 * step;
			int z4 = z0 + 4 * step;
			int z5 = z0 + 5 * step;
			for (int k = 0; k < taps; k += LongRun.TOGETHER) {
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
				VarHandle.loadLoadFence();
				FloatVector d0 = FloatVector.fromArray(SPECIES, b, weight + k * PANEL + PANEL);
				FloatVector d1 = FloatVector.fromArray(SPECIES, b, weight + k * PANEL + PANEL + LANES);
				FloatVector w0 = FloatVector.broadcast(SPECIES, a[z0 + k + 1]);
				p0 = w0.fma(d0, p0);
				q0 = w0.fma(d1, q0);
				VarHandle.loadLoadFence();
				FloatVector w1 = FloatVector.broadcast(SPECIES, a[z1 + k + 1]);
				p1 = w1.fma(d0, p1);
				q1 = w1.fma(d1, q1);
				VarHandle.loadLoadFence();
				FloatVector w2 = FloatVector.broadcast(SPECIES, a[z2 + k + 1]);
				p2 = w2.fma(d0, p2);
				q2 = w2.fma(d1, q2);
				VarHandle.loadLoadFence();
				FloatVector w3 = FloatVector.broadcast(SPECIES, a[z3 + k + 1]);
				p3 = w3.fma(d0, p3);
				q3 = w3.fma(d1, q3);
				VarHandle.loadLoadFence();
				FloatVector w4 = FloatVector.broadcast(SPECIES, a[z4 + k + 1]);
				p4 = w4.fma(d0, p4);
				q4 = w4.fma(d1, q4);
				VarHandle.loadLoadFence();
				FloatVector w5 = FloatVector.broadcast(SPECIES, a[z5 + k + 1]);
				p5 = w5.fma(d0, p5);
				q5 = w5.fma(d1, q5);
				VarHandle.loadLoadFence();
				FloatVector f0 = FloatVector.fromArray(SPECIES, b, weight + k * PANEL + 2 * PANEL);
				FloatVector f1 = FloatVector.fromArray(SPECIES, b, weight + k * PANEL + 2 * PANEL + LANES);
				FloatVector x0 = FloatVector.broadcast(SPECIES, a[z0 + k + 2]);
				p0 = x0.fma(f0, p0);
				q0 = x0.fma(f1, q0);
				VarHandle.loadLoadFence();
				FloatVector x1 = FloatVector.broadcast(SPECIES, a[z1 + k + 2]);
				p1 = x1.fma(f0, p1);
				q1 = x1.fma(f1, q1);
				VarHandle.loadLoadFence();
				FloatVector x2 = FloatVector.broadcast(SPECIES, a[z2 + k + 2]);
				p2 = x2.fma(f0, p2);
				q2 = x2.fma(f1, q2);
				VarHandle.loadLoadFence();
				FloatVector x3 = FloatVector.broadcast(SPECIES, a[z3 + k + 2]);
				p3 = x3.fma(f0, p3);
				q3 = x3.fma(f1, q3);
				VarHandle.loadLoadFence();
				FloatVector x4 = FloatVector.broadcast(SPECIES, a[z4 + k + 2]);
				p4 = x4.fma(f0, p4);
				q4 = x4.fma(f1, q4);
				VarHandle.loadLoadFence();
				FloatVector x5 = FloatVector.broadcast(SPECIES, a[z5 + k + 2]);
				p5 = x5.fma(f0, p5);
				q5 = x5.fma(f1, q5);
				VarHandle.loadLoadFence();
				FloatVector h0 = FloatVector.fromArray(SPECIES, b, weight + k * PANEL + 3 * PANEL);
				FloatVector h1 = FloatVector.fromArray(SPECIES, b, weight + k * PANEL + 3 * PANEL + LANES);
				FloatVector y0 = FloatVector.broadcast(SPECIES, a[z0 + k + 3]);
				p0 = y0.fma(h0, p0);
				q0 = y0.fma(h1, q0);
				VarHandle.loadLoadFence();
				FloatVector y1 = FloatVector.broadcast(SPECIES, a[z1 + k + 3]);
				p1 = y1.fma(h0, p1);
				q1 = y1.fma(h1, q1);
				VarHandle.loadLoadFence();
				FloatVector y2 = FloatVector.broadcast(SPECIES, a[z2 + k + 3]);
				p2 = y2.fma(h0, p2);
				q2 = y2.fma(h1, q2);
				VarHandle.loadLoadFence();
				FloatVector y3 = FloatVector.broadcast(SPECIES, a[z3 + k + 3]);
				p3 = y3.fma(h0, p3);
				q3 = y3.fma(h1, q3);
				VarHandle.loadLoadFence();
				FloatVector y4 = FloatVector.broadcast(SPECIES, a[z4 + k + 3]);
				p4 = y4.fma(h0, p4);
				q4 = y4.fma(h1, q4);
				VarHandle.loadLoadFence();
				FloatVector y5 = FloatVector.broadcast(SPECIES, a[z5 + k + 3]);
				p5 = y5.fma(h0, p5);
				q5 = y5.fma(h1, q5);
				VarHandle.loadLoadFence();
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
