package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The matrix product's inner loops; see {@link Gemm#multiply} for the parameters. Five
 * rows by two vectors are ten sums, two of weights and one broadcast value: what sixteen
 * registers hold. Ten independent sums are also what two multiply-add units with a
 * latency of four need, so wider vectors with more registers take the same shape.
 * <p>
 * No branch but the loops' own: C2 moves one that does not change out of the loops as a
 * predicate, and once that has failed it checks every index anew for every tile.
 */
final class GemmKernel {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private static final int LANES = Lanes.COUNT;

	private static final int PANEL = 2 * LANES;

	private GemmKernel() {
	}

	/** Multiplies 5 rows at a time. */
	static void tiles5(float[] a, int aBase, int[] tables, int first, int end, int cTable, int[] starts, int[] lengths,
			int segment, int segmentEnd, float[] b, int bBase, float[] init, int initBase, int initStep, float[] c,
			int cBase) {
		for (int row = first; row < end; row += 5) {
			int a0 = aBase + tables[row];
			int a1 = aBase + tables[row + 1];
			int a2 = aBase + tables[row + 2];
			int a3 = aBase + tables[row + 3];
			int a4 = aBase + tables[row + 4];
			int from = initBase + row * initStep;
			FloatVector p0 = FloatVector.fromArray(SPECIES, init, from);
			FloatVector q0 = FloatVector.fromArray(SPECIES, init, from + LANES);
			FloatVector p1 = FloatVector.fromArray(SPECIES, init, from + initStep);
			FloatVector q1 = FloatVector.fromArray(SPECIES, init, from + initStep + LANES);
			FloatVector p2 = FloatVector.fromArray(SPECIES, init, from + 2 * initStep);
			FloatVector q2 = FloatVector.fromArray(SPECIES, init, from + 2 * initStep + LANES);
			FloatVector p3 = FloatVector.fromArray(SPECIES, init, from + 3 * initStep);
			FloatVector q3 = FloatVector.fromArray(SPECIES, init, from + 3 * initStep + LANES);
			FloatVector p4 = FloatVector.fromArray(SPECIES, init, from + 4 * initStep);
			FloatVector q4 = FloatVector.fromArray(SPECIES, init, from + 4 * initStep + LANES);
			int panel = bBase;
			for (int s = segment; s < segmentEnd; s++) {
				int start = starts[s];
				int length = lengths[s];
				int x0 = a0 + start;
				int x1 = a1 + start;
				int x2 = a2 + start;
				int x3 = a3 + start;
				int x4 = a4 + start;
				for (int k = 0; k < length; k++) {
					FloatVector b0 = FloatVector.fromArray(SPECIES, b, panel + k * PANEL);
					FloatVector b1 = FloatVector.fromArray(SPECIES, b, panel + k * PANEL + LANES);
					FloatVector v0 = FloatVector.broadcast(SPECIES, a[x0 + k]);
					p0 = v0.fma(b0, p0);
					q0 = v0.fma(b1, q0);
					FloatVector v1 = FloatVector.broadcast(SPECIES, a[x1 + k]);
					p1 = v1.fma(b0, p1);
					q1 = v1.fma(b1, q1);
					FloatVector v2 = FloatVector.broadcast(SPECIES, a[x2 + k]);
					p2 = v2.fma(b0, p2);
					q2 = v2.fma(b1, q2);
					FloatVector v3 = FloatVector.broadcast(SPECIES, a[x3 + k]);
					p3 = v3.fma(b0, p3);
					q3 = v3.fma(b1, q3);
					FloatVector v4 = FloatVector.broadcast(SPECIES, a[x4 + k]);
					p4 = v4.fma(b0, p4);
					q4 = v4.fma(b1, q4);
				}
				panel += length * PANEL;
			}
			int c0 = cBase + tables[cTable + row];
			p0.intoArray(c, c0);
			q0.intoArray(c, c0 + LANES);
			int c1 = cBase + tables[cTable + row + 1];
			p1.intoArray(c, c1);
			q1.intoArray(c, c1 + LANES);
			int c2 = cBase + tables[cTable + row + 2];
			p2.intoArray(c, c2);
			q2.intoArray(c, c2 + LANES);
			int c3 = cBase + tables[cTable + row + 3];
			p3.intoArray(c, c3);
			q3.intoArray(c, c3 + LANES);
			int c4 = cBase + tables[cTable + row + 4];
			p4.intoArray(c, c4);
			q4.intoArray(c, c4 + LANES);
		}
	}

