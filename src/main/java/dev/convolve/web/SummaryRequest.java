package dev.convolve.web;

import dev.convolve.json.Fields;
import dev.convolve.keras.InputShapes;
import dev.convolve.keras.ModelDefinition;
import dev.convolve.keras.ModelReader;
import dev.convolve.network.Network;
import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemKind;
import dev.convolve.tensor.Shape;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of {@code POST /summary}.
 *
 * @param model the model
 * @param inputShape what is stated beside the model, batch first, or null
 */
record SummaryRequest(ModelDefinition model, @Nullable Shape inputShape) {

	private static final String INPUT_SHAPE = "input_shape";

	static SummaryRequest read(JsonNode tree) {
		Fields fields = Fields.of(tree, "", "The request");
		ModelDefinition model = ModelReader.read(fields.require("model"), "/model");
		JsonNode shape = fields.get(INPUT_SHAPE);
		SummaryRequest request = new SummaryRequest(model,
				(shape != null) ? InputShapes.ofImage(fields, INPUT_SHAPE, shape) : null);
		fields.refuseOthers();
		return request;
	}

	/**
	 * The input's shape: what the model states, made exact by what the request states.
	 * @return the shape, batch first; sides may be unknown
	 * @throws dev.convolve.problem.ProblemException if neither states one, or they differ
	 */
	Shape shape() {
		Network network = this.model.network();
		Shape declared = network.declaredInput();
		if (this.inputShape == null) {
			Shape known = (declared != null) ? declared : this.model.builtFor();
			if (known == null) {
				throw Problem
					.of(ProblemKind.MISSING_INPUT_SHAPE, "Neither the model nor the request states the input's shape.")
					.at("/" + INPUT_SHAPE)
					.expected(network.inputFormat().imageSides() + ", null for an unknown side")
					.hint("Add for example \"input_shape\": [224, 224, 3], or an InputLayer as the first layer.")
					.exception();
			}
			return known;
		}
		if (declared == null) {
			return this.inputShape;
		}
		if (!declared.accepts(this.inputShape)) {
			throw Problem
				.of(ProblemKind.SHAPE_MISMATCH,
						"The model states the input's shape %s, but the request states %s.".formatted(declared,
								this.inputShape))
				.at("/" + INPUT_SHAPE)
				.expected(declared)
				.received(this.inputShape)
				.exception();
		}
		return declared.refine(this.inputShape);
	}

}
