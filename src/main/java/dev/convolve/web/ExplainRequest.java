package dev.convolve.web;

import java.util.ArrayList;
import java.util.List;

import dev.convolve.json.Fields;
import dev.convolve.problem.ProblemKind;
import dev.convolve.service.Explainer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of {@code POST /explain}.
 *
 * @param computation what is computed
 * @param question what is to be explained
 */
record ExplainRequest(ConvolveRequest computation, Explainer.Question question) {

	static ExplainRequest read(JsonNode tree) {
		Fields fields = Fields.of(tree, "", "The request");
		// Taken, as /convolve takes it, and without effect: the answer is the walk.
		ResponseOptions response = ResponseOptions.read(fields.get("response"));
		ConvolveRequest computation = ConvolveRequest.read(fields, response);
		Integer row = index(fields, "row");
		List<int[]> at = readPositions(fields);
		if ((row == null) == at.isEmpty()) {
			throw fields.problem((row == null) ? ProblemKind.MISSING_FIELD : ProblemKind.INVALID_VALUE, "at",
					"Either 'at', a list of output positions [row, column], or 'row', a whole output row, must be given.")
				.expected("\"at\": [[0, 0]] or \"row\": 0")
				.exception();
		}
		Integer filter = index(fields, "filter");
		Integer image = index(fields, "image");
		Explainer.Question question = new Explainer.Question(fields.text("layer"), (filter != null) ? filter : 0,
				(image != null) ? image : 0, at, row);
		fields.refuseOthers();
		return new ExplainRequest(computation, question);
	}

	private static @Nullable Integer index(Fields fields, String name) {
		JsonNode value = fields.get(name);
		return (value != null) ? (Integer) fields.integer(name, value, 0) : null;
	}

	private static List<int[]> readPositions(Fields fields) {
		List<int[]> positions = new ArrayList<>();
		JsonNode list = fields.get("at");
		if (list == null) {
			return positions;
		}
		if (!list.isArray() || list.isEmpty()) {
			throw fields.wrongType("at", "a list of positions [row, column]", list);
		}
		for (JsonNode position : list) {
			String path = "at/" + positions.size();
			if (!position.isArray() || position.size() != 2) {
				throw fields.wrongType(path, "a position [row, column]", position);
			}
			positions.add(new int[] { fields.integer(path + "/0", position.path(0), 0),
					fields.integer(path + "/1", position.path(1), 0) });
		}
		return positions;
	}

}
