package dev.convolve.keras;

import dev.convolve.json.Fields;
import dev.convolve.network.ActivationFunction;
import dev.convolve.problem.ProblemKind;
import tools.jackson.databind.JsonNode;

/**
 * Reads an activation function: its name, or the object that Keras writes for a function.
 *
 * @param keras2 whether names have the meaning that tf-keras 2 gives them
 */
record ActivationReader(boolean keras2) {

	ActivationFunction read(Fields fields, String field, JsonNode value) {
		if (!value.isObject()) {
			if (!value.isString()) {
				throw fields.wrongType(field, "the name of an activation function", value);
			}
			return byName(fields, field, value.stringValue());
		}
		Fields serialized = Fields.of(value, fields.pointer(field), "The activation");
		String className = serialized.requireText("class_name");
		serialized.ignore("module", "registered_name", "shared_object_id");
		if (className.equals("function")) {
			ActivationFunction function = byName(serialized, "config", serialized.requireText("config"));
			serialized.refuseOthers();
			return function;
		}
		throw unsupported(serialized, "class_name", className);
	}

	private ActivationFunction byName(Fields fields, String field, String name) {
		ActivationFunction function = ActivationFunction.of(name);
		if (function == null) {
			throw unsupported(fields, field, name);
		}
		boolean other = this.keras2 && function == ActivationFunction.HARD_SIGMOID;
		return (other) ? ActivationFunction.HARD_SIGMOID_2 : function;
	}

	private static RuntimeException unsupported(Fields fields, String field, String name) {
		return fields
			.problem(ProblemKind.UNSUPPORTED_FEATURE, field, "The activation '%s' is not supported.".formatted(name))
			.expected("one of: " + String.join(", ", ActivationFunction.names()))
			.received(name)
			.exception();
	}

}
