package dev.convolve.benchmark;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes the fields of one protobuf message, as much of the wire format as an ONNX model
 * needs (https://protobuf.dev/programming-guides/encoding/).
 */
final class ProtobufWriter {

	private static final int VARINT = 0;

	private static final int LENGTH_DELIMITED = 2;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	ProtobufWriter number(int field, long value) {
		varint(((long) field << 3) | VARINT);
		varint(value);
		return this;
	}

	ProtobufWriter text(int field, String value) {
		return raw(field, value.getBytes(StandardCharsets.UTF_8));
	}

	ProtobufWriter message(int field, ProtobufWriter value) {
		return raw(field, value.toByteArray());
	}

	ProtobufWriter floats(int field, float[] values) {
		ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		buffer.asFloatBuffer().put(values);
		return raw(field, buffer.array());
	}

	byte[] toByteArray() {
		return this.bytes.toByteArray();
	}

	private ProtobufWriter raw(int field, byte[] value) {
		varint(((long) field << 3) | LENGTH_DELIMITED);
		varint(value.length);
		this.bytes.writeBytes(value);
		return this;
	}

	private void varint(long value) {
		long rest = value;
		while ((rest & ~0x7FL) != 0) {
			this.bytes.write((int) (rest & 0x7F) | 0x80);
			rest >>>= 7;
		}
		this.bytes.write((int) rest);
	}

}
