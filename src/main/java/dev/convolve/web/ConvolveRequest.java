package dev.convolve.web;

import dev.convolve.json.Fields;
import dev.convolve.keras.ModelDefinition;
import dev.convolve.keras.ModelReader;
import dev.convolve.service.Assignment;
import dev.convolve.tensor.Tensor;
import dev.convolve.wire.GivenWeights;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.POJONode;

/**
 * The body of {@code POST /convolve}.
 *
 * @param model the model
 * @param weights what is given beside the model, or null
 * @param input the input
 * @param seed for weights that are not given
 * @param exact whether nothing but sums of products will do
 * @param response what is wanted back
 */
record ConvolveRequest(ModelDefinition model, @Nullable GivenWeights weights, Tensor input, long seed, boolean exact,
		ResponseOptions response) {

	static ConvolveRequest read(JsonNode tree) {
		Fields fields = Fields.of(tree, "", "The request");
		ConvolveRequest request = read(fields, ResponseOptions.read(fields.get("response")));
		fields.refuseOthers();
		return request;
	}

	/**
	 * Reads what {@code /explain} takes too.
	 * @param fields the request's
	 * @param response what is wanted back
	 * @return the request
	 */
	static ConvolveRequest read(Fields fields, ResponseOptions response) {
		ModelDefinition model = ModelReader.read(fields.require("model"), "/model");
		Tensor input = (Tensor) pojo(fields.require("input"));
		JsonNode weights = fields.get("weights");
		JsonNode seed = fields.get("seed");
		if (seed != null && !(seed.isIntegralNumber() && seed.canConvertToLong())) {
			throw fields.wrongType("seed", "an integer of at most 64 bits", seed);
		}
		return new ConvolveRequest(model, (weights != null) ? (GivenWeights) pojo(weights) : null, input,
				(seed != null) ? seed.longValue() : 0, readExact(fields), response);
	}

	/**
	 * The same request with nothing but sums of products.
	 * @return a request whose results can be followed step by step
	 */
	ConvolveRequest exactly() {
		return new ConvolveRequest(this.model, this.weights, this.input, this.seed, true, this.response);
	}

	Assignment assignment() {
		return Assignment.of(this.model, this.weights, this.input, this.seed, this.exact);
	}

	private static boolean readExact(Fields fields) {
		String precision = fields.text("precision");
		return switch (precision) {
			case null -> false;
			case "fast" -> false;
			case "exact" -> true;
			default -> throw fields.invalid("precision", "\"fast\" or \"exact\"", fields.require("precision"));
		};
	}

	private static Object pojo(JsonNode node) {
		return ((POJONode) node).getPojo();
	}

}
