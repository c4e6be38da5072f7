package dev.convolve.keras;

import java.util.Map;
import java.util.stream.Stream;

import dev.convolve.network.LayerSummary;
import dev.convolve.network.NetworkSummary;
import dev.convolve.network.Summarizer;
import dev.convolve.tensor.Shape;
import dev.convolve.testing.Golden;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Shapes, counts and tables against Keras's own, in all three forms of each model.
 */
class GoldenSummaryTests {

	static Stream<Arguments> cases() {
		return Stream.of("convolutions", "stacks")
			.flatMap((name) -> Golden.lines(name).stream())
			.map((line) -> Arguments.of(line.path("id").stringValue(), line));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void shapesCountsAndTablesAreKerass(String id, JsonNode line) {
		for (String form : new String[] { "model", "tf_keras_model", "short" }) {
			if (!line.has(form)) {
				continue;
			}
			ModelDefinition model = ModelReader.read(line.path(form), "/model");
			NetworkSummary summary = Summarizer.summarize(model.network(), input(model, line));
			assertThat(summary.totalParams()).as("%s as %s", id, form).isEqualTo(line.path("params").longValue());
			JsonNode layers = line.path("layers");
			assertThat(summary.layers()).hasSize(layers.size());
			for (int index = 0; index < layers.size(); index++) {
				LayerSummary layer = summary.layers().get(index);
				JsonNode expected = layers.path(index);
				assertThat(layer.name()).as("%s as %s", id, form).isEqualTo(expected.path("name").stringValue());
				assertThat(layer.type()).isEqualTo(expected.path("type").stringValue());
				assertThat(layer.outputShape().toString()).as("%s as %s", id, form)
					.isEqualTo(expected.path("output_shape").valueStream().map(JsonNode::toString).toList().toString());
				assertThat(layer.params()).isEqualTo(expected.path("params").longValue());
			}
			assertThat(SummaryTables.keras3(summary)).as("%s as %s", id, form)
				.isEqualTo(line.path("keras3").stringValue());
			if (form.equals("model")) {
				assertThat(SummaryTables.keras2(model, summary)).as("%s as %s", id, form)
					.isEqualTo(line.path("keras2").stringValue());
			}
		}
	}

	/** What is left out, and why. */
	private static final Map<String, String> OTHERWISE = Map.of("half precision",
			"sizes are those of float32, in which the service computes", "double precision",
			"sizes are those of float32, in which the service computes", "no input shape", "the service asks for one",
			"wide shape", "its bytes do not fit 64 bits", "very wide shape", "its bytes do not fit 64 bits",
			"268435456 filters of 1 on 268435456", "its counts do not fit 64 bits",
			"layer name ':heart: and :no_such_thing:'", "emoji codes are printed as they are", "layer name 'a:b:c'",
			"emoji codes are printed as they are", "model name ':heart:'", "emoji codes are printed as they are");

	static Stream<Arguments> tables() {
		return Golden.lines("tables")
			.stream()
			.filter((line) -> !OTHERWISE.containsKey(line.path("id").stringValue()))
			.map((line) -> Arguments.of(line.path("id").stringValue(), line));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("tables")
	void hardTablesAreKerass(String id, JsonNode line) {
		ModelDefinition model = ModelReader.read(line.path("model"), "/model");
		NetworkSummary summary = Summarizer.summarize(model.network(), model.inputShape(null));
		assertThat(SummaryTables.keras3(summary)).isEqualTo(line.path("keras3").stringValue());
		assertThat(SummaryTables.keras2(model, summary)).isEqualTo(line.path("keras2").stringValue());
	}

	private static Shape input(ModelDefinition model, JsonNode line) {
		JsonNode image = line.path("input_shape");
		int[] sides = new int[image.size() + 1];
		// Some models were built for a fixed batch, which only the outputs tell.
		sides[0] = side(line.path("layers").path(0).path("output_shape").path(0));
		for (int axis = 1; axis < sides.length; axis++) {
			sides[axis] = side(image.path(axis - 1));
		}
		return model.inputShape(Shape.of(sides));
	}

	private static int side(JsonNode side) {
		return side.isIntegralNumber() ? side.intValue() : Shape.UNKNOWN;
	}

}
