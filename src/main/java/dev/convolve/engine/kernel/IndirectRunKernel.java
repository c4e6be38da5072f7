package dev.convolve.engine.kernel;

import java.lang.invoke.VarHandle;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * One tile of {@link Indirect2Kernel} for a chunk of one piece, as all are of 1×1 layers,
 * four taps at a time. Where another thread shares the core, what counts is how few
 * instructions there are: 22 in all for twelve multiply-adds, instead of 25, take a tenth
 * less time. With a loop over tiles or pieces around it C2 keeps the rows' places in
 * memory instead of registers, and all that is saved is lost: so these methods compute
 * one tile of one piece, and are too large to be inlined.
 */
final class IndirectRunKernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private static final int PANEL = 2 * LANES;

	private static final int TAPS = Indirect.MOST_TAPS - 1;

	private static final int PLACE = Indirect.MOST_PLACES - 1;

	private IndirectRunKernel() {
	}

	/**
	 * Six rows; see {@link Indirect#multiply}. The taps are a {@link LongRun}.
	 */
	static void six(float[] a, int aBase, int[] rows, int in, int from, int to, int tapCount, float[] b, int bBase,
			float[] start, int startBase, float[] c, int cBase) {
		int taps = tapCount & TAPS;
		int weight = bBase & PLACE;
		int z0 = (aBase + rows[in]) & PLACE;
		int z1 = (aBase + rows[in + 1]) & PLACE;
		int z2 = (aBase + rows[in + 2]) & PLACE;
		int z3 = (aBase + rows[in + 3]) & PLACE;
		int z4 = (aBase + rows[in + 4]) & PLACE;
		int z5 = (aBase + rows[in + 5]) & PLACE;
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
		int from0 = startBase + rows[from];
		int from1 = startBase + rows[from + 1];
		int from2 = startBase + rows[from + 2];
		int from3 = startBase + rows[from + 3];
		int from4 = startBase + rows[from + 4];
		int from5 = startBase + rows[from + 5];
		p0 = FloatVector.fromArray(SPECIES, start, from0).add(p0);
		q0 = FloatVector.fromArray(SPECIES, start, from0 + LANES).add(q0);
		p1 = FloatVector.fromArray(SPECIES, start, from1).add(p1);
		q1 = FloatVector.fromArray(SPECIES, start, from1 + LANES).add(q1);
		p2 = FloatVector.fromArray(SPECIES, start, from2).add(p2);
		q2 = FloatVector.fromArray(SPECIES, start, from2 + LANES).add(q2);
		p3 = FloatVector.fromArray(SPECIES, start, from3).add(p3);
		q3 = FloatVector.fromArray(SPECIES, start, from3 + LANES).add(q3);
		p4 = FloatVector.fromArray(SPECIES, start, from4).add(p4);
		q4 = FloatVector.fromArray(SPECIES, start, from4 + LANES).add(q4);
		p5 = FloatVector.fromArray(SPECIES, start, from5).add(p5);
		q5 = FloatVector.fromArray(SPECIES, start, from5 + LANES).add(q5);
		int to0 = cBase + rows[to];
		int to1 = cBase + rows[to + 1];
		int to2 = cBase + rows[to + 2];
		int to3 = cBase + rows[to + 3];
		int to4 = cBase + rows[to + 4];
		int to5 = cBase + rows[to + 5];
		p0.intoArray(c, to0);
		q0.intoArray(c, to0 + LANES);
		p1.intoArray(c, to1);
		q1.intoArray(c, to1 + LANES);
		p2.intoArray(c, to2);
		q2.intoArray(c, to2 + LANES);
		p3.intoArray(c, to3);
		q3.intoArray(c, to3 + LANES);
		p4.intoArray(c, to4);
		q4.intoArray(c, to4 + LANES);
		p5.intoArray(c, to5);
		q5.intoArray(c, to5 + LANES);
	}

	/** Five rows. */
	static void five(float[] a, int aBase, int[] rows, int in, int from, int to, int tapCount, float[] b, int bBase,
			float[] start, int startBase, float[] c, int cBase) {
		int taps = tapCount & TAPS;
		int weight = bBase & PLACE;
		int z0 = (aBase + rows[in]) & PLACE;
		int z1 = (aBase + rows[in + 1]) & PLACE;
		int z2 = (aBase + rows[in + 2]) & PLACE;
		int z3 = (aBase + rows[in + 3]) & PLACE;
		int z4 = (aBase + rows[in + 4]) & PLACE;
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
		}
		int from0 = startBase + rows[from];
		int from1 = startBase + rows[from + 1];
		int from2 = startBase + rows[from + 2];
		int from3 = startBase + rows[from + 3];
		int from4 = startBase + rows[from + 4];
		p0 = FloatVector.fromArray(SPECIES, start, from0).add(p0);
		q0 = FloatVector.fromArray(SPECIES, start, from0 + LANES).add(q0);
		p1 = FloatVector.fromArray(SPECIES, start, from1).add(p1);
		q1 = FloatVector.fromArray(SPECIES, start, from1 + LANES).add(q1);
		p2 = FloatVector.fromArray(SPECIES, start, from2).add(p2);
		q2 = FloatVector.fromArray(SPECIES, start, from2 + LANES).add(q2);
		p3 = FloatVector.fromArray(SPECIES, start, from3).add(p3);
		q3 = FloatVector.fromArray(SPECIES, start, from3 + LANES).add(q3);
		p4 = FloatVector.fromArray(SPECIES, start, from4).add(p4);
		q4 = FloatVector.fromArray(SPECIES, start, from4 + LANES).add(q4);
		int to0 = cBase + rows[to];
		int to1 = cBase + rows[to + 1];
		int to2 = cBase + rows[to + 2];
		int to3 = cBase + rows[to + 3];
		int to4 = cBase + rows[to + 4];
		p0.intoArray(c, to0);
		q0.intoArray(c, to0 + LANES);
		p1.intoArray(c, to1);
		q1.intoArray(c, to1 + LANES);
		p2.intoArray(c, to2);
		q2.intoArray(c, to2 + LANES);
		p3.intoArray(c, to3);
		q3.intoArray(c, to3 + LANES);
		p4.intoArray(c, to4);
		q4.intoArray(c, to4 + LANES);
	}

}
