package dev.convolve.keras;

import dev.convolve.json.Fields;
import dev.convolve.json.Received;
import dev.convolve.problem.ProblemException;
import dev.convolve.problem.ProblemKind;
import dev.convolve.tensor.Shape;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the shape of a network's input: of images, so that with the batch it has rank 4.
 */
public final class InputShapes {

	private static final int IMAGE_RANK = 3;

	private InputShapes() {
	}

	/**
	 * What an {@code InputLayer} says: {@code batch_shape} (Keras 3),
	 * {@code batch_input_shape} (Keras 2), or {@code shape}, {@code input_shape} with
	 * {@code batch_size}, as the constructors take them.
	 * @param fields the layer's fields
	 * @return the shape, batch first
	 */
	static Shape ofInputLayer(Fields fields) {
		fields.ignore("dtype", "input_dtype", "sparse", "ragged", "trainable", "optional", "batch_size");
		for (String name : new String[] { "batch_shape", "batch_input_shape" }) {
			if (fields.has(name)) {
				return read(fields, name, fields.require(name), true);
			}
		}
		String name = fields.has("input_shape") ? "input_shape" : "shape";
		Shape image = read(fields, name, fields.require(name), false);
		JsonNode batch = fields.get("batch_size");
		return (batch == null || batch.isNull()) ? image : image.with(0, fields.integer("batch_size", batch, 1));
	}

	/**
	 * What Keras 2 lets the first layer itself say.
	 * @param fields the layer's fields
	 * @return the shape, batch first, or null
	 */
	static @Nullable Shape ofFirstLayer(Fields fields) {
		JsonNode batched = fields.get("batch_input_shape");
		if (batched != null) {
			return read(fields, "batch_input_shape", batched, true);
		}
		JsonNode image = fields.get("input_shape");
		return (image != null) ? read(fields, "input_shape", image, false) : null;
	}

	/**
	 * What Keras notes of the input that a model was built for.
	 * @param fields the model's fields
	 * @return the shape, batch first, or null
	 */
	static @Nullable Shape builtFor(Fields fields) {
		JsonNode value = fields.get("build_input_shape");
		return (value == null || value.isNull()) ? null : read(fields, "build_input_shape", value, true);
	}

	/**
	 * What a request says beside its model.
	 * @param fields the request's
	 * @param name the field's name
	 * @param value {@code [rows, columns, channels]}, {@code null} for an unknown side
	 * @return the shape, batch first and unknown
	 */
	public static Shape ofImage(Fields fields, String name, JsonNode value) {
		return read(fields, name, value, false);
	}

	private static Shape read(Fields fields, String name, JsonNode value, boolean batched) {
		int expected = (batched) ? IMAGE_RANK + 1 : IMAGE_RANK;
		String rule = (batched) ? "the four sides of a batch of images, such as [null, rows, columns, channels]"
				: "the three sides of an image, such as [rows, columns, channels]";
		if (!value.isArray()) {
			throw fields.wrongType(name, rule, value);
		}
		if (value.size() != expected) {
			throw rank(fields, name, value, rule);
		}
		int[] sides = new int[IMAGE_RANK + 1];
		sides[0] = Shape.UNKNOWN;
		int offset = sides.length - expected;
		for (int axis = 0; axis < expected; axis++) {
			JsonNode side = value.path(axis);
			sides[offset + axis] = (side.isNull()) ? Shape.UNKNOWN : fields.integer(name + "/" + axis, side, 1);
		}
		return Shape.of(sides);
	}

	private static ProblemException rank(Fields fields, String name, JsonNode value, String rule) {
		return fields
			.problem(ProblemKind.SHAPE_MISMATCH, name,
					"'%s' must have %s, but has %d sides: %s.".formatted(name, rule, value.size(), Received.of(value)))
			.expected(rule)
			.received(Received.of(value))
			.exception();
	}

}
