package dev.convolve.engine.kernel;

import java.util.Arrays;

/**
 * Where a matrix product's results go and what they are added to. It is used again and
 * again, by one task at a time.
 */
public final class GemmTarget {

	private static final float[] NOTHING = new float[0];

	static final int INIT = 0;

	static final int RESULT = 1;

	static final int FROM = 0;

	static final int INIT_STEP = 1;

	static final int TO = 2;

	static final int STEP = 3;

	final float[][] arrays = new float[2][];

	final int[] offsets = new int[4];

	/** Lets go of the arrays, which may be outputs of a request. */
	public void clear() {
		Arrays.fill(this.arrays, NOTHING);
	}

}
