package dev.convolve.wire;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

import dev.convolve.tensor.Values;

/**
 * Floats as a stream of little-endian bytes, without a copy of all of them.
 */
final class FloatBytes extends InputStream {

	private static final int FLOATS_PER_CHUNK = 4096;

	private final Values values;

	private final ByteBuffer chunk = ByteBuffer.allocate(FLOATS_PER_CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

	private int next;

	FloatBytes(Values values) {
		this.values = values;
		this.chunk.limit(0);
	}

	@Override
	public int read() {
		return fill() ? Byte.toUnsignedInt(this.chunk.get()) : -1;
	}

	@Override
	public int read(byte[] target, int offset, int length) {
		Objects.checkFromIndexSize(offset, length, target.length);
		if (length == 0) {
			return 0;
		}
		if (!fill()) {
			return -1;
		}
		int count = Math.min(length, this.chunk.remaining());
		this.chunk.get(target, offset, count);
		return count;
	}

	private boolean fill() {
		if (this.chunk.hasRemaining()) {
			return true;
		}
		int count = Math.min(FLOATS_PER_CHUNK, this.values.count() - this.next);
		this.chunk.clear();
		this.chunk.asFloatBuffer().put(this.values.array(), this.values.first() + this.next, count);
		this.chunk.limit(count * Float.BYTES);
		this.next += count;
		return count > 0;
	}

}
