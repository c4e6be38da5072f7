package dev.convolve.engine.kernel;

/**
 * Sums of rows times one value each: products of a single row with weights that are not
 * packed.
 */
public final class Rows {

	private Rows() {
	}

	/**
	 * Adds four rows that are a step apart, each times its value.
	 * @param a the values
	 * @param from the first of the four
	 * @param b the rows
	 * @param row where the first starts
	 * @param step from row to row
	 * @param c what to add to
	 * @param to where
	 * @param count how many numbers of each row
	 */
	public static void addFour(float[] a, int from, float[] b, int row, int step, float[] c, int to, int count) {
		int done = KernelMode.VECTOR ? RowsKernel.addFour(a, from, b, row, step, c, to, count) : 0;
		for (int index = done; index < count; index++) {
			int at = row + index;
			c[to + index] += (a[from] * b[at] + a[from + 1] * b[at + step])
					+ (a[from + 2] * b[at + 2 * step] + a[from + 3] * b[at + 3 * step]);
		}
	}

	/**
	 * Adds one row times a value.
	 * @param value what to multiply with
	 * @param b the row
	 * @param row where it starts
	 * @param c what to add to
	 * @param to where
	 * @param count how many numbers
	 */
	public static void add(float value, float[] b, int row, float[] c, int to, int count) {
		for (int index = 0; index < count; index++) {
			c[to + index] += value * b[row + index];
		}
	}

}
