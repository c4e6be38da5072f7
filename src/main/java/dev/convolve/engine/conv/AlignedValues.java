package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Alignment;

/**
 * Room for values that starts on a cache line. Only of a large array is it known where it
 * lies; so few values get a part of one that they share with others. It is freed when
 * nobody uses any part of it.
 *
 * @param array with the room
 * @param first where the room starts in it
 */
record AlignedValues(float[] array, int first) {

	private static final int LINE = 64 / Float.BYTES;

	private static float[] shared = new float[0];

	private static int used;

	/**
	 * Finds room.
	 * @param count how many values
	 * @return where they are to be put; all are 0
	 */
	static AlignedValues of(int count) {
		if (count >= Alignment.LARGE - Alignment.FIRST) {
			return new AlignedValues(new float[Alignment.FIRST + count], Alignment.FIRST);
		}
		return part(count);
	}

	/** Puts values there. */
	static AlignedValues copyOf(float[] values) {
		AlignedValues room = of(values.length);
		System.arraycopy(values, 0, room.array, room.first, values.length);
		return room;
	}

	private static synchronized AlignedValues part(int count) {
		if (shared.length - used < count) {
			shared = new float[Alignment.LARGE];
			used = Alignment.FIRST;
		}
		AlignedValues part = new AlignedValues(shared, used);
		used += Math.ceilDiv(count, LINE) * LINE;
		return part;
	}

}
