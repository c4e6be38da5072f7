package dev.convolve.wire;

import java.io.InputStream;

import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;
import tools.jackson.core.JsonGenerator;

/**
 * Writes tensors as JSON. What JSON has no number for becomes the strings {@code "NaN"},
 * {@code "Infinity"} and {@code "-Infinity"}.
 */
final class TensorWriter {

	private TensorWriter() {
	}

	static void write(TensorValues values, JsonGenerator generator) {
		Tensor tensor = values.tensor();
		switch (values) {
			case TensorValues.Nested _ -> writeNested(tensor, 0, 0, generator);
			case TensorValues.Flat _ -> writeRun(tensor.data(), 0, tensor.data().length, generator);
			case TensorValues.Base64 _ ->
				generator.writeBinary(bytes(tensor.data()), Math.multiplyExact(tensor.data().length, Float.BYTES));
		}
	}

	private static int writeNested(Tensor tensor, int axis, int offset, JsonGenerator generator) {
		Shape shape = tensor.shape();
		int side = shape.side(axis);
		if (axis == shape.rank() - 1) {
			writeRun(tensor.data(), offset, side, generator);
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

	private static void writeRun(float[] data, int from, int count, JsonGenerator generator) {
		generator.writeStartArray();
		for (int index = from; index < from + count; index++) {
			generator.writeNumber(data[index]);
		}
		generator.writeEndArray();
	}

	private static InputStream bytes(float[] data) {
		return new FloatBytes(data);
	}

}
