package dev.convolve.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.convolve.engine.conv.AlignedValues;
import dev.convolve.tensor.Values;
import org.jspecify.annotations.Nullable;

/**
 * Room that outputs have used and the next outputs will. A large array that is new to the
 * heap costs more than many a convolution: its pages are fetched and filled with zeros,
 * and no cache knows them. All but the smallest start a cache line, as long as there is
 * room that does. Those that were used last are found first, and dropped last.
 */
final class Buffers {

	/** Fewer values are as cheap to allocate. */
	private static final int LEAST = 1 << 12;

	private final Map<Integer, Deque<Values>> free = new LinkedHashMap<>(16, 0.75f, true);

	private final AlignedValues room = new AlignedValues();

	private final long capacity;

	private long size;

	/**
	 * No buffers yet.
	 * @param capacity how many bytes are kept at most
	 */
	Buffers(long capacity) {
		this.capacity = capacity;
	}

	/**
	 * Room for values, free or new.
	 * @param count how many
	 * @return whatever is there
	 */
	Values take(int count) {
		if (count < LEAST) {
			return Values.of(new float[count]);
		}
		Values known = find(count);
		return (known != null) ? known : this.room.of(count);
	}

	/**
	 * Copies values.
	 * @param values to be copied
	 * @return the copy
	 */
	Values copy(Values values) {
		Values copy = take(values.count());
		System.arraycopy(values.array(), values.first(), copy.array(), copy.first(), values.count());
		return copy;
	}

	private synchronized @Nullable Values find(int count) {
		Deque<Values> ofCount = this.free.get(count);
		Values known = (ofCount != null) ? ofCount.pollLast() : null;
		if (known != null) {
			this.size -= bytes(count);
		}
		return known;
	}

	/**
	 * Keeps the room of values for later, if there is capacity.
	 * @param values nobody uses them any more
	 */
	synchronized void giveBack(Values values) {
		long bytes = bytes(values.count());
		if (values.count() < LEAST || bytes > this.capacity) {
			return;
		}
		this.free.computeIfAbsent(values.count(), (_) -> new ArrayDeque<>()).addLast(values);
		this.size += bytes;
		var eldest = this.free.entrySet().iterator();
		while (this.size > this.capacity) {
			Map.Entry<Integer, Deque<Values>> entry = eldest.next();
			while (this.size > this.capacity && entry.getValue().pollFirst() != null) {
				this.size -= bytes(entry.getKey());
			}
			if (entry.getValue().isEmpty()) {
				eldest.remove();
			}
		}
	}

	private static long bytes(int count) {
		return (long) count * Float.BYTES;
	}

}
