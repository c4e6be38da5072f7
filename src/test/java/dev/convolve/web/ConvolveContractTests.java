package dev.convolve.web;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import dev.convolve.problem.ProblemKind;
import dev.convolve.testing.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code POST /convolve}, field by field.
 */
class ConvolveContractTests extends HttpTests {

	/** A layer that returns its input. */
	private static final String LINEAR = "{\"type\":\"Activation\",\"activation\":\"linear\",\"name\":\"same\"}";

	@Test
	void theExampleOfTheContract() {
		JsonNode answer = ok("/convolve",
				"""
						{
						  "model": {"layers": [{"type": "Conv2D", "name": "detector", "filters": 1, "kernel_size": 3,
						                        "padding": "same"}]},
						  "weights": {"detector": [[[[[0]], [[1]], [[0]]], [[[0]], [[1]], [[0]]], [[[0]], [[1]], [[0]]]], [0.0]]},
						  "input": [[0,0,0,1,1,0,0,0], [0,0,0,1,1,0,0,0]],
						  "response": {"layers": "last", "data": "nested", "summary": true}
						}""");
		assertThat(answer.propertyNames()).containsExactly("outputs", "summary");
		assertThat(answer.at("/outputs/0").propertyNames()).containsExactly("layer", "shape", "data");
		assertThat(answer.at("/outputs/0/layer").stringValue()).isEqualTo("detector");
		assertThat(ints(answer.at("/outputs/0/shape"))).containsExactly(1, 2, 8, 1);
		assertThat(floats(answer.at("/outputs/0/data"))).startsWith(0f, 0f, 0f, 2f, 2f, 0f).hasSize(16);
	}

	@ParameterizedTest
	@ValueSource(strings = { "[[1,2],[3,4]]", "[[[1],[2]],[[3],[4]]]", "[[[[1],[2]],[[3],[4]]]]",
			"{\"shape\":[2,2],\"data\":[1,2,3,4]}", "{\"data\":[1,2,3,4.0],\"shape\":[1,2,2,1]}",
			"{\"shape\":[2,2,1],\"base64\":\"AACAPwAAAEAAAEBAAACAQA==\"}" })
	void formsOfTheInput(String input) {
		JsonNode output = ok("/convolve", requestOn(input, model(LINEAR))).at("/outputs/0");
		assertThat(ints(output.path("shape"))).containsExactly(1, 2, 2, 1);
		assertThat(output.path("data")).isEqualTo(json("[[[[1.0],[2.0]],[[3.0],[4.0]]]]"));
	}

	@Test
	void valuesThatJsonHasNoNumbersFor() {
		String input = "[[\"NaN\",\"Infinity\",\"-Infinity\",-0.0,3.4028235e38,1e-45,1e-60]]";
		JsonNode output = ok("/convolve", requestOn(input, model(LINEAR), "\"response\":{\"data\":\"flat\"}"))
			.at("/outputs/0/data");
		assertThat(output.toString()).isEqualTo("[\"NaN\",\"Infinity\",\"-Infinity\",-0.0,3.4028235E38,1.4E-45,0.0]");
		assertThat(floats(output)).containsExactly(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f,
				Float.MAX_VALUE, Float.MIN_VALUE, 0f);
		JsonNode statistics = ok("/convolve",
				requestOn("[[\"NaN\",1]]", model(LINEAR), "\"response\":{\"data\":\"none\"}"))
			.at("/outputs/0/statistics");
		assertThat(statistics).isEqualTo(json("{\"min\":\"NaN\",\"max\":\"NaN\",\"mean\":\"NaN\",\"std\":\"NaN\"}"));
	}

	@Test
	void weightsByNameInOrderAndInline() {
		String plain = "{\"type\":\"Conv2D\",\"name\":\"a/b~c\",\"filters\":1,\"kernel_size\":3}";
		String byName = request(model(plain), "\"weights\":{\"a/b~c\":%s}".formatted(DETECTOR));
		String inOrder = request(model(plain), "\"weights\":" + DETECTOR);
		String inline = request(model(conv(1, 3, "\"name\":\"a/b~c\"", "\"weights\":" + DETECTOR)));
		JsonNode expected = ok("/convolve", byName);
		assertThat(ok("/convolve", inOrder)).isEqualTo(expected);
		assertThat(ok("/convolve", inline)).isEqualTo(expected);
		assertThat(expected.has("weights")).isFalse();
		assertThat(floats(expected.at("/outputs/0/data"))).startsWith(0f, 0f, 3f, 3f);
	}

	@Test
	void weightsWithoutBiasInEveryForm() {
		String layer = conv(1, 1, "\"use_bias\":false");
		for (String kernel : List.of("[[[[2]]]]", "{\"shape\":[1,1,1,1],\"data\":[2]}",
				"{\"shape\":[1,1,1,1],\"base64\":\"AAAAQA==\"}")) {
			JsonNode answer = ok("/convolve", requestOn("[[1,2]]", model(layer), "\"weights\":[" + kernel + "]"));
			assertThat(floats(answer.at("/outputs/0/data"))).containsExactly(2f, 4f);
		}
	}

