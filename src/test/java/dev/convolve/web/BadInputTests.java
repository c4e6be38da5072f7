package dev.convolve.web;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import dev.convolve.problem.ProblemKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a client sends: the answer is a problem document that names the place, never a
 * 5xx, and nothing stays behind.
 */
class BadInputTests extends HttpTests {

	private static final long SLACK = 64L << 20;

	/** Every field of the short form that has one. */
	private static final String FULL = """
			{"model": {"name": "m", "layers": [
			   {"type": "InputLayer", "name": "i", "shape": [4, 4, 2], "batch_size": 1, "dtype": "float32"},
			   {"type": "ZeroPadding2D", "name": "z", "padding": [[1, 0], [0, 1]], "data_format": "channels_last"},
			   {"type": "Conv2D", "name": "c", "filters": 2, "kernel_size": [2, 2], "strides": [1, 1],
			    "padding": "same", "data_format": "channels_last", "dilation_rate": [1, 1], "groups": 2,
			    "activation": "relu", "use_bias": true, "trainable": true,
			    "kernel_initializer": {"class_name": "VarianceScaling",
			       "config": {"scale": 1.0, "mode": "fan_in", "distribution": "uniform", "seed": 3}},
			    "bias_initializer": {"class_name": "Constant", "config": {"value": 0.5}}},
			   {"type": "Conv2D", "name": "d", "filters": 1, "kernel_size": 1,
			    "weights": [[[[[1], [2]]]], {"shape": [1], "data": [0]}]},
			   {"type": "Activation", "name": "a", "activation": {"class_name": "function", "config": "tanh"}},
			   {"type": "ReLU", "name": "r", "max_value": 6.0, "negative_slope": 0.1, "threshold": 0.0}]},
			 "weights": {"c": [{"shape": [2, 2, 1, 2], "data": [1, 2, 3, 4, 5, 6, 7, 8]}, [0, 1]]},
			 "input": {"shape": [1, 4, 4, 2], "data": [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8,
			                                          1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8]},
			 "seed": 7,
			 "response": {"layers": ["c", "d"], "data": "flat", "summary": true}}""";

