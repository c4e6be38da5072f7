package dev.convolve.web;

import java.util.function.Function;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemKind;
import dev.convolve.wire.RequestTree;
import dev.convolve.wire.Syntax;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads a request body: first to a tree in which tensors are tensors, then to the
 * request.
 *
 * @param <T> the request
 */
final class RequestDeserializer<T> extends ValueDeserializer<T> {

	private final Function<JsonNode, T> reader;

	RequestDeserializer(Function<JsonNode, T> reader) {
		this.reader = reader;
	}

	@Override
	public T deserialize(JsonParser parser, DeserializationContext context) {
		JsonNode tree = readTree(parser);
		if (parser.nextToken() != null) {
			throw Problem
				.of(ProblemKind.MALFORMED_JSON,
						"Text follows the JSON document, %s.".formatted(Syntax.place(parser.currentTokenLocation())))
				.expected("the end of the body")
				.exception();
		}
		return this.reader.apply(tree);
	}

	private static JsonNode readTree(JsonParser parser) {
		try {
			return RequestTree.read(parser);
		}
		catch (StreamConstraintsException ex) {
			// It does not know its place.
			throw Problem.of(ProblemKind.MALFORMED_JSON, Syntax.describe(ex) + ".")
				.at(parser.streamReadContext().pathAsPointer().toString())
				.exception();
		}
	}

}
