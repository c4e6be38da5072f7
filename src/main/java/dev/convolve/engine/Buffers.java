package dev.convolve.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.tensor.Values;
import org.jspecify.annotations.Nullable;

/**
 * Arrays that outputs have used and the next outputs will. A large array that is new to
 * the heap costs more than many a convolution: its pages are fetched and filled with
 * zeros, and no cache knows them. Those that were used last are found first, and dropped
 * last.
 */
final class Buffers {

	/** Smaller ones are as cheap to allocate. */
	private static final int LEAST_LENGTH = 1 << 12;

	private final Map<Integer, Deque<float[]>> free = new LinkedHashMap<>(16, 0.75f, true);

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
	 * Room for values, free or new; for many it starts a cache line.
	 * @param count how many
	 * @return whatever is there
	 */
	Values take(int count) {
		int first = Alignment.first(count);
		int length = first + count;
		float[] known = (length < LEAST_LENGTH) ? null : find(length);
		return new Values((known != null) ? known : new float[length], first, count);
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

	private synchronized float @Nullable [] find(int length) {
		Deque<float[]> ofLength = this.free.get(length);
		float[] buffer = (ofLength != null) ? ofLength.pollLast() : null;
		if (buffer != null) {
			this.size -= bytes(length);
		}
		return buffer;
	}

	/**
	 * Keeps the array of values for later, if there is room.
	 * @param values nobody uses them any more, nor others in their array
	 */
	synchronized void giveBack(Values values) {
		float[] buffer = values.array();
		long bytes = bytes(buffer.length);
		if (buffer.length < LEAST_LENGTH || bytes > this.capacity) {
			return;
		}
		this.free.computeIfAbsent(buffer.length, (_) -> new ArrayDeque<>()).addLast(buffer);
		this.size += bytes;
		var eldest = this.free.entrySet().iterator();
		while (this.size > this.capacity) {
			Map.Entry<Integer, Deque<float[]>> entry = eldest.next();
			while (this.size > this.capacity && entry.getValue().pollFirst() != null) {
				this.size -= bytes(entry.getKey());
			}
			if (entry.getValue().isEmpty()) {
				eldest.remove();
			}
		}
	}

	private static long bytes(int length) {
		return (long) length * Float.BYTES;
	}

}