	@AfterEach
	void nothingStaysReserved() {
		assertMemoryIsGivenBack();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/convolve", "/summary", "/explain" })
	void everyPrefixOfAValidRequest(String path) {
		String body = switch (path) {
			case "/summary" -> "{\"model\":%s,\"input_shape\":[8,8,1]}".formatted(model(conv(1, 3)));
			case "/explain" -> request(model(conv(1, 3)), "\"row\":0");
			default ->
				request(model(conv(1, 3, "\"weights\":[{\"shape\":[1],\"base64\":\"AACAPw==\"}]")), "\"seed\":-1");
		};
		for (int length = 0; length < body.length(); length++) {
			Answer answer = post(path, body.substring(0, length));
			assertThat(problem(answer).path("type").stringValue()).as(body.substring(0, length))
				.isEqualTo(ProblemKind.MALFORMED_JSON.path());
		}
	}

	@Test
	void everyPlaceOfARequestReplacedRemovedOrExtended() {
		ok("/convolve", FULL);
		JsonNode full = json(FULL);
		for (String pointer : pointers(full, "")) {
			if (pointer.endsWith("/dtype")) {
				continue;
			}
			String object = edited(pointer, json("{\"zzz\":1}"));
			JsonNode problem = problem(post("/convolve", object));
			assertThat(problem.path("pointer").stringValue("none")).as("%s: %s", pointer, problem).startsWith(pointer);
			if (!pointer.endsWith("/max_value") && !pointer.endsWith("/seed") && !pointer.endsWith("/batch_size")
					&& !pointer.contains("/shape/")) {
				problem = problem(post("/convolve", edited(pointer, json("null"))));
				assertThat(problem.path("pointer").stringValue("none")).as("%s: %s", pointer, problem)
					.isEqualTo(pointer);
			}
			for (String value : List.of("true", "\"\"", "\"zzz\"", "-1", "0", "1.5", "2147483648", "1e400", "[]",
					"[[]]", "[1,2,3]", "1", "2147483647")) {
				Answer answer = post("/convolve", edited(pointer, null).replace("\"@@\"", value));
				if (answer.status() != 200) {
					problem(answer);
				}
			}
		}
	}

	@Test
	void unknownFieldsAtEveryLevel() {
		JsonNode full = json(FULL);
		for (String pointer : pointers(full, "")) {
			JsonNode node = full.at(pointer);
			if (!node.isObject()) {
				continue;
			}
			ObjectNode copy = (ObjectNode) json(FULL);
			((ObjectNode) copy.at(pointer)).set("z~/z", json("[[1]]"));
			JsonNode problem = problem(post("/convolve", copy.toString()));
			assertThat(problem.path("pointer").stringValue("none")).as(problem.toString())
				.isEqualTo(pointer + "/z~0~1z");
		}
		refused(ProblemKind.UNKNOWN_FIELD, "/z", "/convolve", request(model(conv(1, 3)), "\"z\":1"));
		refused(ProblemKind.UNKNOWN_FIELD, "/", "/convolve", request(model(conv(1, 3)), "\"\":1"));
	}

	@Test
	void missingFields() {
		refused(ProblemKind.MISSING_FIELD, "/model", "/convolve", "{}");
		refused(ProblemKind.MISSING_FIELD, "/input", "/convolve", "{\"model\":{\"layers\":[]}}");
		refused(ProblemKind.MISSING_FIELD, "/model/layers", "/convolve", request("{}"));
		refused(ProblemKind.MISSING_FIELD, "/model/layers/0/type", "/convolve", request(model("{}")));
		refused(ProblemKind.MISSING_FIELD, "/model/layers/0/filters", "/convolve",
				request(model("{\"type\":\"Conv2D\",\"kernel_size\":3}")));
		refused(ProblemKind.MISSING_FIELD, "/model/layers/0/kernel_size", "/convolve",
				request(model("{\"type\":\"Conv2D\",\"filters\":3}")));
		refused(ProblemKind.MISSING_FIELD, "/model/layers/0/activation", "/convolve",
				request(model("{\"type\":\"Activation\"}")));
		refused(ProblemKind.MISSING_FIELD, "/input", "/convolve", requestOn("{\"shape\":[1,1]}", model(conv(1, 1))));
		refused(ProblemKind.MISSING_FIELD, "/input", "/convolve", requestOn("{\"data\":[1]}", model(conv(1, 1))));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			[[1,2],[3]]                         | /input/1     | invalid-tensor
			[[1,2],3]                           | /input/1     | invalid-tensor
			[1,[2]]                             | /input/1     | invalid-tensor
			[]                                  | /input       | invalid-tensor
			[[]]                                | /input/0     | invalid-tensor
			[[1],[]]                            | /input/1     | invalid-tensor
			[1,2]                               | /input       | shape-mismatch
			[[[[[1]]]]]                         | /input       | shape-mismatch
			[[1,"x"]]                           | /input/0/1   | wrong-type
			[[1,null]]                          | /input/0/1   | wrong-type
			[[1,true]]                          | /input/0/1   | wrong-type
			[[1,{}]]                            | /input/0/1   | wrong-type
			[["nan"]]                           | /input/0/0   | wrong-type
			[[1e40]]                            | /input/0/0   | invalid-value
			[[1e999]]                           | /input/0/0   | invalid-value
			[[NaN]]                             | /input/0/0   | malformed-json
			[[01]]                              | /input/0/0   | malformed-json
			[[+1]]                              | /input/0/0   | malformed-json
			[[.5]]                              | /input/0/0   | malformed-json
			[[1.]]                              | /input/0/0   | malformed-json
			1                                   | /input       | wrong-type
			"x"                                 | /input       | wrong-type
			null                                | /input       | wrong-type
			{"shape":[1,16384,16384,1],"data":[1,2,3]}  | /input | invalid-tensor
			{"shape":[2147483647,2147483647,2147483647,2147483647],"data":[1]} | /input | invalid-tensor
			{"shape":[2147483648],"data":[1]}   | /input/shape/0 | invalid-value
			{"shape":[0],"data":[1]}            | /input/shape/0 | invalid-value
			{"shape":[-1,1],"data":[1]}         | /input/shape/0 | invalid-value
			{"shape":[1.0],"data":[1]}          | /input/shape/0 | invalid-value
			{"shape":[],"data":[1]}             | /input/shape | invalid-value
			{"shape":1,"data":[1]}              | /input/shape | invalid-value
			{"shape":[1,1],"data":[[1]]}        | /input/data/0 | wrong-type
			{"shape":[1,1],"data":[null]}       | /input/data/0 | wrong-type
			{"shape":[1,1],"data":[true]}       | /input/data/0 | wrong-type
			{"shape":[1,1],"data":[1],"base64":"AACAPw=="} | /input/base64 | invalid-tensor
			{"shape":[1,1],"base64":"AAA="}     | /input/base64 | invalid-tensor
			{"shape":[1,1],"base64":"!!!!"}     | /input/base64 | invalid-tensor
			{"shape":[1,1],"base64":"AACAPw"}   | /input/base64 | invalid-tensor
			{"shape":[1,1],"base64":1}          | /input/base64 | invalid-tensor
			{"shape":[1,1],"shape":[1,1]}       | /input/shape | malformed-json
			""")
	void tensors(String input, String pointer, String slug) {
		refused(kind(slug), pointer, "/convolve", requestOn(input, model(conv(1, 1))));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			"filters":0                          | filters       | invalid-value
			"filters":-1                         | filters       | invalid-value
			"filters":2147483648                 | filters       | invalid-value
			"filters":99999999999999999999       | filters       | invalid-value
			"filters":1.0                        | filters       | wrong-type
			"filters":1e2                        | filters       | wrong-type
			"filters":1e999                      | filters       | invalid-value
			"filters":"1"                        | filters       | wrong-type
			"filters":"NaN"                      | filters       | wrong-type
			"kernel_size":[3]                    | kernel_size   | wrong-type
			"kernel_size":[3,3,3]                | kernel_size   | wrong-type
			"kernel_size":[3,0]                  | kernel_size/1 | invalid-value
			"kernel_size":"NaN"                  | kernel_size   | wrong-type
			"kernel_size":[1,null]               | kernel_size/1 | wrong-type
			"kernel_size":2147483647             | kernel_size   | kernel-larger-than-input
			"dilation_rate":2147483647           | kernel_size   | kernel-larger-than-input
			"strides":0                          | strides       | invalid-value
			"strides":[1,-1]                     | strides/1     | invalid-value
			"groups":2                           | groups        | groups-mismatch
			"groups":0                           | groups        | invalid-value
			"padding":"full"                     | padding       | invalid-value
			"padding":1                          | padding       | wrong-type
			"data_format":"last"                 | data_format   | invalid-value
			"data_format":null                   | data_format   | wrong-type
			"activation":null                    | activation    | wrong-type
			"activation":"rleu"                  | activation    | unsupported-feature
			"use_bias":1                         | use_bias      | wrong-type
			"use_bias":null                      | use_bias      | wrong-type
			"kernel_initializer":"he"            | kernel_initializer | unsupported-feature
			"kernel_initializer":null            | kernel_initializer | wrong-type
			"name":1                             | name          | wrong-type
			"weights":1                          | weights       | wrong-type
			"weights":{}                         | weights       | wrong-type
			"weights":[1]                        | weights/0     | wrong-type
			"kernel":3                           | kernel        | unknown-field
			"type":"Dense"                       | type          | unsupported-layer
			""")
	void fieldsOfALayer(String field, String pointer, String slug) {
		ObjectNode layer = (ObjectNode) json(conv(1, 3));
		String name = field.substring(1, field.indexOf(':') - 1);
		layer.remove(name);
		String text = "{" + field + (layer.isEmpty() ? "" : "," + layer.toString().substring(1));
		JsonNode problem = refused(kind(slug), "/model/layers/0/" + pointer, "/convolve", request(model(text)));
		if (slug.equals("unsupported-feature")) {
			assertThat(problem.path("expected").stringValue()).contains("one of: ");
		}
	}

	@Test
	void sizesBeyondAllBounds() {
		String huge = "{\"type\":\"ZeroPadding2D\",\"padding\":2147483647}";
		refused(ProblemKind.SIZE_OVERFLOW, "/model/layers/0/padding", "/convolve", request(model(huge)));
		String wide = "{\"type\":\"ZeroPadding2D\",\"padding\":[[0,2147483600],[0,2147483600]]}";
		refused(ProblemKind.SIZE_OVERFLOW, "/model/layers/0", "/convolve", request(model(wide)));
		String large = "{\"type\":\"ZeroPadding2D\",\"padding\":1000000}";
		refused(ProblemKind.TOO_LARGE, null, "/convolve",
				request(model(large), "\"response\":{\"data\":\"none\"}").replace("\"none\"", "\"nested\""));
		refused(ProblemKind.TOO_LARGE, "/model/layers/0", "/convolve",
				request(model(large), "\"response\":{\"data\":\"none\"}"));
		refused(ProblemKind.TOO_LARGE, null, "/convolve", request(model(conv(2147483647, 1))));
		refused(ProblemKind.TOO_LARGE, "/model/layers/0", "/convolve",
				request(model(conv(2147483647, 1)), "\"response\":{\"data\":\"none\"}"));
		refused(ProblemKind.SIZE_OVERFLOW, "/model/layers/1", "/convolve",
				request(model(conv(2147483647, 1), conv(2147483647, 3))));
	}

	@ParameterizedTest
	@ValueSource(ints = { 10_000, 1_000_000 })
	void nestedBrackets(int depth) {
		String arrays = "[".repeat(depth) + "]".repeat(depth);
		String objects = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
		for (String value : List.of(arrays, objects, "[".repeat(depth), "{\"a\":".repeat(depth))) {
			for (String body : List.of(value, request(value), request(quoted(value)),
					requestOn(value, model(conv(1, 3))), request(model(value)),
					request(model(conv(1, 3, "\"activation\":" + value))),
					request(model(conv(1, 3, "\"weights\":" + value))),
					request(model(conv(1, 3)), "\"weights\":" + value), request(model(conv(1, 3)), "\"x\":" + value),
					requestOn("{\"shape\":%s}".formatted(value), model(conv(1, 3))))) {
				problem(post("/convolve", body));
			}
		}
	}

	@Test
	void duplicatesAndTextBehind() {
		refused(ProblemKind.MALFORMED_JSON, "/model", "/convolve", "{\"model\":{},\"model\":{}}");
		refused(ProblemKind.MALFORMED_JSON, "/model/layers/0/filters", "/convolve",
				request(model(conv(1, 3, "\"filters\":1"))));
		refused(ProblemKind.MALFORMED_JSON, "/weights/a", "/convolve", "{\"weights\":{\"a\":[],\"a\":[]}}");
		for (String rest : List.of(" x", "{}", "]", " null", ",", "\u0000", "//")) {
			Answer answer = post("/convolve", request(model(conv(1, 3))) + rest);
			assertThat(problem(answer).path("type").stringValue()).isEqualTo(ProblemKind.MALFORMED_JSON.path());
		}
		refused(ProblemKind.DUPLICATE_LAYER_NAME, "/model/layers/1/name", "/convolve",
				request(model(conv(1, 3, "\"name\":\"a\""), conv(1, 3, "\"name\":\"a\""))));
	}

	@Test
	void placesInsideAModelGivenAsText() {
		refused(ProblemKind.MALFORMED_JSON, "/model", "/convolve", request("\"\""));
		refused(ProblemKind.MALFORMED_JSON, "/model", "/convolve", request(quoted("{} x")));
		refused(ProblemKind.MALFORMED_JSON, "/model/layers/0", "/convolve", request(quoted("{\"layers\":[{")));
		refused(ProblemKind.MALFORMED_JSON, "/model/layers/0/type", "/convolve",
				request(quoted("{\"layers\":[{\"type\":1,\"type\":1}]}")));
		refused(ProblemKind.WRONG_TYPE, "/model/layers/0/filters", "/convolve",
				request(quoted(model("{\"type\":\"Conv2D\",\"filters\":\"x\"}"))));
		refused(ProblemKind.INVALID_TENSOR, "/model/layers/0/weights/0/1", "/convolve",
				request(quoted(model("{\"type\":\"Conv2D\",\"weights\":[[1,[2]]]}"))));
		JsonNode problem = problem(post("/convolve", request(quoted("{\"layers\":[" + "1".repeat(2000) + "]}"))));
		assertThat(problem.path("pointer").stringValue()).startsWith("/model/layers");
		refused(ProblemKind.WRONG_TYPE, "/model", "/convolve", request(quoted("\"{}\"")));
	}

	@Test
	void bodiesThatAreNoObject() {
		for (String body : List.of("", " ", "null", "nul", "x", "\u0000")) {
			assertThat(problem(post("/convolve", body)).path("type").stringValue()).as(body)
				.isEqualTo(ProblemKind.MALFORMED_JSON.path());
		}
		for (String body : List.of("[]", "[{}]", "1", "-0", "\"x\"", "true", "[[[[1]]]]")) {
			refused(ProblemKind.WRONG_TYPE, "", "/convolve", body);
		}
	}

	@Test
	void bodiesThatAreNotUtf8() {
		String request = request(model(conv(1, 3, "\"name\":\"é\"")));
		for (var charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE,
				StandardCharsets.ISO_8859_1)) {
			Answer answer = post("/convolve", BodyPublishers.ofByteArray(request.getBytes(charset)));
			assertThat(problem(answer).path("type").stringValue()).isEqualTo(ProblemKind.MALFORMED_JSON.path());
		}
		problem(post("/convolve", BodyPublishers.ofByteArray(new byte[] { (byte) 0xff, (byte) 0xfe, 0, 1 })));
	}

