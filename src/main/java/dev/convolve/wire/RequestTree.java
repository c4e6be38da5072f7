package dev.convolve.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemException;
import dev.convolve.problem.ProblemKind;
import dev.convolve.tensor.Tensor;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.POJONode;

/**
 * Reads a request to a tree of JSON nodes in which tensors are already tensors: the input
 * is a POJO node of a {@link Tensor}, the weights one of {@link GivenWeights}, the
 * weights of a short-form layer one of a list of tensors. The tree is bounded, whatever
 * comes.
 */
public final class RequestTree {

	/** Enough for the JSON of some thousand layers. */
	private static final int MOST_NODES = 300_000;

	private static final int MOST_TENSORS = 20_000;

	private static final int DEEPEST = 100;

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private final JsonParser parser;

	private int nodes;

	private int tensors;

	private RequestTree(JsonParser parser) {
		this.parser = parser;
	}

	/**
	 * Reads the value that the parser stands at.
	 * @param parser at the first token
	 * @return the tree
	 */
	public static JsonNode read(JsonParser parser) {
		RequestTree tree = new RequestTree(parser);
		if (parser.currentToken() != JsonToken.START_OBJECT) {
			return tree.value(0);
		}
		ObjectNode request = NODES.objectNode();
		while (parser.nextToken() != JsonToken.END_OBJECT) {
			String name = parser.currentName();
			parser.nextToken();
			request.set(name, switch (name) {
				case "input" -> new POJONode(tree.tensor());
				case "weights" -> new POJONode(tree.weights());
				case "model" -> tree.model();
				default -> tree.value(1);
			});
		}
		return request;
	}

	private JsonNode model() {
		if (this.parser.currentToken() != JsonToken.VALUE_STRING) {
			return value(1);
		}
		try (JsonParser inner = this.parser.objectReadContext().createParser(this.parser.getString())) {
			return new RequestTree(inner).document();
		}
		catch (ProblemException ex) {
			// Inside the text, places count from its own root.
			String place = Objects.requireNonNullElse(ex.problem().pointer(), "");
			throw ex.problem().at(pointer() + place).exception();
		}
	}

	/** All of the text in {@code model}. */
	private JsonNode document() {
		try {
			if (this.parser.nextToken() == null) {
				throw malformedModel("it is empty");
			}
			JsonNode model = value(1);
			if (this.parser.nextToken() != null) {
				throw malformedModel("text follows the document");
			}
			return model;
		}
		catch (StreamReadException | StreamConstraintsException ex) {
			throw malformedModel(Syntax.describe(ex));
		}
	}

	private ProblemException malformedModel(String reason) {
		return Problem.of(ProblemKind.MALFORMED_JSON, "The text in 'model' is not a JSON document: " + reason + ".")
			.at(pointer())
			.expected("what Keras's model.to_json() prints, as a string or as an object")
			.exception();
	}

	/** Any JSON value; the weights of a layer become tensors. */
	private JsonNode value(int depth) {
		if (++this.nodes > MOST_NODES) {
			throw tooMany(MOST_NODES + " JSON values outside of tensors");
		}
		if (depth > DEEPEST) {
			throw Problem.of(ProblemKind.MALFORMED_JSON, "The JSON is nested more than " + DEEPEST + " deep.")
				.at(pointer())
				.expected("at most " + DEEPEST + " levels")
				.exception();
		}
		return switch (this.parser.currentToken()) {
			case START_OBJECT -> object(depth);
			case START_ARRAY -> array(depth);
			case VALUE_STRING -> NODES.stringNode(this.parser.getString());
			case VALUE_NUMBER_INT -> integer();
			case VALUE_NUMBER_FLOAT -> fraction();
			case VALUE_TRUE -> NODES.booleanNode(true);
			case VALUE_FALSE -> NODES.booleanNode(false);
			case VALUE_NULL -> NODES.nullNode();
			case null, default -> throw new IllegalStateException("Unexpected token " + this.parser.currentToken());
		};
	}

	private JsonNode fraction() {
		double number = this.parser.getDoubleValue();
		if (Double.isInfinite(number)) {
			throw Problem.of(ProblemKind.INVALID_VALUE, "%s is beyond all bounds.".formatted(Numbers.text(this.parser)))
				.at(pointer())
				.expected("a number within ±1.8e308")
				.received(Numbers.text(this.parser))
				.exception();
		}
		return NODES.numberNode(number);
	}

	private JsonNode integer() {
		return switch (this.parser.getNumberType()) {
			case INT -> NODES.numberNode(this.parser.getIntValue());
			case LONG -> NODES.numberNode(this.parser.getLongValue());
			case null, default -> NODES.numberNode(this.parser.getBigIntegerValue());
		};
	}

	private ObjectNode object(int depth) {
		ObjectNode object = NODES.objectNode();
		while (this.parser.nextToken() != JsonToken.END_OBJECT) {
			String name = this.parser.currentName();
			this.parser.nextToken();
			// Only in the short form does a layer carry weights: there is no other use of
			// the name.
			boolean isTensors = name.equals("weights") && this.parser.currentToken() == JsonToken.START_ARRAY;
			object.set(name, isTensors ? new POJONode(tensorList()) : value(depth + 1));
		}
		return object;
	}

	private ArrayNode array(int depth) {
		ArrayNode array = NODES.arrayNode();
		while (this.parser.nextToken() != JsonToken.END_ARRAY) {
			array.add(value(depth + 1));
		}
		return array;
	}

	private GivenWeights weights() {
		return switch (this.parser.currentToken()) {
			case START_ARRAY -> new GivenWeights.InOrder(tensorList());
			case START_OBJECT -> {
				Map<String, List<Tensor>> byLayer = new LinkedHashMap<>();
				while (this.parser.nextToken() != JsonToken.END_OBJECT) {
					String layer = this.parser.currentName();
					if (this.parser.nextToken() != JsonToken.START_ARRAY) {
						throw wrongType("a list of tensors: the kernel and the bias");
					}
					count();
					byLayer.put(layer, tensorList());
				}
				yield new GivenWeights.ByLayer(byLayer);
			}
			case null, default ->
				throw wrongType("an object of lists of tensors by layer, or one flat list of tensors");
		};
	}

	private List<Tensor> tensorList() {
		List<Tensor> list = new ArrayList<>();
		while (this.parser.nextToken() != JsonToken.END_ARRAY) {
			list.add(tensor());
		}
		return list;
	}

	private Tensor tensor() {
		count();
		return TensorReader.read(this.parser);
	}

	/** Counts a tensor, or a list of them, which may be empty. */
	private void count() {
		if (++this.tensors > MOST_TENSORS) {
			throw tooMany(MOST_TENSORS + " tensors");
		}
	}

	private ProblemException tooMany(String what) {
		return Problem.of(ProblemKind.TOO_LARGE, "The request has more than " + what + ".")
			.at(pointer())
			.expected("at most " + what)
			.exception();
	}

	private ProblemException wrongType(String expected) {
		String received = Numbers.received(this.parser);
		return Problem.of(ProblemKind.WRONG_TYPE, "Here must be " + expected + ", not " + received + ".")
			.at(pointer())
			.expected(expected)
			.received(received)
			.exception();
	}

	private String pointer() {
		return this.parser.streamReadContext().pathAsPointer().toString();
	}

}
