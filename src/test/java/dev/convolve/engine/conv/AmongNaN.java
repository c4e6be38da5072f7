package dev.convolve.engine.conv;

import java.util.Arrays;

import dev.convolve.tensor.Values;

/**
 * Values in the middle of an array of NaNs, which must neither matter nor change.
 */
final class AmongNaN {

	/** So many that a vector beyond the values does not leave the array. */
	private static final int BEHIND = 20;

	private AmongNaN() {
	}

	/**
	 * Copies values there.
	 * @param values to be copied
	 * @param before how many NaNs lie before them
	 * @return the copy
	 */
	static Values put(float[] values, int before) {
		float[] array = new float[before + values.length + BEHIND];
		Arrays.fill(array, Float.NaN);
		System.arraycopy(values, 0, array, before, values.length);
		return new Values(array, before, values.length);
	}

	/** What lies around values in their array now. */
	static float[] around(Values values) {
		float[] others = new float[values.array().length - values.count()];
		System.arraycopy(values.array(), 0, others, 0, values.first());
		int end = values.first() + values.count();
		System.arraycopy(values.array(), end, others, values.first(), values.array().length - end);
		return others;
	}

}