	@Test
	void longNumbersAndTexts() {
		String digits = "1".repeat(1_000_000);
		refused(ProblemKind.MALFORMED_JSON, "/input/0/0", "/convolve",
				requestOn("[[%s]]".formatted(digits), model(conv(1, 1))));
		problem(post("/convolve", requestOn("[[0.%s]]".formatted(digits), model(conv(1, 1)))));
		problem(post("/convolve", request(model(conv(1, 1)), "\"seed\":" + digits)));
		problem(post("/convolve", request(model(conv(1, 1)), "\"seed\":1e" + digits)));
		String text = "x".repeat(10_000_000);
		for (String body : List.of(request("\"%s\"".formatted(text)),
				requestOn("\"%s\"".formatted(text), model(conv(1, 1))),
				request(model(conv(1, 1, "\"name\":\"%s\"".formatted(text)))),
				request(model(conv(1, 1, "\"activation\":\"%s\"".formatted(text)))),
				request(model(conv(1, 1, "\"%s\":1".formatted(text)))),
				request(model("{\"type\":\"%s\"}".formatted(text))),
				request(model(conv(1, 1)), "\"response\":{\"layers\":[\"%s\"]}".formatted(text)),
				request(model(conv(1, 1)), "\"weights\":\"%s\"".formatted(text)), "\"" + text + "\"")) {
			Answer answer = post("/convolve", body);
			problem(answer);
			assertThat(answer.text().length()).isLessThan(10_000);
		}
	}

