package dev.convolve.engine.kernel;

/**
 * The largest magnitude among values.
 */
public final class Magnitude {

	private static final int WITHOUT_SIGN = 0x7FFFFFFF;

	private Magnitude() {
	}

	/**
	 * The largest magnitude. The bits of floats without their sign are ordered as the
	 * values are, infinity and then NaN last; C2 turns the loop into vectors.
	 * @param values the values
	 * @param from the first
	 * @param end behind the last
	 * @return a number, infinity, or NaN if there is one
	 */
	public static float largest(float[] values, int from, int end) {
		int largest = 0;
		for (int index = from; index < end; index++) {
			largest = Math.max(largest, Float.floatToRawIntBits(values[index]) & WITHOUT_SIGN);
		}
		return Float.intBitsToFloat(largest);
	}

}
