package dev.convolve.wire;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Takes little-endian bytes and keeps them as floats, so that all of them are never held
 * a second time.
 */
final class FloatSink extends OutputStream {

	private static final int FLOATS_AT_ONCE = 1024;

	private final FloatList floats = new FloatList();

	private final ByteBuffer bytes = ByteBuffer.allocate(FLOATS_AT_ONCE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

	@Override
	public void write(int value) {
		this.bytes.put((byte) value);
		drainIfFull();
	}

	@Override
	public void write(byte[] source, int offset, int length) {
		Objects.checkFromIndexSize(offset, length, source.length);
		int next = offset;
		while (next < offset + length) {
			int count = Math.min(offset + length - next, this.bytes.remaining());
			this.bytes.put(source, next, count);
			next += count;
			drainIfFull();
		}
	}

	/** How many bytes came. */
	long size() {
		return this.floats.size() * Float.BYTES + this.bytes.position();
	}

	/** The floats, but for bytes that do not make up another one. */
	float[] toArray() {
		drain();
		return this.floats.toArray();
	}

	private void drainIfFull() {
		if (!this.bytes.hasRemaining()) {
			drain();
		}
	}

	private void drain() {
		this.bytes.flip();
		this.floats.addAll(this.bytes.asFloatBuffer());
		this.bytes.position(this.bytes.limit() / Float.BYTES * Float.BYTES).compact();
	}

}
