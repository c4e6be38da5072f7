package dev.convolve.engine.conv;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicInteger;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.tensor.Values;

/**
 * Room for values that starts on a cache line. Only of a large array is it known where it
 * lies; so few values get a part of one that they share with others. It is freed when
 * nobody uses any part of it: since one that is used for long keeps all of them, there is
 * a limit for each of these objects, beyond which values lie anywhere.
 */
public final class AlignedValues {

	/** For packed weights. */
	static final AlignedValues WEIGHTS = new AlignedValues();

	/**
	 * Shared arrays that may be in use: a thirty-second of the heap, for with G1 each
	 * takes a region, twice its size.
	 */
	private static final long MOST_SHARED = Runtime.getRuntime().maxMemory() / 32
			/ (2L * Float.BYTES * Alignment.LARGE);

	/** Arrays cannot be longer, but for a few values that some virtual machines need. */
	private static final int MOST = Integer.MAX_VALUE - 2 * Alignment.LINE;

	private static final Cleaner CLEANER = Cleaner.create();

	private final AtomicInteger inUse = new AtomicInteger();

	private float[] shared = new float[0];

	private int used;

	/**
	 * Finds room.
	 * @param count how many values
	 * @return where they are to be put; all are 0
	 */
	public Values of(int count) {
		return (count < Alignment.LARGE - Alignment.FIRST) ? part(count) : alone(count);
	}

	/** Puts values there. */
	Values copyOf(float[] values) {
		Values room = of(values.length);
		System.arraycopy(values, 0, room.array(), room.first(), values.length);
		return room;
	}

	private synchronized Values part(int count) {
		if (this.shared.length - this.used < count) {
			if (this.inUse.get() >= MOST_SHARED) {
				return alone(count);
			}
			float[] next = new float[Alignment.LARGE];
			this.inUse.incrementAndGet();
			CLEANER.register(next, this.inUse::decrementAndGet);
			if (Alignment.LARGE - Alignment.FIRST - count < this.shared.length - this.used) {
				// The one before has more room left
				return new Values(next, Alignment.FIRST, count);
			}
			this.shared = next;
			this.used = Alignment.FIRST;
		}
		Values part = new Values(this.shared, this.used, count);
		this.used += Math.ceilDiv(count, Alignment.LINE) * Alignment.LINE;
		return part;
	}

	private static Values alone(int count) {
		int first = (count <= MOST) ? Alignment.FIRST : 0;
		return new Values(new float[first + count], first, count);
	}

}
