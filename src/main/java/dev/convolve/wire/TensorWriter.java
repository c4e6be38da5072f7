package dev.convolve.wire;

import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;
import dev.convolve.tensor.Values;
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
			case TensorValues.Flat _ -> writeRun(tensor.values(), 0, tensor.values().count(), generator);
			case TensorValues.Base64 _ -> generator.writeBinary(new FloatBytes(tensor.values()),
					Math.multiplyExact(tensor.values().count(), Float.BYTES));
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

}
