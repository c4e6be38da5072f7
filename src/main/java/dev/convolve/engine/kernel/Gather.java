package dev.convolve.engine.kernel;

/**
 * Lays the values that each output needs side by side, where they are too short runs for
 * the matrix product.
 */
public final class Gather {

	/**
	 * How many values are read and written beyond the end: both arrays must have room.
	 */
	public static final int SLACK = KernelMode.LANES;

	private static final int LANES = KernelMode.LANES;

	private Gather() {
	}

	/**
	 * Cuts runs into whole vectors. Each is copied whole, and what it writes too much is
	 * overwritten by the next.
	 * @param starts where each run starts
	 * @param length values in a run
	 * @return offset in the source, then in the target, piece by piece
	 */
	public static int[] pieces(int[] starts, int length) {
		int perRun = (length + LANES - 1) / LANES;
		int[] pieces = new int[2 * starts.length * perRun];
		for (int index = 0; index < pieces.length / 2; index++) {
			int within = index % perRun * LANES;
			pieces[2 * index] = starts[index / perRun] + within;
			pieces[2 * index + 1] = index / perRun * length + within;
		}
		return pieces;
	}

	/**
	 * Copies the pieces of each row of a table, and makes the table point to the copies.
	 * @param source where they lie
	 * @param base added to each offset
	 * @param table the offset of each row in the source, then of its copy
	 * @param rows how many there are
	 * @param pieces see {@link #pieces}
	 * @param values of a row
	 * @param target where they are put
	 * @param to the first place
	 */
	public static void rows(float[] source, int base, int[] table, int rows, int[] pieces, int values, float[] target,
			int to) {
		if (KernelMode.VECTOR) {
			GatherKernel.rows(source, base, table, rows, pieces, values, target, to);
			return;
		}
		for (int row = 0; row < rows; row++) {
			int from = base + table[row];
			int at = to + row * values;
			for (int piece = 0; piece < pieces.length; piece += 2) {
				System.arraycopy(source, from + pieces[piece], target, at + pieces[piece + 1], LANES);
			}
			table[row] = at;
		}
	}

}