	@Test
	void weightsOfSomeLayersOnly() {
		String model = model(conv(1, 3, "\"name\":\"a\"", "\"weights\":" + DETECTOR), conv(1, 3, "\"name\":\"b\""));
		assertThat(ok("/convolve", request(model)).path("weights"))
			.isEqualTo(json("{\"initialized\":[\"b\"],\"seed\":0}"));
	}

	@Test
	void missingWeightsAreInitialisedFromTheSeed() {
		String model = model(conv(2, 3), conv(2, 3, "\"kernel_initializer\":\"he_normal\""));
		JsonNode first = ok("/convolve", request(model));
		assertThat(first.path("weights")).isEqualTo(json("{\"initialized\":[\"conv2d\",\"conv2d_1\"],\"seed\":0}"));
		assertThat(ok("/convolve", request(model))).isEqualTo(first);
		assertThat(ok("/convolve", request(model, "\"seed\":0"))).isEqualTo(first);
		JsonNode other = ok("/convolve", request(model, "\"seed\":-9223372036854775808"));
		assertThat(other.at("/weights/seed").longValue()).isEqualTo(Long.MIN_VALUE);
		assertThat(other.path("outputs")).isNotEqualTo(first.path("outputs"));
		JsonNode ones = ok("/convolve", requestOn("[[1,2]]",
				model(conv(1, 1, "\"kernel_initializer\":\"ones\"", "\"bias_initializer\":\"ones\""))));
		assertThat(floats(ones.at("/outputs/0/data"))).containsExactly(2f, 3f);
	}

	@Test
	void responseSelection() {
		String model = model(conv(1, 3, "\"name\":\"a\""), conv(1, 3, "\"name\":\"b\""), conv(1, 3, "\"name\":\"c\""));
		assertThat(layers(model, "{}")).containsExactly("c");
		assertThat(layers(model, "{\"layers\":\"last\"}")).containsExactly("c");
		assertThat(layers(model, "{\"layers\":\"all\"}")).containsExactly("a", "b", "c");
		assertThat(layers(model, "{\"layers\":[\"b\",\"a\",\"b\"]}")).containsExactly("a", "b");
		assertThat(layers(model, "{\"layers\":[]}")).isEmpty();
	}

	private List<String> layers(String model, String response) {
		List<String> names = new ArrayList<>();
		ok("/convolve", request(model, "\"response\":" + response)).path("outputs")
			.forEach((output) -> names.add(output.path("layer").stringValue()));
		return names;
	}

