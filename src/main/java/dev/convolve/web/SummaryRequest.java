package dev.convolve.web;

import dev.convolve.json.Fields;
import dev.convolve.keras.InputShapes;
import dev.convolve.keras.ModelDefinition;
import dev.convolve.keras.ModelReader;
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
	 * The shape that the summary starts from.
	 * @return the input's shape, batch first; sides may be unknown
	 * @throws dev.convolve.problem.ProblemException if it is not known
	 */
	Shape shape() {
		return this.model.inputShape(this.inputShape);
	}

}
