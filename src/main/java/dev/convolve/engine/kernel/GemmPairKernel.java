package dev.convolve.engine.kernel;

import java.lang.invoke.VarHandle;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link GemmKernel} for two panels at a time: for processors with 32 vector registers.
 * It has 1.6 instructions for a multiply-add instead of 1.9. The masks tell C2 that no
 * index overflows. The fence keeps it from loading the values of all rows first, for
 * which it has no registers. Of rows of 32 values parts may be summed up on their own,
 * where all tiles have six rows. The weights of both panels for one value lie side by
 * side: the processor reads one piece of memory ahead. In two pieces they would take up
 * to 1.14 of the time where they come from the third-level cache or from memory.
 */
final class GemmPairKernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private static final int PANEL = 2 * LANES;

	private static final int PAIR = 2 * PANEL;

	private static final int ROWS = Gemm.ROWS;

	private static final int FEWER_ROWS = Gemm.FEWER_ROWS;

	private static final int PLACE = Gemm.MOST_PLACES - 1;

	private static final int VALUES = 2 * Gemm.SHORT - 1;

	private static final int TILES = Gemm.MOST_TILES - 1;

	private GemmPairKernel() {
	}

	/** See {@link Gemm#multiplyPair}: rows of 64 values. */
	static void tiles64(float[] a, int aPlace, float[] b, int bPlace, float[] c, int cBase, int cStep, int tileCount) {
		int aBase = aPlace & PLACE;
		int bBase = bPlace & PLACE;
		int tiles = tileCount & TILES;
		for (int tile = 0; tile < tiles; tile++) {
			int x = aBase + tile * ROWS * 64;
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
			for (int k = 0; k < 64; k++) {
				FloatVector b0 = FloatVector.fromArray(SPECIES, b, bBase + k * PAIR);
				FloatVector b1 = FloatVector.fromArray(SPECIES, b, bBase + k * PAIR + LANES);
				FloatVector b2 = FloatVector.fromArray(SPECIES, b, bBase + k * PAIR + PANEL);
				FloatVector b3 = FloatVector.fromArray(SPECIES, b, bBase + k * PAIR + PANEL + LANES);
				FloatVector v0 = FloatVector.broadcast(SPECIES, a[x + k]);
				p0 = v0.fma(b0, p0);
				q0 = v0.fma(b1, q0);
				s0 = v0.fma(b2, s0);
				t0 = v0.fma(b3, t0);
				FloatVector v1 = FloatVector.broadcast(SPECIES, a[x + k + 64]);
				p1 = v1.fma(b0, p1);
				q1 = v1.fma(b1, q1);
				s1 = v1.fma(b2, s1);
				t1 = v1.fma(b3, t1);
				FloatVector v2 = FloatVector.broadcast(SPECIES, a[x + k + 2 * 64]);
				p2 = v2.fma(b0, p2);
				q2 = v2.fma(b1, q2);
				s2 = v2.fma(b2, s2);
				t2 = v2.fma(b3, t2);
				VarHandle.loadLoadFence();
				FloatVector v3 = FloatVector.broadcast(SPECIES, a[x + k + 3 * 64]);
				p3 = v3.fma(b0, p3);
				q3 = v3.fma(b1, q3);
				s3 = v3.fma(b2, s3);
				t3 = v3.fma(b3, t3);
				FloatVector v4 = FloatVector.broadcast(SPECIES, a[x + k + 4 * 64]);
				p4 = v4.fma(b0, p4);
				q4 = v4.fma(b1, q4);
				s4 = v4.fma(b2, s4);
				t4 = v4.fma(b3, t4);
				FloatVector v5 = FloatVector.broadcast(SPECIES, a[x + k + 5 * 64]);
				p5 = v5.fma(b0, p5);
				q5 = v5.fma(b1, q5);
				s5 = v5.fma(b2, s5);
				t5 = v5.fma(b3, t5);
			}
			int to = cBase + tile * ROWS * PANEL;
			int next = to + cStep;
			FloatVector.fromArray(SPECIES, c, to).add(p0).intoArray(c, to);
			FloatVector.fromArray(SPECIES, c, to + LANES).add(q0).intoArray(c, to + LANES);
			FloatVector.fromArray(SPECIES, c, next).add(s0).intoArray(c, next);
			FloatVector.fromArray(SPECIES, c, next + LANES).add(t0).intoArray(c, next + LANES);
			FloatVector.fromArray(SPECIES, c, to + PANEL).add(p1).intoArray(c, to + PANEL);
			FloatVector.fromArray(SPECIES, c, to + PANEL + LANES).add(q1).intoArray(c, to + PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, next + PANEL).add(s1).intoArray(c, next + PANEL);
			FloatVector.fromArray(SPECIES, c, next + PANEL + LANES).add(t1).intoArray(c, next + PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, to + 2 * PANEL).add(p2).intoArray(c, to + 2 * PANEL);
			FloatVector.fromArray(SPECIES, c, to + 2 * PANEL + LANES).add(q2).intoArray(c, to + 2 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, next + 2 * PANEL).add(s2).intoArray(c, next + 2 * PANEL);
			FloatVector.fromArray(SPECIES, c, next + 2 * PANEL + LANES).add(t2).intoArray(c, next + 2 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, to + 3 * PANEL).add(p3).intoArray(c, to + 3 * PANEL);
			FloatVector.fromArray(SPECIES, c, to + 3 * PANEL + LANES).add(q3).intoArray(c, to + 3 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, next + 3 * PANEL).add(s3).intoArray(c, next + 3 * PANEL);
			FloatVector.fromArray(SPECIES, c, next + 3 * PANEL + LANES).add(t3).intoArray(c, next + 3 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, to + 4 * PANEL).add(p4).intoArray(c, to + 4 * PANEL);
			FloatVector.fromArray(SPECIES, c, to + 4 * PANEL + LANES).add(q4).intoArray(c, to + 4 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, next + 4 * PANEL).add(s4).intoArray(c, next + 4 * PANEL);
			FloatVector.fromArray(SPECIES, c, next + 4 * PANEL + LANES).add(t4).intoArray(c, next + 4 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, to + 5 * PANEL).add(p5).intoArray(c, to + 5 * PANEL);
			FloatVector.fromArray(SPECIES, c, to + 5 * PANEL + LANES).add(q5).intoArray(c, to + 5 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, next + 5 * PANEL).add(s5).intoArray(c, next + 5 * PANEL);
			FloatVector.fromArray(SPECIES, c, next + 5 * PANEL + LANES).add(t5).intoArray(c, next + 5 * PANEL + LANES);
		}
	}

	/** See {@link Gemm#multiplyPair}: some of the values of rows of 32. */
	static void tiles32(float[] a, int aPlace, int valueCount, float[] b, int bPlace, float[] c, int cBase, int cStep,
			int tileCount) {
		int aBase = aPlace & PLACE;
		int bBase = bPlace & PLACE;
		int values = valueCount & VALUES;
		int tiles = tileCount & TILES;
		for (int tile = 0; tile < tiles; tile++) {
			int x = aBase + tile * ROWS * 32;
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
			for (int k = 0; k < values; k++) {
				FloatVector b0 = FloatVector.fromArray(SPECIES, b, bBase + k * PAIR);
				FloatVector b1 = FloatVector.fromArray(SPECIES, b, bBase + k * PAIR + LANES);
				FloatVector b2 = FloatVector.fromArray(SPECIES, b, bBase + k * PAIR + PANEL);
				FloatVector b3 = FloatVector.fromArray(SPECIES, b, bBase + k * PAIR + PANEL + LANES);
				FloatVector v0 = FloatVector.broadcast(SPECIES, a[x + k]);
				p0 = v0.fma(b0, p0);
				q0 = v0.fma(b1, q0);
				s0 = v0.fma(b2, s0);
				t0 = v0.fma(b3, t0);
				FloatVector v1 = FloatVector.broadcast(SPECIES, a[x + k + 32]);
				p1 = v1.fma(b0, p1);
				q1 = v1.fma(b1, q1);
				s1 = v1.fma(b2, s1);
				t1 = v1.fma(b3, t1);
				FloatVector v2 = FloatVector.broadcast(SPECIES, a[x + k + 2 * 32]);
				p2 = v2.fma(b0, p2);
				q2 = v2.fma(b1, q2);
				s2 = v2.fma(b2, s2);
				t2 = v2.fma(b3, t2);
				VarHandle.loadLoadFence();
				FloatVector v3 = FloatVector.broadcast(SPECIES, a[x + k + 3 * 32]);
				p3 = v3.fma(b0, p3);
				q3 = v3.fma(b1, q3);
				s3 = v3.fma(b2, s3);
				t3 = v3.fma(b3, t3);
				FloatVector v4 = FloatVector.broadcast(SPECIES, a[x + k + 4 * 32]);
				p4 = v4.fma(b0, p4);
				q4 = v4.fma(b1, q4);
				s4 = v4.fma(b2, s4);
				t4 = v4.fma(b3, t4);
				FloatVector v5 = FloatVector.broadcast(SPECIES, a[x + k + 5 * 32]);
				p5 = v5.fma(b0, p5);
				q5 = v5.fma(b1, q5);
				s5 = v5.fma(b2, s5);
				t5 = v5.fma(b3, t5);
			}
			int to = cBase + tile * ROWS * PANEL;
			int next = to + cStep;
			FloatVector.fromArray(SPECIES, c, to).add(p0).intoArray(c, to);
			FloatVector.fromArray(SPECIES, c, to + LANES).add(q0).intoArray(c, to + LANES);
			FloatVector.fromArray(SPECIES, c, next).add(s0).intoArray(c, next);
			FloatVector.fromArray(SPECIES, c, next + LANES).add(t0).intoArray(c, next + LANES);
			FloatVector.fromArray(SPECIES, c, to + PANEL).add(p1).intoArray(c, to + PANEL);
			FloatVector.fromArray(SPECIES, c, to + PANEL + LANES).add(q1).intoArray(c, to + PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, next + PANEL).add(s1).intoArray(c, next + PANEL);
			FloatVector.fromArray(SPECIES, c, next + PANEL + LANES).add(t1).intoArray(c, next + PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, to + 2 * PANEL).add(p2).intoArray(c, to + 2 * PANEL);
			FloatVector.fromArray(SPECIES, c, to + 2 * PANEL + LANES).add(q2).intoArray(c, to + 2 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, next + 2 * PANEL).add(s2).intoArray(c, next + 2 * PANEL);
			FloatVector.fromArray(SPECIES, c, next + 2 * PANEL + LANES).add(t2).intoArray(c, next + 2 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, to + 3 * PANEL).add(p3).intoArray(c, to + 3 * PANEL);
			FloatVector.fromArray(SPECIES, c, to + 3 * PANEL + LANES).add(q3).intoArray(c, to + 3 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, next + 3 * PANEL).add(s3).intoArray(c, next + 3 * PANEL);
			FloatVector.fromArray(SPECIES, c, next + 3 * PANEL + LANES).add(t3).intoArray(c, next + 3 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, to + 4 * PANEL).add(p4).intoArray(c, to + 4 * PANEL);
			FloatVector.fromArray(SPECIES, c, to + 4 * PANEL + LANES).add(q4).intoArray(c, to + 4 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, next + 4 * PANEL).add(s4).intoArray(c, next + 4 * PANEL);
			FloatVector.fromArray(SPECIES, c, next + 4 * PANEL + LANES).add(t4).intoArray(c, next + 4 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, to + 5 * PANEL).add(p5).intoArray(c, to + 5 * PANEL);
			FloatVector.fromArray(SPECIES, c, to + 5 * PANEL + LANES).add(q5).intoArray(c, to + 5 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, next + 5 * PANEL).add(s5).intoArray(c, next + 5 * PANEL);
			FloatVector.fromArray(SPECIES, c, next + 5 * PANEL + LANES).add(t5).intoArray(c, next + 5 * PANEL + LANES);
		}
	}

	/** See {@link Gemm#multiplyPair}: rows of 64 values, in tiles of five. */
	static void fives64(float[] a, int aPlace, float[] b, int bPlace, float[] c, int cBase, int cStep, int tileCount) {
		int aBase = aPlace & PLACE;
		int bBase = bPlace & PLACE;
		int tiles = tileCount & TILES;
		for (int tile = 0; tile < tiles; tile++) {
			int x = aBase + tile * FEWER_ROWS * 64;
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
			for (int k = 0; k < 64; k++) {
				FloatVector b0 = FloatVector.fromArray(SPECIES, b, bBase + k * PAIR);
				FloatVector b1 = FloatVector.fromArray(SPECIES, b, bBase + k * PAIR + LANES);
				FloatVector b2 = FloatVector.fromArray(SPECIES, b, bBase + k * PAIR + PANEL);
				FloatVector b3 = FloatVector.fromArray(SPECIES, b, bBase + k * PAIR + PANEL + LANES);
				FloatVector v0 = FloatVector.broadcast(SPECIES, a[x + k]);
				p0 = v0.fma(b0, p0);
				q0 = v0.fma(b1, q0);
				s0 = v0.fma(b2, s0);
				t0 = v0.fma(b3, t0);
				FloatVector v1 = FloatVector.broadcast(SPECIES, a[x + k + 64]);
				p1 = v1.fma(b0, p1);
				q1 = v1.fma(b1, q1);
				s1 = v1.fma(b2, s1);
				t1 = v1.fma(b3, t1);
				FloatVector v2 = FloatVector.broadcast(SPECIES, a[x + k + 2 * 64]);
				p2 = v2.fma(b0, p2);
				q2 = v2.fma(b1, q2);
				s2 = v2.fma(b2, s2);
				t2 = v2.fma(b3, t2);
				VarHandle.loadLoadFence();
				FloatVector v3 = FloatVector.broadcast(SPECIES, a[x + k + 3 * 64]);
				p3 = v3.fma(b0, p3);
				q3 = v3.fma(b1, q3);
				s3 = v3.fma(b2, s3);
				t3 = v3.fma(b3, t3);
				FloatVector v4 = FloatVector.broadcast(SPECIES, a[x + k + 4 * 64]);
				p4 = v4.fma(b0, p4);
				q4 = v4.fma(b1, q4);
				s4 = v4.fma(b2, s4);
				t4 = v4.fma(b3, t4);
			}
			int to = cBase + tile * FEWER_ROWS * PANEL;
			int next = to + cStep;
			FloatVector.fromArray(SPECIES, c, to).add(p0).intoArray(c, to);
			FloatVector.fromArray(SPECIES, c, to + LANES).add(q0).intoArray(c, to + LANES);
			FloatVector.fromArray(SPECIES, c, next).add(s0).intoArray(c, next);
			FloatVector.fromArray(SPECIES, c, next + LANES).add(t0).intoArray(c, next + LANES);
			FloatVector.fromArray(SPECIES, c, to + PANEL).add(p1).intoArray(c, to + PANEL);
			FloatVector.fromArray(SPECIES, c, to + PANEL + LANES).add(q1).intoArray(c, to + PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, next + PANEL).add(s1).intoArray(c, next + PANEL);
			FloatVector.fromArray(SPECIES, c, next + PANEL + LANES).add(t1).intoArray(c, next + PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, to + 2 * PANEL).add(p2).intoArray(c, to + 2 * PANEL);
			FloatVector.fromArray(SPECIES, c, to + 2 * PANEL + LANES).add(q2).intoArray(c, to + 2 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, next + 2 * PANEL).add(s2).intoArray(c, next + 2 * PANEL);
			FloatVector.fromArray(SPECIES, c, next + 2 * PANEL + LANES).add(t2).intoArray(c, next + 2 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, to + 3 * PANEL).add(p3).intoArray(c, to + 3 * PANEL);
			FloatVector.fromArray(SPECIES, c, to + 3 * PANEL + LANES).add(q3).intoArray(c, to + 3 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, next + 3 * PANEL).add(s3).intoArray(c, next + 3 * PANEL);
			FloatVector.fromArray(SPECIES, c, next + 3 * PANEL + LANES).add(t3).intoArray(c, next + 3 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, to + 4 * PANEL).add(p4).intoArray(c, to + 4 * PANEL);
			FloatVector.fromArray(SPECIES, c, to + 4 * PANEL + LANES).add(q4).intoArray(c, to + 4 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, next + 4 * PANEL).add(s4).intoArray(c, next + 4 * PANEL);
			FloatVector.fromArray(SPECIES, c, next + 4 * PANEL + LANES).add(t4).intoArray(c, next + 4 * PANEL + LANES);
		}
	}

	/** See {@link Gemm#multiplyPair}: rows of 32 values, in tiles of five. */
	static void fives32(float[] a, int aPlace, float[] b, int bPlace, float[] c, int cBase, int cStep, int tileCount) {
		int aBase = aPlace & PLACE;
		int bBase = bPlace & PLACE;
		int tiles = tileCount & TILES;
		for (int tile = 0; tile < tiles; tile++) {
			int x = aBase + tile * FEWER_ROWS * 32;
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
			for (int k = 0; k < 32; k++) {
				FloatVector b0 = FloatVector.fromArray(SPECIES, b, bBase + k * PAIR);
				FloatVector b1 = FloatVector.fromArray(SPECIES, b, bBase + k * PAIR + LANES);
				FloatVector b2 = FloatVector.fromArray(SPECIES, b, bBase + k * PAIR + PANEL);
				FloatVector b3 = FloatVector.fromArray(SPECIES, b, bBase + k * PAIR + PANEL + LANES);
				FloatVector v0 = FloatVector.broadcast(SPECIES, a[x + k]);
				p0 = v0.fma(b0, p0);
				q0 = v0.fma(b1, q0);
				s0 = v0.fma(b2, s0);
				t0 = v0.fma(b3, t0);
				FloatVector v1 = FloatVector.broadcast(SPECIES, a[x + k + 32]);
				p1 = v1.fma(b0, p1);
				q1 = v1.fma(b1, q1);
				s1 = v1.fma(b2, s1);
				t1 = v1.fma(b3, t1);
				FloatVector v2 = FloatVector.broadcast(SPECIES, a[x + k + 2 * 32]);
				p2 = v2.fma(b0, p2);
				q2 = v2.fma(b1, q2);
				s2 = v2.fma(b2, s2);
				t2 = v2.fma(b3, t2);
				VarHandle.loadLoadFence();
				FloatVector v3 = FloatVector.broadcast(SPECIES, a[x + k + 3 * 32]);
				p3 = v3.fma(b0, p3);
				q3 = v3.fma(b1, q3);
				s3 = v3.fma(b2, s3);
				t3 = v3.fma(b3, t3);
				FloatVector v4 = FloatVector.broadcast(SPECIES, a[x + k + 4 * 32]);
				p4 = v4.fma(b0, p4);
				q4 = v4.fma(b1, q4);
				s4 = v4.fma(b2, s4);
				t4 = v4.fma(b3, t4);
			}
			int to = cBase + tile * FEWER_ROWS * PANEL;
			int next = to + cStep;
			FloatVector.fromArray(SPECIES, c, to).add(p0).intoArray(c, to);
			FloatVector.fromArray(SPECIES, c, to + LANES).add(q0).intoArray(c, to + LANES);
			FloatVector.fromArray(SPECIES, c, next).add(s0).intoArray(c, next);
			FloatVector.fromArray(SPECIES, c, next + LANES).add(t0).intoArray(c, next + LANES);
			FloatVector.fromArray(SPECIES, c, to + PANEL).add(p1).intoArray(c, to + PANEL);
			FloatVector.fromArray(SPECIES, c, to + PANEL + LANES).add(q1).intoArray(c, to + PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, next + PANEL).add(s1).intoArray(c, next + PANEL);
			FloatVector.fromArray(SPECIES, c, next + PANEL + LANES).add(t1).intoArray(c, next + PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, to + 2 * PANEL).add(p2).intoArray(c, to + 2 * PANEL);
			FloatVector.fromArray(SPECIES, c, to + 2 * PANEL + LANES).add(q2).intoArray(c, to + 2 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, next + 2 * PANEL).add(s2).intoArray(c, next + 2 * PANEL);
			FloatVector.fromArray(SPECIES, c, next + 2 * PANEL + LANES).add(t2).intoArray(c, next + 2 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, to + 3 * PANEL).add(p3).intoArray(c, to + 3 * PANEL);
			FloatVector.fromArray(SPECIES, c, to + 3 * PANEL + LANES).add(q3).intoArray(c, to + 3 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, next + 3 * PANEL).add(s3).intoArray(c, next + 3 * PANEL);
			FloatVector.fromArray(SPECIES, c, next + 3 * PANEL + LANES).add(t3).intoArray(c, next + 3 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, to + 4 * PANEL).add(p4).intoArray(c, to + 4 * PANEL);
			FloatVector.fromArray(SPECIES, c, to + 4 * PANEL + LANES).add(q4).intoArray(c, to + 4 * PANEL + LANES);
			FloatVector.fromArray(SPECIES, c, next + 4 * PANEL).add(s4).intoArray(c, next + 4 * PANEL);
			FloatVector.fromArray(SPECIES, c, next + 4 * PANEL + LANES).add(t4).intoArray(c, next + 4 * PANEL + LANES);
		}
	}

}
