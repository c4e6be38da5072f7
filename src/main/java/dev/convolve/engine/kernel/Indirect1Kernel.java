package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Nine rows by one vector of filters: fewer would wait for their own sums, and more have
 * no register left for where they are. Two taps at a time, for places of rows that are
 * used once take as long to compute as the products. See {@link Indirect#multiply} for
 * the parameters, and {@link Indirect2Kernel}.
 */
final class Indirect1Kernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private static final int TAPS = Indirect.MOST_TAPS - 1;

	private static final int PLACE = Indirect.MOST_PLACES - 1;

	private static final int ROWS = 9;

	private Indirect1Kernel() {
	}

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
			int x6 = aBase + rows[in + row + 6];
			int x7 = aBase + rows[in + row + 7];
			int x8 = aBase + rows[in + row + 8];
			FloatVector p0 = FloatVector.zero(SPECIES);
			FloatVector p1 = FloatVector.zero(SPECIES);
			FloatVector p2 = FloatVector.zero(SPECIES);
			FloatVector p3 = FloatVector.zero(SPECIES);
			FloatVector p4 = FloatVector.zero(SPECIES);
			FloatVector p5 = FloatVector.zero(SPECIES);
			FloatVector p6 = FloatVector.zero(SPECIES);
			FloatVector p7 = FloatVector.zero(SPECIES);
			FloatVector p8 = FloatVector.zero(SPECIES);
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
				int z6 = (x6 + place) & PLACE;
				int z7 = (x7 + place) & PLACE;
				int z8 = (x8 + place) & PLACE;
				int pairs = count >> 1;
				for (int pair = 0; pair < pairs; pair++) {
					int k = 2 * pair;
					FloatVector b0 = FloatVector.fromArray(SPECIES, b, weight + k * LANES);
					FloatVector d0 = FloatVector.fromArray(SPECIES, b, weight + k * LANES + LANES);
					FloatVector v0 = FloatVector.broadcast(SPECIES, a[z0 + k]);
					p0 = v0.fma(b0, p0);
					FloatVector w0 = FloatVector.broadcast(SPECIES, a[z0 + k + 1]);
					p0 = w0.fma(d0, p0);
					FloatVector v1 = FloatVector.broadcast(SPECIES, a[z1 + k]);
					p1 = v1.fma(b0, p1);
					FloatVector w1 = FloatVector.broadcast(SPECIES, a[z1 + k + 1]);
					p1 = w1.fma(d0, p1);
					FloatVector v2 = FloatVector.broadcast(SPECIES, a[z2 + k]);
					p2 = v2.fma(b0, p2);
					FloatVector w2 = FloatVector.broadcast(SPECIES, a[z2 + k + 1]);
					p2 = w2.fma(d0, p2);
					FloatVector v3 = FloatVector.broadcast(SPECIES, a[z3 + k]);
					p3 = v3.fma(b0, p3);
					FloatVector w3 = FloatVector.broadcast(SPECIES, a[z3 + k + 1]);
					p3 = w3.fma(d0, p3);
					FloatVector v4 = FloatVector.broadcast(SPECIES, a[z4 + k]);
					p4 = v4.fma(b0, p4);
					FloatVector w4 = FloatVector.broadcast(SPECIES, a[z4 + k + 1]);
					p4 = w4.fma(d0, p4);
					FloatVector v5 = FloatVector.broadcast(SPECIES, a[z5 + k]);
					p5 = v5.fma(b0, p5);
					FloatVector w5 = FloatVector.broadcast(SPECIES, a[z5 + k + 1]);
					p5 = w5.fma(d0, p5);
					FloatVector v6 = FloatVector.broadcast(SPECIES, a[z6 + k]);
					p6 = v6.fma(b0, p6);
					FloatVector w6 = FloatVector.broadcast(SPECIES, a[z6 + k + 1]);
					p6 = w6.fma(d0, p6);
					FloatVector v7 = FloatVector.broadcast(SPECIES, a[z7 + k]);
					p7 = v7.fma(b0, p7);
					FloatVector w7 = FloatVector.broadcast(SPECIES, a[z7 + k + 1]);
					p7 = w7.fma(d0, p7);
					FloatVector v8 = FloatVector.broadcast(SPECIES, a[z8 + k]);
					p8 = v8.fma(b0, p8);
					FloatVector w8 = FloatVector.broadcast(SPECIES, a[z8 + k + 1]);
					p8 = w8.fma(d0, p8);
				}
				if ((count & 1) != 0) {
					int k = count - 1;
					FloatVector b0 = FloatVector.fromArray(SPECIES, b, weight + k * LANES);
					FloatVector v0 = FloatVector.broadcast(SPECIES, a[z0 + k]);
					p0 = v0.fma(b0, p0);
					FloatVector v1 = FloatVector.broadcast(SPECIES, a[z1 + k]);
					p1 = v1.fma(b0, p1);
					FloatVector v2 = FloatVector.broadcast(SPECIES, a[z2 + k]);
					p2 = v2.fma(b0, p2);
					FloatVector v3 = FloatVector.broadcast(SPECIES, a[z3 + k]);
					p3 = v3.fma(b0, p3);
					FloatVector v4 = FloatVector.broadcast(SPECIES, a[z4 + k]);
					p4 = v4.fma(b0, p4);
					FloatVector v5 = FloatVector.broadcast(SPECIES, a[z5 + k]);
					p5 = v5.fma(b0, p5);
					FloatVector v6 = FloatVector.broadcast(SPECIES, a[z6 + k]);
					p6 = v6.fma(b0, p6);
					FloatVector v7 = FloatVector.broadcast(SPECIES, a[z7 + k]);
					p7 = v7.fma(b0, p7);
					FloatVector v8 = FloatVector.broadcast(SPECIES, a[z8 + k]);
					p8 = v8.fma(b0, p8);
				}
				y += count * LANES;
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
			p0 = FloatVector.fromArray(SPECIES, start, from0).add(p0);
			p1 = FloatVector.fromArray(SPECIES, start, from1).add(p1);
			p2 = FloatVector.fromArray(SPECIES, start, from2).add(p2);
			p3 = FloatVector.fromArray(SPECIES, start, from3).add(p3);
			p4 = FloatVector.fromArray(SPECIES, start, from4).add(p4);
			p5 = FloatVector.fromArray(SPECIES, start, from5).add(p5);
			p6 = FloatVector.fromArray(SPECIES, start, from6).add(p6);
			p7 = FloatVector.fromArray(SPECIES, start, from7).add(p7);
			p8 = FloatVector.fromArray(SPECIES, start, from8).add(p8);
			int to0 = cBase + rows[to + row];
			int to1 = cBase + rows[to + row + 1];
			int to2 = cBase + rows[to + row + 2];
			int to3 = cBase + rows[to + row + 3];
			int to4 = cBase + rows[to + row + 4];
			int to5 = cBase + rows[to + row + 5];
			int to6 = cBase + rows[to + row + 6];
			int to7 = cBase + rows[to + row + 7];
			int to8 = cBase + rows[to + row + 8];
			p0.intoArray(c, to0);
			p1.intoArray(c, to1);
			p2.intoArray(c, to2);
			p3.intoArray(c, to3);
			p4.intoArray(c, to4);
			p5.intoArray(c, to5);
			p6.intoArray(c, to6);
			p7.intoArray(c, to7);
			p8.intoArray(c, to8);
		}
	}

}
