package dev.convolve.wire;

import java.util.Arrays;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemException;
import dev.convolve.problem.ProblemKind;
import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/**
 * Reads a tensor in any of its JSON forms: nested arrays; {@code {"shape", "data"}} with
 * a flat list; {@code {"shape", "base64"}} with little-endian float32.
 */
public final class TensorReader {

	private static final String FORMS = "nested arrays, {\"shape\", \"data\"} or {\"shape\", \"base64\"}";

	private final JsonParser parser;

	private int @Nullable [] shape;

	private float @Nullable [] values;

	private TensorReader(JsonParser parser) {
		this.parser = parser;
	}

	/**
	 * Reads the value that the parser stands at; stands at its last token afterwards.
	 * @param parser at the first token of the value
	 * @return the tensor
	 * @throws ProblemException if it is no tensor
	 */
	public static Tensor read(JsonParser parser) {
		return switch (parser.currentToken()) {
			case START_ARRAY -> NestedArrays.read(parser);
			case START_OBJECT -> new TensorReader(parser).readObject();
			case null,
					default ->
				throw Problem
					.of(ProblemKind.WRONG_TYPE,
							"Here must be a tensor, not %s: %s.".formatted(Numbers.received(parser), FORMS))
					.at(pointer(parser))
					.expected(FORMS)
					.received(Numbers.received(parser))
					.exception();
		};
	}

	private Tensor readObject() {
		String pointer = pointer(this.parser);
		while (this.parser.nextToken() != JsonToken.END_OBJECT) {
			String name = this.parser.currentName();
			JsonToken token = this.parser.nextToken();
			switch (name) {
				case "shape" -> this.shape = readShape(token);
				case "data" -> replaceValues(readFlat(token));
				case "base64" -> replaceValues(readBase64(token));
				default -> throw Problem.of(ProblemKind.UNKNOWN_FIELD, "A tensor has no field '%s'.".formatted(name))
					.at(pointer(this.parser))
					.expected("one of: base64, data, shape")
					.received(name)
					.exception();
			}
		}
		if (this.shape == null) {
			throw missing(pointer, "shape");
		}
		if (this.values == null) {
			throw missing(pointer, "data' or 'base64");
		}
		return tensor(pointer, this.shape, this.values);
	}

	private static Tensor tensor(String pointer, int[] sides, float[] values) {
		Shape shape = Shape.of(sides);
		String count;
		try {
			long elements = shape.elements();
			if (elements == values.length) {
				return new Tensor(shape, values);
			}
			count = Long.toString(elements);
		}
		catch (ArithmeticException ex) {
			count = "more than 2^63";
		}
		throw Problem
			.of(ProblemKind.INVALID_TENSOR,
					"The shape %s holds %s values, but there are %d.".formatted(shape, count, values.length))
			.at(pointer)
			.expected(count + " values")
			.received(values.length + " values")
			.exception();
	}

	private int[] readShape(JsonToken token) {
		if (token != JsonToken.START_ARRAY) {
			throw shapeProblem();
		}
		int[] sides = new int[NestedArrays.MAX_RANK];
		int rank = 0;
		while (this.parser.nextToken() != JsonToken.END_ARRAY) {
			if (rank == sides.length || this.parser.currentToken() != JsonToken.VALUE_NUMBER_INT
					|| this.parser.getNumberType() != JsonParser.NumberType.INT || this.parser.getIntValue() < 1) {
				throw shapeProblem();
			}
			sides[rank++] = this.parser.getIntValue();
		}
		if (rank == 0) {
			throw shapeProblem();
		}
		return Arrays.copyOf(sides, rank);
	}

	private ProblemException shapeProblem() {
		String rule = "1 to %d integers from 1 to %d".formatted(NestedArrays.MAX_RANK, Integer.MAX_VALUE);
		return Problem.of(ProblemKind.INVALID_VALUE, "A tensor's shape must be " + rule + ".")
			.at(pointer(this.parser))
			.expected(rule)
			.received(Numbers.received(this.parser))
			.exception();
	}

	private float[] readFlat(JsonToken token) {
		if (token != JsonToken.START_ARRAY) {
			throw Numbers.notANumber(this.parser);
		}
		FloatList list = new FloatList();
		while (this.parser.nextToken() != JsonToken.END_ARRAY) {
			list.add(Numbers.read(this.parser));
		}
		return list.toArray();
	}

	private float[] readBase64(JsonToken token) {
		if (token != JsonToken.VALUE_STRING) {
			throw base64Problem("Here must be base64 text of little-endian float32 values.");
		}
		String place = pointer(this.parser);
		FloatSink bytes = new FloatSink();
		try {
			this.parser.readBinaryValue(bytes);
		}
		catch (StreamReadException ex) {
			if (this.parser.currentToken() != JsonToken.VALUE_STRING
					|| ex.getOriginalMessage().contains("end-of-input")) {
				throw ex;
			}
			String reason = ex.getOriginalMessage().startsWith("Illegal character") ? ex.getOriginalMessage()
					: "it lacks its padding, =, or is cut off";
			throw base64Problem("The text is not base64 (RFC 4648, section 4): " + reason + ".");
		}
		if (bytes.size() % Float.BYTES != 0) {
			throw Problem
				.of(ProblemKind.INVALID_TENSOR,
						"The base64 text holds %d bytes, which is no multiple of 4.".formatted(bytes.size()))
				.at(place)
				.expected("4 bytes a value")
				.received(bytes.size() + " bytes")
				.exception();
		}
		return bytes.toArray();
	}

	private ProblemException base64Problem(String detail) {
		return Problem.of(ProblemKind.INVALID_TENSOR, detail)
			.at(pointer(this.parser))
			.expected("base64 of little-endian float32 values")
			.exception();
	}

	private void replaceValues(float[] newValues) {
		if (this.values != null) {
			throw Problem.of(ProblemKind.INVALID_TENSOR, "A tensor carries either 'data' or 'base64', not both.")
				.at(pointer(this.parser))
				.exception();
		}
		this.values = newValues;
	}

	private static ProblemException missing(String pointer, String field) {
		return Problem.of(ProblemKind.MISSING_FIELD, "The tensor lacks the field '" + field + "'.")
			.at(pointer)
			.expected(FORMS)
			.exception();
	}

	private static String pointer(JsonParser parser) {
		return parser.streamReadContext().pathAsPointer().toString();
	}

}