	@Test
	void tooManyOfEverything() {
		refused(ProblemKind.TOO_LARGE, "/model/299999", "/convolve", request(rows(400_000, "{}")));
		refused(ProblemKind.TOO_LARGE, "/model/layers", "/summary",
				"{\"model\":%s,\"input_shape\":[8,8,1]}".formatted(many(100_000, "{\"type\":\"ReLU\"}")));
		problem(post("/convolve", request(many(100_000, conv(1, 1)))));
		problem(post("/convolve", request(model(conv(1, 3)), "\"weights\":" + rows(100_000, "[1]"))));
		StringBuilder weights = new StringBuilder("{");
		for (int index = 0; index < 100_000; index++) {
			weights.append((index > 0) ? "," : "").append("\"").append(index).append("\":[]");
		}
		assertThat(problem(post("/convolve", request(model(conv(1, 3)), "\"weights\":" + weights + "}"))).path("type")
			.stringValue()).isEqualTo(ProblemKind.TOO_LARGE.path());
		ok("/convolve", request(many(10_000, "{\"type\":\"ReLU\"}"),
				"\"response\":{\"layers\":%s,\"summary\":false}".formatted(rows(100_000, "\"re_lu_9999\""))));
	}

	@Test
	void bodiesOverTheLimit() {
		String head = "POST /convolve HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n";
		String declared = raw(head + "Content-Length: 99999999999\r\n\r\n{");
		assertThat(declared).startsWith("HTTP/1.1 413").contains("/problems/body-too-large");
		byte[] chunk = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
		Answer chunked = post("/convolve", BodyPublishers.ofByteArrays(Collections.nCopies(65, chunk)));
		assertThat(problem(chunked).path("type").stringValue()).isEqualTo(ProblemKind.BODY_TOO_LARGE.path());
		assertThat(chunked.status()).isEqualTo(413);
	}

