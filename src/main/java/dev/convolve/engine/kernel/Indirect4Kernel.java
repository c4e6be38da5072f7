package dev.convolve.engine.kernel;

import java.lang.invoke.VarHandle;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Six or five rows by four vectors of filters: for processors with 32 vector registers.
 * See {@link Indirect#multiply} for the parameters, and {@link Indirect2Kernel}.
 */
final class Indirect4Kernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private static final int PANEL = 4 * LANES;

	private static final int TAPS = Indirect.MOST_TAPS - 1;

	private static final int PLACE = Indirect.MOST_PLACES - 1;

	private static final int ROWS = 6;

	private static final int FEWER_ROWS = 5;

	private Indirect4Kernel() {
	}

	/** Tiles of six rows. */
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
			FloatVector s0 = FloatVector.zero(SPECIES);
			FloatVector t0 = FloatVector.zero(SPECIES);
			FloatVector p1 = FloatVector.zero(SPECIES);
			FloatVector q1 = FloatVector.zero(SPECIES);
			FloatVector s1 = FloatVector.zero(SPECIES);
			FloatVector t1 = FloatVector.zero(SPECIES);
			FloatVector p2 = FloatVector.zero(SPECIES);
			FloatVector q2 = FloatVector.zero(SPECIES);
			FloatVector s2 = FloatVector.zero(SPECIES);
			FloatVector t2 = FloatVector.zero(SPECIES);
			FloatVector p3 = FloatVector.zero(SPECIES);
			FloatVector q3 = FloatVector.zero(SPECIES);
			FloatVector s3 = FloatVector.zero(SPECIES);
			FloatVector t3 = FloatVector.zero(SPECIES);
			FloatVector p4 = FloatVector.zero(SPECIES);
			FloatVector q4 = FloatVector.zero(SPECIES);
			FloatVector s4 = FloatVector.zero(SPECIES);
			FloatVector t4 = FloatVector.zero(SPECIES);
			FloatVector p5 = FloatVector.zero(SPECIES);
			FloatVector q5 = FloatVector.zero(SPECIES);
			FloatVector s5 = FloatVector.zero(SPECIES);
			FloatVector t5 = FloatVector.zero(SPECIES);
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
					FloatVector b2 = FloatVector.fromArray(SPECIES, b, weight + k * PANEL + 2 * LANES);
					FloatVector b3 = FloatVector.fromArray(SPECIES, b, weight + k * PANEL + 3 * LANES);
					FloatVector v0 = FloatVector.broadcast(SPECIES, a[z0 + k]);
					p0 = v0.fma(b0, p0);
					q0 = v0.fma(b1, q0);
					s0 = v0.fma(b2, s0);
					t0 = v0.fma(b3, t0);
					FloatVector v1 = FloatVector.broadcast(SPECIES, a[z1 + k]);
					p1 = v1.fma(b0, p1);
					q1 = v1.fma(b1, q1);
					s1 = v1.fma(b2, s1);
					t1 = v1.fma(b3, t1);
					FloatVector v2 = FloatVector.broadcast(SPECIES, a[z2 + k]);
					p2 = v2.fma(b0, p2);
					q2 = v2.fma(b1, q2);
					s2 = v2.fma(b2, s2);
					t2 = v2.fma(b3, t2);
					VarHandle.loadLoadFence();
					FloatVector v3 = FloatVector.broadcast(SPECIES, a[z3 + k]);
					p3 = v3.fma(b0, p3);
					q3 = v3.fma(b1, q3);
					s3 = v3.fma(b2, s3);
					t3 = v3.fma(b3, t3);
					FloatVector v4 = FloatVector.broadcast(SPECIES, a[z4 + k]);
					p4 = v4.fma(b0, p4);
					q4 = v4.fma(b1, q4);
					s4 = v4.fma(b2, s4);
					t4 = v4.fma(b3, t4);
					FloatVector v5 = FloatVector.broadcast(SPECIES, a[z5 + k]);
					p5 = v5.fma(b0, p5);
					q5 = v5.fma(b1, q5);
					s5 = v5.fma(b2, s5);
					t5 = v5.fma(b3, t5);
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
			s0 = FloatVector.fromArray(SPECIES, start, from0 + 2 * LANES).add(s0);
			t0 = FloatVector.fromArray(SPECIES, start, from0 + 3 * LANES).add(t0);
			p1 = FloatVector.fromArray(SPECIES, start, from1).add(p1);
			q1 = FloatVector.fromArray(SPECIES, start, from1 + LANES).add(q1);
			s1 = FloatVector.fromArray(SPECIES, start, from1 + 2 * LANES).add(s1);
			t1 = FloatVector.fromArray(SPECIES, start, from1 + 3 * LANES).add(t1);
			p2 = FloatVector.fromArray(SPECIES, start, from2).add(p2);
			q2 = FloatVector.fromArray(SPECIES, start, from2 + LANES).add(q2);
			s2 = FloatVector.fromArray(SPECIES, start, from2 + 2 * LANES).add(s2);
			t2 = FloatVector.fromArray(SPECIES, start, from2 + 3 * LANES).add(t2);
			p3 = FloatVector.fromArray(SPECIES, start, from3).add(p3);
			q3 = FloatVector.fromArray(SPECIES, start, from3 + LANES).add(q3);
			s3 = FloatVector.fromArray(SPECIES, start, from3 + 2 * LANES).add(s3);
			t3 = FloatVector.fromArray(SPECIES, start, from3 + 3 * LANES).add(t3);
			p4 = FloatVector.fromArray(SPECIES, start, from4).add(p4);
			q4 = FloatVector.fromArray(SPECIES, start, from4 + LANES).add(q4);
			s4 = FloatVector.fromArray(SPECIES, start, from4 + 2 * LANES).add(s4);
			t4 = FloatVector.fromArray(SPECIES, start, from4 + 3 * LANES).add(t4);
			p5 = FloatVector.fromArray(SPECIES, start, from5).add(p5);
			q5 = FloatVector.fromArray(SPECIES, start, from5 + LANES).add(q5);
			s5 = FloatVector.fromArray(SPECIES, start, from5 + 2 * LANES).add(s5);
			t5 = FloatVector.fromArray(SPECIES, start, from5 + 3 * LANES).add(t5);
			int to0 = cBase + rows[to + row];
			int to1 = cBase + rows[to + row + 1];
			int to2 = cBase + rows[to + row + 2];
			int to3 = cBase + rows[to + row + 3];
			int to4 = cBase + rows[to + row + 4];
			int to5 = cBase + rows[to + row + 5];
			p0.intoArray(c, to0);
			q0.intoArray(c, to0 + LANES);
			s0.intoArray(c, to0 + 2 * LANES);
			t0.intoArray(c, to0 + 3 * LANES);
			p1.intoArray(c, to1);
			q1.intoArray(c, to1 + LANES);
			s1.intoArray(c, to1 + 2 * LANES);
			t1.intoArray(c, to1 + 3 * LANES);
			p2.intoArray(c, to2);
			q2.intoArray(c, to2 + LANES);
			s2.intoArray(c, to2 + 2 * LANES);
			t2.intoArray(c, to2 + 3 * LANES);
			p3.intoArray(c, to3);
			q3.intoArray(c, to3 + LANES);
			s3.intoArray(c, to3 + 2 * LANES);
			t3.intoArray(c, to3 + 3 * LANES);
			p4.intoArray(c, to4);
			q4.intoArray(c, to4 + LANES);
			s4.intoArray(c, to4 + 2 * LANES);
			t4.intoArray(c, to4 + 3 * LANES);
			p5.intoArray(c, to5);
			q5.intoArray(c, to5 + LANES);
			s5.intoArray(c, to5 + 2 * LANES);
			t5.intoArray(c, to5 + 3 * LANES);
		}
	}

	/** Tiles of five rows. */
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
			FloatVector s0 = FloatVector.zero(SPECIES);
			FloatVector t0 = FloatVector.zero(SPECIES);
			FloatVector p1 = FloatVector.zero(SPECIES);
			FloatVector q1 = FloatVector.zero(SPECIES);
			FloatVector s1 = FloatVector.zero(SPECIES);
			FloatVector t1 = FloatVector.zero(SPECIES);
			FloatVector p2 = FloatVector.zero(SPECIES);
			FloatVector q2 = FloatVector.zero(SPECIES);
			FloatVector s2 = FloatVector.zero(SPECIES);
			FloatVector t2 = FloatVector.zero(SPECIES);
			FloatVector p3 = FloatVector.zero(SPECIES);
			FloatVector q3 = FloatVector.zero(SPECIES);
			FloatVector s3 = FloatVector.zero(SPECIES);
			FloatVector t3 = FloatVector.zero(SPECIES);
			FloatVector p4 = FloatVector.zero(SPECIES);
			FloatVector q4 = FloatVector.zero(SPECIES);
			FloatVector s4 = FloatVector.zero(SPECIES);
			FloatVector t4 = FloatVector.zero(SPECIES);
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
					FloatVector b2 = FloatVector.fromArray(SPECIES, b, weight + k * PANEL + 2 * LANES);
					FloatVector b3 = FloatVector.fromArray(SPECIES, b, weight + k * PANEL + 3 * LANES);
					FloatVector v0 = FloatVector.broadcast(SPECIES, a[z0 + k]);
					p0 = v0.fma(b0, p0);
					q0 = v0.fma(b1, q0);
					s0 = v0.fma(b2, s0);
					t0 = v0.fma(b3, t0);
					FloatVector v1 = FloatVector.broadcast(SPECIES, a[z1 + k]);
					p1 = v1.fma(b0, p1);
					q1 = v1.fma(b1, q1);
					s1 = v1.fma(b2, s1);
					t1 = v1.fma(b3, t1);
					FloatVector v2 = FloatVector.broadcast(SPECIES, a[z2 + k]);
					p2 = v2.fma(b0, p2);
					q2 = v2.fma(b1, q2);
					s2 = v2.fma(b2, s2);
					t2 = v2.fma(b3, t2);
					FloatVector v3 = FloatVector.broadcast(SPECIES, a[z3 + k]);
					p3 = v3.fma(b0, p3);
					q3 = v3.fma(b1, q3);
					s3 = v3.fma(b2, s3);
					t3 = v3.fma(b3, t3);
					FloatVector v4 = FloatVector.broadcast(SPECIES, a[z4 + k]);
					p4 = v4.fma(b0, p4);
					q4 = v4.fma(b1, q4);
					s4 = v4.fma(b2, s4);
					t4 = v4.fma(b3, t4);
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
			s0 = FloatVector.fromArray(SPECIES, start, from0 + 2 * LANES).add(s0);
			t0 = FloatVector.fromArray(SPECIES, start, from0 + 3 * LANES).add(t0);
			p1 = FloatVector.fromArray(SPECIES, start, from1).add(p1);
			q1 = FloatVector.fromArray(SPECIES, start, from1 + LANES).add(q1);
			s1 = FloatVector.fromArray(SPECIES, start, from1 + 2 * LANES).add(s1);
			t1 = FloatVector.fromArray(SPECIES, start, from1 + 3 * LANES).add(t1);
			p2 = FloatVector.fromArray(SPECIES, start, from2).add(p2);
			q2 = FloatVector.fromArray(SPECIES, start, from2 + LANES).add(q2);
			s2 = FloatVector.fromArray(SPECIES, start, from2 + 2 * LANES).add(s2);
			t2 = FloatVector.fromArray(SPECIES, start, from2 + 3 * LANES).add(t2);
			p3 = FloatVector.fromArray(SPECIES, start, from3).add(p3);
			q3 = FloatVector.fromArray(SPECIES, start, from3 + LANES).add(q3);
			s3 = FloatVector.fromArray(SPECIES, start, from3 + 2 * LANES).add(s3);
			t3 = FloatVector.fromArray(SPECIES, start, from3 + 3 * LANES).add(t3);
			p4 = FloatVector.fromArray(SPECIES, start, from4).add(p4);
			q4 = FloatVector.fromArray(SPECIES, start, from4 + LANES).add(q4);
			s4 = FloatVector.fromArray(SPECIES, start, from4 + 2 * LANES).add(s4);
			t4 = FloatVector.fromArray(SPECIES, start, from4 + 3 * LANES).add(t4);
			int to0 = cBase + rows[to + row];
			int to1 = cBase + rows[to + row + 1];
			int to2 = cBase + rows[to + row + 2];
			int to3 = cBase + rows[to + row + 3];
			int to4 = cBase + rows[to + row + 4];
			p0.intoArray(c, to0);
			q0.intoArray(c, to0 + LANES);
			s0.intoArray(c, to0 + 2 * LANES);
			t0.intoArray(c, to0 + 3 * LANES);
			p1.intoArray(c, to1);
			q1.intoArray(c, to1 + LANES);
			s1.intoArray(c, to1 + 2 * LANES);
			t1.intoArray(c, to1 + 3 * LANES);
			p2.intoArray(c, to2);
			q2.intoArray(c, to2 + LANES);
			s2.intoArray(c, to2 + 2 * LANES);
			t2.intoArray(c, to2 + 3 * LANES);
			p3.intoArray(c, to3);
			q3.intoArray(c, to3 + LANES);
			s3.intoArray(c, to3 + 2 * LANES);
			t3.intoArray(c, to3 + 3 * LANES);
			p4.intoArray(c, to4);
			q4.intoArray(c, to4 + LANES);
			s4.intoArray(c, to4 + 2 * LANES);
			t4.intoArray(c, to4 + 3 * LANES);
		}
	}

}
