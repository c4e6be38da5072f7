package dev.convolve.engine.kernel;

/**
 * Where a matrix product's results go and what they are added to. It is used again and
 * again, by one task at a time.
 */
public final class GemmTarget {

	static final int INIT = 0;

	static final int RESULT = 1;

	static final int FROM = 0;

	static final int INIT_STEP = 1;

	static final int TO = 2;

	static final int STEP = 3;

	final float[][] arrays = new float[2][];

	final int[] offsets = new int[4];

}
