package dev.convolve.wire;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A list of floats that grows by chunks, so that no value is copied more than once.
 */
final class FloatList {

	private static final int FIRST_CHUNK = 64;

	private static final int LARGEST_CHUNK = 1 << 16;

	private final List<float[]> full = new ArrayList<>();

	private float[] chunk = new float[FIRST_CHUNK];

	private int used;

	private long size;

	void add(float value) {
		growIfFull();
		this.chunk[this.used++] = value;
		this.size++;
	}

	/** Adds what remains in the buffer. */
	void addAll(FloatBuffer values) {
		while (values.hasRemaining()) {
			growIfFull();
			int count = Math.min(values.remaining(), this.chunk.length - this.used);
			values.get(this.chunk, this.used, count);
			this.used += count;
			this.size += count;
		}
	}

	long size() {
		return this.size;
	}

	float[] toArray() {
		float[] array = new float[Math.toIntExact(this.size)];
		int offset = 0;
		for (float[] values : this.full) {
			System.arraycopy(values, 0, array, offset, values.length);
			offset += values.length;
		}
		System.arraycopy(this.chunk, 0, array, offset, this.used);
		return array;
	}

	private void growIfFull() {
		if (this.used == this.chunk.length) {
			this.full.add(this.chunk);
			this.chunk = new float[Math.min(LARGEST_CHUNK, this.chunk.length * 2)];
			this.used = 0;
		}
	}

}
