package dev.convolve.engine.kernel;

import java.lang.invoke.VarHandle;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Six or five rows by two vectors of filters. See {@link Indirect#multiply} for the
 * parameters.
 * <p>
 * The masks change nothing, but tell C2 that no index overflows. Then it checks all
 * indices of a piece before its loop, and has one register for where each row is, so that
 * no instruction but the load itself is left for a row's value. Cores that two threads
 * share get no further than three or four instructions a cycle, so each one counts.
 */
final class Indirect2Kernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private static final int PANEL = 2 * LANES;

	private static final int TAPS = Indirect.MOST_TAPS - 1;

	private static final int PLACE = Indirect.MOST_PLACES - 1;

	private static final int ROWS = Gemm.ROWS;

	private static final int FEWER_ROWS = Gemm.FEWER_ROWS;

	private Indirect2Kernel() {
	}

	/** All tiles of six rows. */
	static void tiles(float[] a, int aBase, int[] rows, int in, int from, int to, int[] pieces, int first, int end,
			float[] b, int bBase, float[] start, int startBase, float[] c, int cBase, int tiles) {
		for (int tile = 0; tile < tiles; tile++) {
			int row = tile * ROWS;
			int x0 = aBase + rows[in + row];
			int x1 = aBase + rows[in + row + 1];
			int x2 = aBase + rows[in + row + 2];
			int x3 = aBase + rows[in + row + 3];
			int x4 = aBase + rows[in + row + 4];
			int x5 = aBase + rows[in + row + 5];
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
			int y = bBase;
			for (int piece = first; piece < end; piece += Indirect.PIECE) {
				int place = pieces[piece];
				int count = pieces[piece + 1] & TAPS;
				int weight = y & PLACE;
				int z0 = (x0 + place) & PLACE;
				int z1 = (x1 + place) & PLACE;
				int z2 = (x2 + place) & PLACE;
				int z3 = (x3 + place) & PLACE;
				int z4 = (x4 + place) & PLACE;
				int z5 = (x5 + place) & PLACE;
				for (int k = 0; k < count; k++) {
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
				y += count * PANEL;
			}
			int from0 = startBase + rows[from + row];
			int from1 = startBase + rows[from + row + 1];
			int from2 = startBase + rows[from + row + 2];
			int from3 = startBase + rows[from + row + 3];
			int from4 = startBase + rows[from + row + 4];
			int from5 = startBase + rows[from + row + 5];
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
			int to0 = cBase + rows[to + row];
			int to1 = cBase + rows[to + row + 1];
			int to2 = cBase + rows[to + row + 2];
			int to3 = cBase + rows[to + row + 3];
			int to4 = cBase + rows[to + row + 4];
			int to5 = cBase + rows[to + row + 5];
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
	}

	/** All tiles of five rows. */
	static void fives(float[] a, int aBase, int[] rows, int in, int from, int to, int[] pieces, int first, int end,
			float[] b, int bBase, float[] start, int startBase, float[] c, int cBase, int tiles) {
		for (int tile = 0; tile < tiles; tile++) {
			int row = tile * FEWER_ROWS;
			int x0 = aBase + rows[in + row];
			int x1 = aBase + rows[in + row + 1];
			int x2 = aBase + rows[in + row + 2];
			int x3 = aBase + rows[in + row + 3];
			int x4 = aBase + rows[in + row + 4];
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
			int y = bBase;
			for (int piece = first; piece < end; piece += Indirect.PIECE) {
				int place = pieces[piece];
				int count = pieces[piece + 1] & TAPS;
				int weight = y & PLACE;
				int z0 = (x0 + place) & PLACE;
				int z1 = (x1 + place) & PLACE;
				int z2 = (x2 + place) & PLACE;
				int z3 = (x3 + place) & PLACE;
				int z4 = (x4 + place) & PLACE;
				for (int k = 0; k < count; k++) {
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
				}
				y += count * PANEL;
			}
			int from0 = startBase + rows[from + row];
			int from1 = startBase + rows[from + row + 1];
			int from2 = startBase + rows[from + row + 2];
			int from3 = startBase + rows[from + row + 3];
			int from4 = startBase + rows[from + row + 4];
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
			int to0 = cBase + rows[to + row];
			int to1 = cBase + rows[to + row + 1];
			int to2 = cBase + rows[to + row + 2];
			int to3 = cBase + rows[to + row + 3];
			int to4 = cBase + rows[to + row + 4];
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

}