	/** Multiplies 4 rows at a time. */
	static void tiles4(float[] a, int aBase, int[] tables, int first, int end, int cTable, int[] starts, int[] lengths,
			int segment, int segmentEnd, float[] b, int bBase, float[] init, int initBase, int initStep, float[] c,
			int cBase) {
		for (int row = first; row < end; row += 4) {
			int a0 = aBase + tables[row];
			int a1 = aBase + tables[row + 1];
			int a2 = aBase + tables[row + 2];
			int a3 = aBase + tables[row + 3];
			int from = initBase + row * initStep;
			FloatVector p0 = FloatVector.fromArray(SPECIES, init, from);
			FloatVector q0 = FloatVector.fromArray(SPECIES, init, from + LANES);
			FloatVector p1 = FloatVector.fromArray(SPECIES, init, from + initStep);
			FloatVector q1 = FloatVector.fromArray(SPECIES, init, from + initStep + LANES);
			FloatVector p2 = FloatVector.fromArray(SPECIES, init, from + 2 * initStep);
			FloatVector q2 = FloatVector.fromArray(SPECIES, init, from + 2 * initStep + LANES);
			FloatVector p3 = FloatVector.fromArray(SPECIES, init, from + 3 * initStep);
			FloatVector q3 = FloatVector.fromArray(SPECIES, init, from + 3 * initStep + LANES);
			int panel = bBase;
			for (int s = segment; s < segmentEnd; s++) {
				int start = starts[s];
				int length = lengths[s];
				int x0 = a0 + start;
				int x1 = a1 + start;
				int x2 = a2 + start;
				int x3 = a3 + start;
				for (int k = 0; k < length; k++) {
					FloatVector b0 = FloatVector.fromArray(SPECIES, b, panel + k * PANEL);
					FloatVector b1 = FloatVector.fromArray(SPECIES, b, panel + k * PANEL + LANES);
					FloatVector v0 = FloatVector.broadcast(SPECIES, a[x0 + k]);
					p0 = v0.fma(b0, p0);
					q0 = v0.fma(b1, q0);
					FloatVector v1 = FloatVector.broadcast(SPECIES, a[x1 + k]);
					p1 = v1.fma(b0, p1);
					q1 = v1.fma(b1, q1);
					FloatVector v2 = FloatVector.broadcast(SPECIES, a[x2 + k]);
					p2 = v2.fma(b0, p2);
					q2 = v2.fma(b1, q2);
					FloatVector v3 = FloatVector.broadcast(SPECIES, a[x3 + k]);
					p3 = v3.fma(b0, p3);
					q3 = v3.fma(b1, q3);
				}
				panel += length * PANEL;
			}
			int c0 = cBase + tables[cTable + row];
			p0.intoArray(c, c0);
			q0.intoArray(c, c0 + LANES);
			int c1 = cBase + tables[cTable + row + 1];
			p1.intoArray(c, c1);
			q1.intoArray(c, c1 + LANES);
			int c2 = cBase + tables[cTable + row + 2];
			p2.intoArray(c, c2);
			q2.intoArray(c, c2 + LANES);
			int c3 = cBase + tables[cTable + row + 3];
			p3.intoArray(c, c3);
			q3.intoArray(c, c3 + LANES);
		}
	}

	/**
	 * Multiplies 5 rows that lie at a regular distance: {@code c = init + a · b}. A
	 * method of its own for each tile, and what is not needed before the end only comes
	 * out of arrays then: otherwise C2 runs out of registers and moves a base address to
	 * a vector register and back for every value, which takes a fifth longer.
	 */
	static void tile(float[] a, int x0, int aStep, int values, float[] b, int bBase, float[][] arrays, int[] offsets) {
		int x1 = x0 + aStep;
		int x2 = x1 + aStep;
		int x3 = x2 + aStep;
		int x4 = x3 + aStep;
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
		for (int k = 0; k < values; k++) {
			FloatVector b0 = FloatVector.fromArray(SPECIES, b, bBase + k * PANEL);
			FloatVector b1 = FloatVector.fromArray(SPECIES, b, bBase + k * PANEL + LANES);
			FloatVector v0 = FloatVector.broadcast(SPECIES, a[x0 + k]);
			p0 = v0.fma(b0, p0);
			q0 = v0.fma(b1, q0);
			FloatVector v1 = FloatVector.broadcast(SPECIES, a[x1 + k]);
			p1 = v1.fma(b0, p1);
			q1 = v1.fma(b1, q1);
			FloatVector v2 = FloatVector.broadcast(SPECIES, a[x2 + k]);
			p2 = v2.fma(b0, p2);
			q2 = v2.fma(b1, q2);
			FloatVector v3 = FloatVector.broadcast(SPECIES, a[x3 + k]);
			p3 = v3.fma(b0, p3);
			q3 = v3.fma(b1, q3);
			FloatVector v4 = FloatVector.broadcast(SPECIES, a[x4 + k]);
			p4 = v4.fma(b0, p4);
			q4 = v4.fma(b1, q4);
		}
		float[] init = arrays[GemmTarget.INIT];
		float[] c = arrays[GemmTarget.RESULT];
		int from = offsets[GemmTarget.FROM];
		int initStep = offsets[GemmTarget.INIT_STEP];
		int to = offsets[GemmTarget.TO];
		int cStep = offsets[GemmTarget.STEP];
		p0.add(FloatVector.fromArray(SPECIES, init, from)).intoArray(c, to);
		q0.add(FloatVector.fromArray(SPECIES, init, from + LANES)).intoArray(c, to + LANES);
		p1.add(FloatVector.fromArray(SPECIES, init, from + initStep)).intoArray(c, to + cStep);
		q1.add(FloatVector.fromArray(SPECIES, init, from + initStep + LANES)).intoArray(c, to + cStep + LANES);
		p2.add(FloatVector.fromArray(SPECIES, init, from + 2 * initStep)).intoArray(c, to + 2 * cStep);
		q2.add(FloatVector.fromArray(SPECIES, init, from + 2 * initStep + LANES)).intoArray(c, to + 2 * cStep + LANES);
		p3.add(FloatVector.fromArray(SPECIES, init, from + 3 * initStep)).intoArray(c, to + 3 * cStep);
		q3.add(FloatVector.fromArray(SPECIES, init, from + 3 * initStep + LANES)).intoArray(c, to + 3 * cStep + LANES);
		p4.add(FloatVector.fromArray(SPECIES, init, from + 4 * initStep)).intoArray(c, to + 4 * cStep);
		q4.add(FloatVector.fromArray(SPECIES, init, from + 4 * initStep + LANES)).intoArray(c, to + 4 * cStep + LANES);
	}

}