	@Test
	void formsOfTheOutput() {
		String model = model(LINEAR);
		String input = "[[1,2,3,4]]";
		JsonNode flat = ok("/convolve", requestOn(input, model, "\"response\":{\"data\":\"flat\"}")).at("/outputs/0");
		assertThat(flat).isEqualTo(json("{\"layer\":\"same\",\"shape\":[1,1,4,1],\"data\":[1.0,2.0,3.0,4.0]}"));
		JsonNode base64 = ok("/convolve", requestOn(input, model, "\"response\":{\"data\":\"base64\"}"))
			.at("/outputs/0");
		assertThat(base64.propertyNames()).containsExactly("layer", "shape", "base64");
		ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64.path("base64").stringValue()))
			.order(ByteOrder.LITTLE_ENDIAN);
		assertThat(List.of(bytes.getFloat(), bytes.getFloat(), bytes.getFloat(), bytes.getFloat())).containsExactly(1f,
				2f, 3f, 4f);
		JsonNode none = ok("/convolve", requestOn(input, model, "\"response\":{\"data\":\"none\"}")).at("/outputs/0");
		assertThat(none.propertyNames()).containsExactly("layer", "shape", "statistics");
		assertThat(none.path("statistics"))
			.isEqualTo(json("{\"min\":1.0,\"max\":4.0,\"mean\":2.5,\"std\":1.118033988749895}"));
	}

	@Test
	void summaryIsThatOfSummary() {
		String model = model(conv(4, 3));
		JsonNode answer = ok("/convolve", request(model));
		JsonNode summary = ok("/summary", "{\"model\":%s,\"input_shape\":[8,8,1]}".formatted(model));
		assertThat(answer.at("/summary/macs")).isEqualTo(summary.path("macs"));
		assertThat(answer.at("/summary/layers/0/padding")).isEqualTo(summary.at("/layers/0/padding"));
		assertThat(ok("/convolve", request(model, "\"response\":{\"summary\":false}")).has("summary")).isFalse();
	}

	@Test
	void modelsAsKerasPrintsThem() {
		List<JsonNode> lines = Golden.lines("convolutions");
		for (int index = 0; index < lines.size(); index += 17) {
			JsonNode line = lines.get(index);
			String rest = "\"input\":%s,\"weights\":%s,\"response\":{\"data\":\"base64\"}"
				.formatted(line.at("/integer/input"), line.at("/integer/weights"));
			JsonNode expected = Golden.lines("convolutions").get(index).at("/integer/outputs/0");
			for (String field : List.of("model", "tf_keras_model", "short")) {
				if (!line.has(field) || line.path(field).isNull()) {
					continue;
				}
				String asObject = "{\"model\":%s,%s}".formatted(line.path(field), rest);
				String asString = "{%s,\"model\":%s}".formatted(rest, quoted(line.path(field).toString()));
				JsonNode answer = ok("/convolve", asObject);
				assertThat(ok("/convolve", asString)).isEqualTo(answer);
				assertThat(answer.has("weights")).isFalse();
				assertThat(answer.at("/outputs/0/shape")).as(line.path("id").stringValue())
					.isEqualTo(expected.path("shape"));
				if (!line.path("id")
					.stringValue()
					.matches(".*(swish|squareplus|sparse|gelu|sigmoid|tanh|elu|softmax|exp|silu|mish|soft).*")) {
					assertThat(Golden.tensor(answer.at("/outputs/0")).data())
						.as(line.path("id").stringValue() + " " + field)
						.containsExactly(Golden.tensor(expected).data());
				}
			}
		}
	}

	@Test
	void batchesAreComputedImageByImage() {
		String model = model(conv(3, 3, "\"padding\":\"same\"", "\"activation\":\"relu\""));
		String one = "[[[1],[2]],[[3],[4]]]";
		String two = "[[[5],[6]],[[7],[8]]]";
		List<Float> both = floats(
				ok("/convolve", requestOn("[%s,%s]".formatted(one, two), model)).at("/outputs/0/data"));
		List<Float> singly = floats(ok("/convolve", requestOn(one, model)).at("/outputs/0/data"));
		singly.addAll(floats(ok("/convolve", requestOn(two, model)).at("/outputs/0/data")));
		assertThat(both).isEqualTo(singly);
	}

	@Test
	void channelsFirst() {
		String last = conv(2, 3, "\"padding\":\"same\"");
		String first = conv(2, 3, "\"padding\":\"same\"", "\"data_format\":\"channels_first\"");
		JsonNode answer = ok("/convolve", request(model(first)));
		assertThat(ints(answer.at("/outputs/0/shape"))).containsExactly(1, 2, 8, 8);
		List<Float> channelsFirst = floats(answer.at("/outputs/0/data"));
		List<Float> channelsLast = floats(ok("/convolve", request(model(last))).at("/outputs/0/data"));
		for (int index = 0; index < 64; index++) {
			assertThat(channelsFirst.get(index)).isEqualTo(channelsLast.get(2 * index));
			assertThat(channelsFirst.get(64 + index)).isEqualTo(channelsLast.get(2 * index + 1));
		}
	}

	@Test
	void serverTiming() {
		Answer answer = post("/convolve", request(model(conv(1, 3))));
		assertThat(answer.header("Server-Timing")).matches(
				"parse;dur=\\d+\\.\\d{3}, plan;dur=\\d+\\.\\d{3}, compute;dur=\\d+\\.\\d{3}, write;dur=\\d+\\.\\d{3}");
		assertThat(answer.header("Content-Type")).isEqualTo("application/json");
		assertThat(post("/convolve", "{}").header("Server-Timing")).matches("write;dur=\\d+\\.\\d{3}");
	}

	@Test
	void weightsThatDoNotFit() {
		String model = model(conv(1, 3, "\"name\":\"d\""), "{\"type\":\"ReLU\",\"name\":\"r\"}");
		JsonNode problem = refused(ProblemKind.WEIGHTS_MISMATCH, "/weights/d", "/convolve",
				request(model, "\"weights\":{\"d\":[[[1]],[0]]}"));
		assertThat(problem.path("layer").stringValue()).isEqualTo("d");
		assertThat(problem.path("expected").stringValue()).contains("[3, 3, 1, 1]");
		assertThat(problem.path("received").stringValue()).contains("[1, 1]");
		refused(ProblemKind.WEIGHTS_MISMATCH, "/weights/d", "/convolve", request(model, "\"weights\":{\"d\":[]}"));
		refused(ProblemKind.WEIGHTS_MISMATCH, "/weights", "/convolve", request(model, "\"weights\":[[0],[0],[0]]"));
		refused(ProblemKind.WEIGHTS_MISMATCH, "/weights/r", "/convolve", request(model, "\"weights\":{\"r\":[[0]]}"));
		refused(ProblemKind.UNKNOWN_LAYER, "/weights/x~1y", "/convolve", request(model, "\"weights\":{\"x/y\":[]}"));
	}

	@Test
	void aFilterLargerThanItsInputIsExplained() {
		JsonNode problem = refused(ProblemKind.KERNEL_LARGER_THAN_INPUT, "/model/layers/0/kernel_size", "/convolve",
				requestOn("[[1,2],[3,4]]", model(conv(1, 3))));
		assertThat(problem.path("layer").stringValue()).isEqualTo("conv2d");
		assertThat(problem.path("detail").stringValue()).contains("3×3", "2×2", "rows × columns");
		assertThat(problem.path("hint").stringValue()).contains("\"same\"");
	}

}