	@Test
	void heapReturnsToWhereItWas() {
		longNumbersAndTexts();
		tooManyOfEverything();
		long before = usedHeap();
		longNumbersAndTexts();
		tooManyOfEverything();
		sizesBeyondAllBounds();
		assertThat(usedHeap()).isLessThan(before + SLACK);
	}

	private static long usedHeap() {
		long used = Long.MAX_VALUE;
		for (int attempt = 0; attempt < 3; attempt++) {
			System.gc();
			used = Math.min(used, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
		}
		return used;
	}

	private static String many(int count, String layer) {
		return model(rows(count, layer).substring(1, rows(count, layer).length() - 1));
	}

	private static ProblemKind kind(String slug) {
		return ProblemKind.valueOf(slug.toUpperCase(Locale.ROOT).replace('-', '_'));
	}

	/** The places of all values inside a node; of a tensor's data only the first. */
	private static List<String> pointers(JsonNode node, String pointer) {
		List<String> pointers = new ArrayList<>();
		node.properties().forEach((field) -> {
			String place = pointer + "/" + field.getKey();
			pointers.add(place);
			pointers.addAll(pointers(field.getValue(), place));
		});
		for (int index = 0; index < node.size() && node.isArray(); index++) {
			if (index == 0 || !pointer.endsWith("/data")) {
				pointers.add(pointer + "/" + index);
				pointers.addAll(pointers(node.get(index), pointer + "/" + index));
			}
		}
		return pointers;
	}

	/** The full request with another value at a place; null stands for {@code "@@"}. */
	private static String edited(String pointer, JsonNode value) {
		JsonNode copy = json(FULL);
		JsonPointer place = JsonPointer.compile(pointer);
		JsonNode parent = copy.at(place.head());
		JsonNode replacement = (value != null) ? value : json("\"@@\"");
		if (parent instanceof ArrayNode array) {
			array.set(place.last().getMatchingIndex(), replacement);
		}
		else {
			((ObjectNode) parent).set(place.last().getMatchingProperty(), replacement);
		}
		return copy.toString();
	}

}
