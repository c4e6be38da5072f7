package dev.convolve.wire;

import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;
import dev.convolve.tensor.Values;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/**
 * Writes tensors as JSON. What JSON has no number for becomes the strings {@code "NaN"},
 * {@code "Infinity"} and {@code "-Infinity"}.
 */
final class TensorWriter {

	/** Their bytes make whole groups of base64, without padding in between. */
	private static final int FLOATS_AT_ONCE = 3 << 12;

	private TensorWriter() {
	}

	static void write(TensorValues values, JsonGenerator generator) {
		Tensor tensor = values.tensor();
		switch (values) {
			case TensorValues.Nested _ -> writeNested(tensor, 0, 0, generator);
			case TensorValues.Flat _ -> writeRun(tensor.values(), 0, tensor.values().count(), generator);
			case TensorValues.Base64 _ -> writeBase64(tensor.values(), generator);
		}
	}

	private static int writeNested(Tensor tensor, int axis, int offset, JsonGenerator generator) {
		Shape shape = tensor.shape();
		int side = shape.side(axis);
		if (axis == shape.rank() - 1) {
			writeRun(tensor.values(), offset, side, generator);
			return offset + side;
		}
		int next = offset;
		generator.writeStartArray();
		for (int index = 0; index < side; index++) {
			next = writeNested(tensor, axis + 1, next, generator);
		}
		generator.writeEndArray();
		return next;
	}

	private static void writeRun(Values values, int from, int count, JsonGenerator generator) {
		generator.writeStartArray();
		float[] array = values.array();
		int first = values.first() + from;
		for (int index = first; index < first + count; index++) {
			generator.writeNumber(array[index]);
		}
		generator.writeEndArray();
	}

	/**
	 * Java's encoder has instructions of its own in the virtual machine, so that it takes
	 * half the time of {@link JsonGenerator#writeBinary}. Piece by piece, for a tensor's
	 * text may be longer than an array.
	 */
	private static void writeBase64(Values values, JsonGenerator generator) {
		int count = values.count();
		ByteBuffer bytes = ByteBuffer.allocate(Math.min(count, FLOATS_AT_ONCE) * Float.BYTES)
			.order(ByteOrder.LITTLE_ENDIAN);
		generator.writeRawValue("\"");
		int done = 0;
		while (done < count) {
			int floats = Math.min(FLOATS_AT_ONCE, count - done);
			bytes.clear().asFloatBuffer().put(values.array(), values.first() + done, floats);
			bytes.limit(floats * Float.BYTES);
			generator.writeRaw(new Encoded(Base64.getEncoder().encode(bytes).array()));
			done += floats;
		}
		generator.writeRaw('"');
	}

	/**
	 * Text that is bytes already and needs no escapes.
	 */
	private static final class Encoded extends SerializedString {

		@Serial
		private static final long serialVersionUID = 1;

		Encoded(byte[] text) {
			super(new String(text, StandardCharsets.ISO_8859_1));
			this._unquotedUTF8Ref = text;
		}

	}

}
