package dev.convolve.wire;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemException;
import dev.convolve.problem.ProblemKind;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one float32: a JSON number, or one of the strings that stand for what JSON has no
 * numbers for.
 */
final class Numbers {

	private static final int LONGEST = 40;

	private Numbers() {
	}

	static float read(JsonParser parser) {
		if (parser.currentToken() == JsonToken.VALUE_STRING) {
			return switch (parser.getString()) {
				case "NaN" -> Float.NaN;
				case "Infinity" -> Float.POSITIVE_INFINITY;
				case "-Infinity" -> Float.NEGATIVE_INFINITY;
				default -> throw notANumber(parser);
			};
		}
		if (!parser.currentToken().isNumeric()) {
			throw notANumber(parser);
		}
		float value = parser.getFloatValue();
		if (Float.isInfinite(value)) {
			throw Problem.of(ProblemKind.INVALID_VALUE, "%s is beyond the range of float32.".formatted(text(parser)))
				.at(parser.streamReadContext().pathAsPointer().toString())
				.expected("a number within ±3.4028235e38, or the string \"Infinity\" or \"-Infinity\"")
				.received(text(parser))
				.exception();
		}
		return value;
	}

	static ProblemException notANumber(JsonParser parser) {
		String received = received(parser);
		return Problem.of(ProblemKind.WRONG_TYPE, "A tensor holds numbers, but here is %s.".formatted(received))
			.at(parser.streamReadContext().pathAsPointer().toString())
			.expected("a number, or one of the strings \"NaN\", \"Infinity\" and \"-Infinity\"")
			.received(received)
			.exception();
	}

	/**
	 * What the parser stands at, for messages.
	 * @param parser at the first token of a value
	 * @return the value, shortened, or what it is
	 */
	static String received(JsonParser parser) {
		return switch (parser.currentToken()) {
			case START_OBJECT -> "an object";
			case START_ARRAY -> "an array";
			case END_ARRAY -> "an empty array";
			case VALUE_STRING -> "\"" + text(parser) + "\"";
			case null, default -> text(parser);
		};
	}

	/** The scalar that the parser stands at, shortened. */
	static String text(JsonParser parser) {
		String text = parser.getString();
		return (text.length() <= LONGEST) ? text : text.substring(0, LONGEST) + "…";
	}

}
