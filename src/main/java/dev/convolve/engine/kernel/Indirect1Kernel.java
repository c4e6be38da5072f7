package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Twelve rows by one vector of filters: fewer would wait for their own sums. See
 * {@link Indirect#multiply} for the parameters.
 */
final class Indirect1Kernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private static final int ROWS = 12;

	private Indirect1Kernel() {
	}

	static void tiles(float[] a, int aBase, int[] rows, int in, int from, int to, int[] taps, int first, int split,
			int end, float[] b, int bBase, float[] start, int startBase, float[] c, int cBase, int tiles) {
		for (int tile = 0; tile < tiles; tile++) {
			int row = tile * ROWS;
			int x0 = aBase + rows[in + row];
			int x1 = aBase + rows[in + row + 1];
			int x2 = aBase + rows[in + row + 2];
			int x3 = aBase + rows[in + row + 3];
			int x4 = aBase + rows[in + row + 4];
			int x5 = aBase + rows[in + row + 5];
			int x6 = aBase + rows[in + row + 6];
			int x7 = aBase + rows[in + row + 7];
			int x8 = aBase + rows[in + row + 8];
			int x9 = aBase + rows[in + row + 9];
			int x10 = aBase + rows[in + row + 10];
			int x11 = aBase + rows[in + row + 11];
			FloatVector p0 = FloatVector.zero(SPECIES);
			FloatVector p1 = FloatVector.zero(SPECIES);
			FloatVector p2 = FloatVector.zero(SPECIES);
			FloatVector p3 = FloatVector.zero(SPECIES);
			FloatVector p4 = FloatVector.zero(SPECIES);
			FloatVector p5 = FloatVector.zero(SPECIES);
			FloatVector p6 = FloatVector.zero(SPECIES);
			FloatVector p7 = FloatVector.zero(SPECIES);
			FloatVector p8 = FloatVector.zero(SPECIES);
			FloatVector p9 = FloatVector.zero(SPECIES);
			FloatVector p10 = FloatVector.zero(SPECIES);
			FloatVector p11 = FloatVector.zero(SPECIES);
			for (int k = first; k < split; k += Indirect.TAPS) {
				int tap = taps[k];
				int y = bBase + k * LANES;
				int z0 = x0 + tap;
				int z1 = x1 + tap;
				int z2 = x2 + tap;
				int z3 = x3 + tap;
				int z4 = x4 + tap;
				int z5 = x5 + tap;
				int z6 = x6 + tap;
				int z7 = x7 + tap;
				int z8 = x8 + tap;
				int z9 = x9 + tap;
				int z10 = x10 + tap;
				int z11 = x11 + tap;
				FloatVector b0 = FloatVector.fromArray(SPECIES, b, y);
				FloatVector d0 = FloatVector.fromArray(SPECIES, b, y + LANES);
				FloatVector e0 = FloatVector.fromArray(SPECIES, b, y + 2 * LANES);
				FloatVector f0 = FloatVector.fromArray(SPECIES, b, y + 3 * LANES);
				FloatVector v0 = FloatVector.broadcast(SPECIES, a[z0]);
				p0 = v0.fma(b0, p0);
				FloatVector w0 = FloatVector.broadcast(SPECIES, a[z0 + 1]);
				p0 = w0.fma(d0, p0);
				FloatVector u0 = FloatVector.broadcast(SPECIES, a[z0 + 2]);
				p0 = u0.fma(e0, p0);
				FloatVector m0 = FloatVector.broadcast(SPECIES, a[z0 + 3]);
				p0 = m0.fma(f0, p0);
				FloatVector v1 = FloatVector.broadcast(SPECIES, a[z1]);
				p1 = v1.fma(b0, p1);
				FloatVector w1 = FloatVector.broadcast(SPECIES, a[z1 + 1]);
				p1 = w1.fma(d0, p1);
				FloatVector u1 = FloatVector.broadcast(SPECIES, a[z1 + 2]);
				p1 = u1.fma(e0, p1);
				FloatVector m1 = FloatVector.broadcast(SPECIES, a[z1 + 3]);
				p1 = m1.fma(f0, p1);
				FloatVector v2 = FloatVector.broadcast(SPECIES, a[z2]);
				p2 = v2.fma(b0, p2);
				FloatVector w2 = FloatVector.broadcast(SPECIES, a[z2 + 1]);
				p2 = w2.fma(d0, p2);
				FloatVector u2 = FloatVector.broadcast(SPECIES, a[z2 + 2]);
				p2 = u2.fma(e0, p2);
				FloatVector m2 = FloatVector.broadcast(SPECIES, a[z2 + 3]);
				p2 = m2.fma(f0, p2);
				FloatVector v3 = FloatVector.broadcast(SPECIES, a[z3]);
				p3 = v3.fma(b0, p3);
				FloatVector w3 = FloatVector.broadcast(SPECIES, a[z3 + 1]);
				p3 = w3.fma(d0, p3);
				FloatVector u3 = FloatVector.broadcast(SPECIES, a[z3 + 2]);
				p3 = u3.fma(e0, p3);
				FloatVector m3 = FloatVector.broadcast(SPECIES, a[z3 + 3]);
				p3 = m3.fma(f0, p3);
				FloatVector v4 = FloatVector.broadcast(SPECIES, a[z4]);
				p4 = v4.fma(b0, p4);
				FloatVector w4 = FloatVector.broadcast(SPECIES, a[z4 + 1]);
				p4 = w4.fma(d0, p4);
				FloatVector u4 = FloatVector.broadcast(SPECIES, a[z4 + 2]);
				p4 = u4.fma(e0, p4);
				FloatVector m4 = FloatVector.broadcast(SPECIES, a[z4 + 3]);
				p4 = m4.fma(f0, p4);
				FloatVector v5 = FloatVector.broadcast(SPECIES, a[z5]);
				p5 = v5.fma(b0, p5);
				FloatVector w5 = FloatVector.broadcast(SPECIES, a[z5 + 1]);
				p5 = w5.fma(d0, p5);
				FloatVector u5 = FloatVector.broadcast(SPECIES, a[z5 + 2]);
				p5 = u5.fma(e0, p5);
				FloatVector m5 = FloatVector.broadcast(SPECIES, a[z5 + 3]);
				p5 = m5.fma(f0, p5);
				FloatVector v6 = FloatVector.broadcast(SPECIES, a[z6]);
				p6 = v6.fma(b0, p6);
				FloatVector w6 = FloatVector.broadcast(SPECIES, a[z6 + 1]);
				p6 = w6.fma(d0, p6);
				FloatVector u6 = FloatVector.broadcast(SPECIES, a[z6 + 2]);
				p6 = u6.fma(e0, p6);
				FloatVector m6 = FloatVector.broadcast(SPECIES, a[z6 + 3]);
				p6 = m6.fma(f0, p6);
				FloatVector v7 = FloatVector.broadcast(SPECIES, a[z7]);
				p7 = v7.fma(b0, p7);
				FloatVector w7 = FloatVector.broadcast(SPECIES, a[z7 + 1]);
				p7 = w7.fma(d0, p7);
				FloatVector u7 = FloatVector.broadcast(SPECIES, a[z7 + 2]);
				p7 = u7.fma(e0, p7);
				FloatVector m7 = FloatVector.broadcast(SPECIES, a[z7 + 3]);
				p7 = m7.fma(f0, p7);
				FloatVector v8 = FloatVector.broadcast(SPECIES, a[z8]);
				p8 = v8.fma(b0, p8);
				FloatVector w8 = FloatVector.broadcast(SPECIES, a[z8 + 1]);
				p8 = w8.fma(d0, p8);
				FloatVector u8 = FloatVector.broadcast(SPECIES, a[z8 + 2]);
				p8 = u8.fma(e0, p8);
				FloatVector m8 = FloatVector.broadcast(SPECIES, a[z8 + 3]);
				p8 = m8.fma(f0, p8);
				FloatVector v9 = FloatVector.broadcast(SPECIES, a[z9]);
				p9 = v9.fma(b0, p9);
				FloatVector w9 = FloatVector.broadcast(SPECIES, a[z9 + 1]);
				p9 = w9.fma(d0, p9);
				FloatVector u9 = FloatVector.broadcast(SPECIES, a[z9 + 2]);
				p9 = u9.fma(e0, p9);
				FloatVector m9 = FloatVector.broadcast(SPECIES, a[z9 + 3]);
				p9 = m9.fma(f0, p9);
				FloatVector v10 = FloatVector.broadcast(SPECIES, a[z10]);
				p10 = v10.fma(b0, p10);
				FloatVector w10 = FloatVector.broadcast(SPECIES, a[z10 + 1]);
				p10 = w10.fma(d0, p10);
				FloatVector u10 = FloatVector.broadcast(SPECIES, a[z10 + 2]);
				p10 = u10.fma(e0, p10);
				FloatVector m10 = FloatVector.broadcast(SPECIES, a[z10 + 3]);
				p10 = m10.fma(f0, p10);
				FloatVector v11 = FloatVector.broadcast(SPECIES, a[z11]);
				p11 = v11.fma(b0, p11);
				FloatVector w11 = FloatVector.broadcast(SPECIES, a[z11 + 1]);
				p11 = w11.fma(d0, p11);
				FloatVector u11 = FloatVector.broadcast(SPECIES, a[z11 + 2]);
				p11 = u11.fma(e0, p11);
				FloatVector m11 = FloatVector.broadcast(SPECIES, a[z11 + 3]);
				p11 = m11.fma(f0, p11);
			}
			for (int k = split; k < end; k++) {
				int tap = taps[k];
				int y = bBase + k * LANES;
				int z0 = x0 + tap;
				int z1 = x1 + tap;
				int z2 = x2 + tap;
				int z3 = x3 + tap;
				int z4 = x4 + tap;
				int z5 = x5 + tap;
				int z6 = x6 + tap;
				int z7 = x7 + tap;
				int z8 = x8 + tap;
				int z9 = x9 + tap;
				int z10 = x10 + tap;
				int z11 = x11 + tap;
				FloatVector b0 = FloatVector.fromArray(SPECIES, b, y);
				FloatVector v0 = FloatVector.broadcast(SPECIES, a[z0]);
				p0 = v0.fma(b0, p0);
				FloatVector v1 = FloatVector.broadcast(SPECIES, a[z1]);
				p1 = v1.fma(b0, p1);
				FloatVector v2 = FloatVector.broadcast(SPECIES, a[z2]);
				p2 = v2.fma(b0, p2);
				FloatVector v3 = FloatVector.broadcast(SPECIES, a[z3]);
				p3 = v3.fma(b0, p3);
				FloatVector v4 = FloatVector.broadcast(SPECIES, a[z4]);
				p4 = v4.fma(b0, p4);
				FloatVector v5 = FloatVector.broadcast(SPECIES, a[z5]);
				p5 = v5.fma(b0, p5);
				FloatVector v6 = FloatVector.broadcast(SPECIES, a[z6]);
				p6 = v6.fma(b0, p6);
				FloatVector v7 = FloatVector.broadcast(SPECIES, a[z7]);
				p7 = v7.fma(b0, p7);
				FloatVector v8 = FloatVector.broadcast(SPECIES, a[z8]);
				p8 = v8.fma(b0, p8);
				FloatVector v9 = FloatVector.broadcast(SPECIES, a[z9]);
				p9 = v9.fma(b0, p9);
				FloatVector v10 = FloatVector.broadcast(SPECIES, a[z10]);
				p10 = v10.fma(b0, p10);
				FloatVector v11 = FloatVector.broadcast(SPECIES, a[z11]);
				p11 = v11.fma(b0, p11);
			}
			int from0 = startBase + rows[from + row];
			int from1 = startBase + rows[from + row + 1];
			int from2 = startBase + rows[from + row + 2];
			int from3 = startBase + rows[from + row + 3];
			int from4 = startBase + rows[from + row + 4];
			int from5 = startBase + rows[from + row + 5];
			int from6 = startBase + rows[from + row + 6];
			int from7 = startBase + rows[from + row + 7];
			int from8 = startBase + rows[from + row + 8];
			int from9 = startBase + rows[from + row + 9];
			int from10 = startBase + rows[from + row + 10];
			int from11 = startBase + rows[from + row + 11];
			p0 = FloatVector.fromArray(SPECIES, start, from0).add(p0);
			p1 = FloatVector.fromArray(SPECIES, start, from1).add(p1);
			p2 = FloatVector.fromArray(SPECIES, start, from2).add(p2);
			p3 = FloatVector.fromArray(SPECIES, start, from3).add(p3);
			p4 = FloatVector.fromArray(SPECIES, start, from4).add(p4);
			p5 = FloatVector.fromArray(SPECIES, start, from5).add(p5);
			p6 = FloatVector.fromArray(SPECIES, start, from6).add(p6);
			p7 = FloatVector.fromArray(SPECIES, start, from7).add(p7);
			p8 = FloatVector.fromArray(SPECIES, start, from8).add(p8);
			p9 = FloatVector.fromArray(SPECIES, start, from9).add(p9);
			p10 = FloatVector.fromArray(SPECIES, start, from10).add(p10);
			p11 = FloatVector.fromArray(SPECIES, start, from11).add(p11);
			int to0 = cBase + rows[to + row];
			int to1 = cBase + rows[to + row + 1];
			int to2 = cBase + rows[to + row + 2];
			int to3 = cBase + rows[to + row + 3];
			int to4 = cBase + rows[to + row + 4];
			int to5 = cBase + rows[to + row + 5];
			int to6 = cBase + rows[to + row + 6];
			int to7 = cBase + rows[to + row + 7];
			int to8 = cBase + rows[to + row + 8];
			int to9 = cBase + rows[to + row + 9];
			int to10 = cBase + rows[to + row + 10];
			int to11 = cBase + rows[to + row + 11];
			p0.intoArray(c, to0);
			p1.intoArray(c, to1);
			p2.intoArray(c, to2);
			p3.intoArray(c, to3);
			p4.intoArray(c, to4);
			p5.intoArray(c, to5);
			p6.intoArray(c, to6);
			p7.intoArray(c, to7);
			p8.intoArray(c, to8);
			p9.intoArray(c, to9);
			p10.intoArray(c, to10);
			p11.intoArray(c, to11);
		}
	}

}
