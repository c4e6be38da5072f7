package dev.convolve.engine.conv;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicInteger;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.tensor.Values;

/**
 * Room for values that starts on a cache line. Only of a large array is it known where it
 * lies; so few values get a part of one that they share with others. It is freed when
 * nobody uses any part of it: since one that is used for long keeps all of them, there is
 * a limit, beyond which values lie anywhere.
 */
public final class AlignedValues {

	/**
	 * Shared arrays that may be in use: a thirty-second of the heap, for with G1 each
	 * takes a region, twice its size.
	 */
	private static final long MOST_SHARED = Runtime.getRuntime().maxMemory() / 32
			/ (2L * Float.BYTES * Alignment.LARGE);

	/** Arrays cannot be longer, but for a few values that some virtual machines need. */
	private static final int MOST = Integer.MAX_VALUE - 2 * Alignment.LINE;

	private static final AtomicInteger IN_USE = new AtomicInteger();

	private static final Cleaner CLEANER = Cleaner.create();

	private static float[] shared = new float[0];

	private static int used;

	private AlignedValues() {
	}

	/**
	 * Finds room.
	 * @param count how many values
	 * @return where they are to be put; all are 0
	 */
	public static Values of(int count) {
		return (count < Alignment.LARGE - Alignment.FIRST) ? part(count) : alone(count);
	}

	/** Puts values there. */
	static Values copyOf(float[] values) {
		Values room = of(values.length);
		System.arraycopy(values, 0, room.array(), room.first(), values.length);
		return room;
	}

	private static synchronized Values part(int count) {
		if (shared.length - used < count) {
			if (IN_USE.get() >= MOST_SHARED) {
				return alone(count);
			}
			float[] next = new float[Alignment.LARGE];
			IN_USE.incrementAndGet();
			CLEANER.register(next, IN_USE::decrementAndGet);
			if (Alignment.LARGE - Alignment.FIRST - count < shared.length - used) {
				// The one before has more room left
				return new Values(next, Alignment.FIRST, count);
			}
			shared = next;
			used = Alignment.FIRST;
		}
		Values part = new Values(shared, used, count);
		used += Math.ceilDiv(count, Alignment.LINE) * Alignment.LINE;
		return part;
	}

	private static Values alone(int count) {
		int first = (count <= MOST) ? Alignment.FIRST : 0;
		return new Values(new float[first + count], first, count);
	}

}
