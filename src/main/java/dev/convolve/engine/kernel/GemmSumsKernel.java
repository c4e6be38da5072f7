package dev.convolve.engine.kernel;

import java.lang.invoke.VarHandle;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link GemmKernel} for a part of rows of 32 values: the sums of a part are added to
 * those of the parts before, which are in memory. Keeping both in registers is no faster
 * with 32 of them, and with 16 C2 keeps neither there.
 */
final class GemmSumsKernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private static final int PANEL = 2 * LANES;

	private static final int ROWS = Gemm.ROWS;

	private GemmSumsKernel() {
	}

	/** See {@link Gemm#multiplyFrom}: 8 values of each row. */
	static void of8(float[] a, int aBase, float[] b, int bBase, float[] start, int startBase, int startStep, float[] c,
			int cBase, int tiles) {
		for (int tile = 0; tile < tiles; tile++) {
			int x = aBase + tile * ROWS * 32;
			int from = startBase + tile * startStep;
			int to = cBase + tile * ROWS * PANEL;
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
			for (int k = 0; k < 8; k += 2) {
				FloatVector b0 = FloatVector.fromArray(SPECIES, b, bBase + k * PANEL);
				FloatVector b1 = FloatVector.fromArray(SPECIES, b, bBase + k * PANEL + LANES);
				FloatVector v0 = FloatVector.broadcast(SPECIES, a[x + k]);
				p0 = v0.fma(b0, p0);
				q0 = v0.fma(b1, q0);
				FloatVector v1 = FloatVector.broadcast(SPECIES, a[x + k + 32]);
				p1 = v1.fma(b0, p1);
				q1 = v1.fma(b1, q1);
				VarHandle.loadLoadFence();
				FloatVector v2 = FloatVector.broadcast(SPECIES, a[x + k + 2 * 32]);
				p2 = v2.fma(b0, p2);
				q2 = v2.fma(b1, q2);
				FloatVector v3 = FloatVector.broadcast(SPECIES, a[x + k + 3 * 32]);
				p3 = v3.fma(b0, p3);
				q3 = v3.fma(b1, q3);
				VarHandle.loadLoadFence();
				FloatVector v4 = FloatVector.broadcast(SPECIES, a[x + k + 4 * 32]);
				p4 = v4.fma(b0, p4);
				q4 = v4.fma(b1, q4);
				FloatVector v5 = FloatVector.broadcast(SPECIES, a[x + k + 5 * 32]);
				p5 = v5.fma(b0, p5);
				q5 = v5.fma(b1, q5);
				VarHandle.loadLoadFence();
				FloatVector d0 = FloatVector.fromArray(SPECIES, b, bBase + k * PANEL + PANEL);
				FloatVector d1 = FloatVector.fromArray(SPECIES, b, bBase + k * PANEL + PANEL + LANES);
				FloatVector w0 = FloatVector.broadcast(SPECIES, a[x + k + 1]);
				p0 = w0.fma(d0, p0);
				q0 = w0.fma(d1, q0);
				FloatVector w1 = FloatVector.broadcast(SPECIES, a[x + k + 32 + 1]);
				p1 = w1.fma(d0, p1);
				q1 = w1.fma(d1, q1);
				VarHandle.loadLoadFence();
				FloatVector w2 = FloatVector.broadcast(SPECIES, a[x + k + 2 * 32 + 1]);
				p2 = w2.fma(d0, p2);
				q2 = w2.fma(d1, q2);
				FloatVector w3 = FloatVector.broadcast(SPECIES, a[x + k + 3 * 32 + 1]);
				p3 = w3.fma(d0, p3);
				q3 = w3.fma(d1, q3);
				VarHandle.loadLoadFence();
				FloatVector w4 = FloatVector.broadcast(SPECIES, a[x + k + 4 * 32 + 1]);
				p4 = w4.fma(d0, p4);
				q4 = w4.fma(d1, q4);
				FloatVector w5 = FloatVector.broadcast(SPECIES, a[x + k + 5 * 32 + 1]);
				p5 = w5.fma(d0, p5);
				q5 = w5.fma(d1, q5);
			}
			FloatVector.fromArray(SPECIES, start, from).add(p0).intoArray(c, to);
			FloatVector.fromArray(SPECIES, start, from + LANES).add(q0).intoArray(c, to + LANES);
			FloatVector.fromArray(SPECIES, start, from + PANEL).add(p1).intoArray(c, to + PANEL);
			FloatVector.fromArray(SPECIES, start, from + PANEL + LANES).add(q1).intoArray(c, to + PANEL + LANES);
			FloatVector.fromArray(SPECIES, start, from + 2 * PANEL).add(p2).intoArray(c, to + 2 * PANEL);
			FloatVector.fromArray(SPECIES, start, from + 2 * PANEL + LANES)
				.add(q2)
				.intoArray(c, to + 2 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, start, from + 3 * PANEL).add(p3).intoArray(c, to + 3 * PANEL);
			FloatVector.fromArray(SPECIES, start, from + 3 * PANEL + LANES)
				.add(q3)
				.intoArray(c, to + 3 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, start, from + 4 * PANEL).add(p4).intoArray(c, to + 4 * PANEL);
			FloatVector.fromArray(SPECIES, start, from + 4 * PANEL + LANES)
				.add(q4)
				.intoArray(c, to + 4 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, start, from + 5 * PANEL).add(p5).intoArray(c, to + 5 * PANEL);
			FloatVector.fromArray(SPECIES, start, from + 5 * PANEL + LANES)
				.add(q5)
				.intoArray(c, to + 5 * PANEL + LANES);
		}
	}

	/** See {@link Gemm#multiplyFrom}: 16 values of each row. */
	static void of16(float[] a, int aBase, float[] b, int bBase, float[] start, int startBase, int startStep, float[] c,
			int cBase, int tiles) {
		for (int tile = 0; tile < tiles; tile++) {
			int x = aBase + tile * ROWS * 32;
			int from = startBase + tile * startStep;
			int to = cBase + tile * ROWS * PANEL;
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
			for (int k = 0; k < 16; k += 2) {
				FloatVector b0 = FloatVector.fromArray(SPECIES, b, bBase + k * PANEL);
				FloatVector b1 = FloatVector.fromArray(SPECIES, b, bBase + k * PANEL + LANES);
				FloatVector v0 = FloatVector.broadcast(SPECIES, a[x + k]);
				p0 = v0.fma(b0, p0);
				q0 = v0.fma(b1, q0);
				FloatVector v1 = FloatVector.broadcast(SPECIES, a[x + k + 32]);
				p1 = v1.fma(b0, p1);
				q1 = v1.fma(b1, q1);
				VarHandle.loadLoadFence();
				FloatVector v2 = FloatVector.broadcast(SPECIES, a[x + k + 2 * 32]);
				p2 = v2.fma(b0, p2);
				q2 = v2.fma(b1, q2);
				FloatVector v3 = FloatVector.broadcast(SPECIES, a[x + k + 3 * 32]);
				p3 = v3.fma(b0, p3);
				q3 = v3.fma(b1, q3);
				VarHandle.loadLoadFence();
				FloatVector v4 = FloatVector.broadcast(SPECIES, a[x + k + 4 * 32]);
				p4 = v4.fma(b0, p4);
				q4 = v4.fma(b1, q4);
				FloatVector v5 = FloatVector.broadcast(SPECIES, a[x + k + 5 * 32]);
				p5 = v5.fma(b0, p5);
				q5 = v5.fma(b1, q5);
				VarHandle.loadLoadFence();
				FloatVector d0 = FloatVector.fromArray(SPECIES, b, bBase + k * PANEL + PANEL);
				FloatVector d1 = FloatVector.fromArray(SPECIES, b, bBase + k * PANEL + PANEL + LANES);
				FloatVector w0 = FloatVector.broadcast(SPECIES, a[x + k + 1]);
				p0 = w0.fma(d0, p0);
				q0 = w0.fma(d1, q0);
				FloatVector w1 = FloatVector.broadcast(SPECIES, a[x + k + 32 + 1]);
				p1 = w1.fma(d0, p1);
				q1 = w1.fma(d1, q1);
				VarHandle.loadLoadFence();
				FloatVector w2 = FloatVector.broadcast(SPECIES, a[x + k + 2 * 32 + 1]);
				p2 = w2.fma(d0, p2);
				q2 = w2.fma(d1, q2);
				FloatVector w3 = FloatVector.broadcast(SPECIES, a[x + k + 3 * 32 + 1]);
				p3 = w3.fma(d0, p3);
				q3 = w3.fma(d1, q3);
				VarHandle.loadLoadFence();
				FloatVector w4 = FloatVector.broadcast(SPECIES, a[x + k + 4 * 32 + 1]);
				p4 = w4.fma(d0, p4);
				q4 = w4.fma(d1, q4);
				FloatVector w5 = FloatVector.broadcast(SPECIES, a[x + k + 5 * 32 + 1]);
				p5 = w5.fma(d0, p5);
				q5 = w5.fma(d1, q5);
			}
			FloatVector.fromArray(SPECIES, start, from).add(p0).intoArray(c, to);
			FloatVector.fromArray(SPECIES, start, from + LANES).add(q0).intoArray(c, to + LANES);
			FloatVector.fromArray(SPECIES, start, from + PANEL).add(p1).intoArray(c, to + PANEL);
			FloatVector.fromArray(SPECIES, start, from + PANEL + LANES).add(q1).intoArray(c, to + PANEL + LANES);
			FloatVector.fromArray(SPECIES, start, from + 2 * PANEL).add(p2).intoArray(c, to + 2 * PANEL);
			FloatVector.fromArray(SPECIES, start, from + 2 * PANEL + LANES)
				.add(q2)
				.intoArray(c, to + 2 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, start, from + 3 * PANEL).add(p3).intoArray(c, to + 3 * PANEL);
			FloatVector.fromArray(SPECIES, start, from + 3 * PANEL + LANES)
				.add(q3)
				.intoArray(c, to + 3 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, start, from + 4 * PANEL).add(p4).intoArray(c, to + 4 * PANEL);
			FloatVector.fromArray(SPECIES, start, from + 4 * PANEL + LANES)
				.add(q4)
				.intoArray(c, to + 4 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, start, from + 5 * PANEL).add(p5).intoArray(c, to + 5 * PANEL);
			FloatVector.fromArray(SPECIES, start, from + 5 * PANEL + LANES)
				.add(q5)
				.intoArray(c, to + 5 * PANEL + LANES);
		}
	}

}
