package dev.convolve.web;

import java.util.List;

import dev.convolve.problem.ProblemKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code POST /summary}, field by field.
 */
class SummaryContractTests extends HttpTests {

	private static final String BODY = summary("[8,8,1]", conv(1, 3));

	private static String summary(String shape, String... layers) {
		return "{\"model\":%s,\"input_shape\":%s}".formatted(model(layers), shape);
	}

	@Test
	void theExampleOfTheContract() {
		assertThat(ok("/summary", BODY)).isEqualTo(
				json("""
						{"name": "sequential", "layers": [{
						   "name": "conv2d", "type": "Conv2D", "input_shape": [null, 8, 8, 1], "output_shape": [null, 6, 6, 1],
						   "kernel_size": [3, 3], "strides": [1, 1], "dilation_rate": [1, 1], "groups": 1, "activation": "linear",
						   "padding": {"mode": "valid", "top": 0, "bottom": 0, "left": 0, "right": 0},
						   "params": 10, "trainable_params": 10, "non_trainable_params": 0,
						   "macs": 324, "flops": 648, "output_bytes": 144, "lost_pixels": 28,
						   "receptive_field": {"size": [3, 3], "jump": [1, 1], "start": [1.0, 1.0]}}],
						 "total_params": 10, "trainable_params": 10, "non_trainable_params": 0, "macs": 324, "flops": 648,
						 "output_bytes": 144}"""));
		assertThat(post("/summary", BODY).header("Server-Timing"))
			.matches("parse;dur=[\\d.]+, plan;dur=[\\d.]+, write;dur=[\\d.]+");
	}

	@Test
	void actualPaddingOfSameAtStride2() {
		JsonNode layer = ok("/summary", summary("[8,7,1]", conv(1, 3, "\"padding\":\"same\"", "\"strides\":2")))
			.at("/layers/0");
		assertThat(layer.path("padding"))
			.isEqualTo(json("{\"mode\":\"same\",\"top\":0,\"bottom\":1,\"left\":1,\"right\":1}"));
		assertThat(ints(layer.path("output_shape"))).containsExactly(null, 4, 4, 1);
	}

	@Test
	void unknownSides() {
		JsonNode summary = ok("/summary", summary("[null,8,1]", conv(2, 3), conv(2, 3, "\"padding\":\"same\"")));
		JsonNode layer = summary.at("/layers/0");
		assertThat(ints(layer.path("output_shape"))).containsExactly(null, null, 6, 2);
		assertThat(layer.path("params").intValue()).isEqualTo(20);
		for (String field : List.of("macs", "flops", "output_bytes", "lost_pixels")) {
			assertThat(layer.has(field)).isTrue();
			assertThat(layer.path(field).isNull()).as(field).isTrue();
		}
		assertThat(layer.at("/padding/top").intValue()).isZero();
		assertThat(summary.at("/layers/1/padding"))
			.isEqualTo(json("{\"mode\":\"same\",\"top\":1,\"bottom\":1,\"left\":1,\"right\":1}"));
		assertThat(summary.path("macs").isNull()).isTrue();
		assertThat(summary.path("total_params").intValue()).isEqualTo(20 + 38);
		assertThat(post("/summary", summary("[null,8,1]", conv(2, 3)), "Accept", "text/plain").text())
			.contains("(None, None, 6, 2)");
	}

	@Test
	void groupsDilationAndFrozenLayers() {
		JsonNode layer = ok("/summary", summary("[9,9,4]", conv(8, 3, "\"groups\":4", "\"dilation_rate\":[2,1]",
				"\"use_bias\":false", "\"trainable\":false", "\"activation\":\"relu\"")))
			.at("/layers/0");
		assertThat(layer.path("params").intValue()).isEqualTo(3 * 3 * 8);
		assertThat(layer.path("trainable_params").intValue()).isZero();
		assertThat(layer.path("non_trainable_params").intValue()).isEqualTo(72);
		assertThat(ints(layer.path("output_shape"))).containsExactly(null, 5, 7, 8);
		assertThat(layer.path("macs").intValue()).isEqualTo(5 * 7 * 8 * 9);
		assertThat(ints(layer.path("dilation_rate"))).containsExactly(2, 1);
		assertThat(layer.path("activation").stringValue()).isEqualTo("relu");
		assertThat(ints(layer.at("/receptive_field/size"))).containsExactly(5, 3);
	}

	@Test
	void shapeFromTheModel() {
		String input = "{\"type\":\"InputLayer\",\"shape\":[8,8,1]}";
		String body = "{\"model\":%s}".formatted(model(input, conv(1, 3)));
		assertThat(ok("/summary", body)).isEqualTo(ok("/summary", BODY));
		refused(ProblemKind.MISSING_INPUT_SHAPE, "/input_shape", "/summary",
				"{\"model\":%s}".formatted(model(conv(1, 3))));
		refused(ProblemKind.SHAPE_MISMATCH, "/input_shape", "/summary", summary("[9,8,1]", input, conv(1, 3)));
		refused(ProblemKind.SHAPE_MISMATCH, "/input_shape", "/summary", summary("[8,8]", conv(1, 3)));
		refused(ProblemKind.INVALID_VALUE, "/input_shape/1", "/summary", summary("[8,0,1]", conv(1, 3)));
	}

	@Test
	void channelsFirst() {
		JsonNode layer = ok("/summary", summary("[1,8,9]", conv(2, 3, "\"data_format\":\"channels_first\"")))
			.at("/layers/0");
		assertThat(ints(layer.path("output_shape"))).containsExactly(null, 2, 6, 7);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			*/*                                            | application/json
			application/json                               | application/json
			application/*                                  | application/json
			text/plain                                     | text/plain;charset=UTF-8
			text/csv                                       | text/csv;charset=UTF-8
			text/*                                         | text/plain;charset=UTF-8
			text/plain;q=0.5, text/csv                     | text/csv;charset=UTF-8
			text/plain;q=0.5, application/json;q=0.4       | text/plain;charset=UTF-8
			application/json;q=0.1, */*                    | text/plain;charset=UTF-8
			application/json;q=0, text/plain;q=0, */*      | text/csv;charset=UTF-8
			text/html, */*;q=0.1                           | application/json
			image/png, text/csv;q=0.001                    | text/csv;charset=UTF-8
			""")
	void representations(String accept, String expected) {
		Answer answer = post("/summary", BODY, "Accept", accept);
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		assertThat(answer.header("Content-Type")).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/html", "image/*", "nonsense", "text/plain;q=2", "application/json;q=0" })
	void noSuchRepresentation(String accept) {
		Answer answer = post("/summary", BODY, "Accept", accept);
		assertThat(problem(answer).path("type").stringValue()).isEqualTo(ProblemKind.NOT_ACCEPTABLE.path());
	}

	@Test
	void problemsAreProblemsWhateverIsAccepted() {
		for (String accept : List.of("text/plain", "text/csv", "application/json", "*/*")) {
			problem(post("/summary", "{}", "Accept", accept));
		}
	}

	@Test
	void layouts() {
		assertThat(post("/summary?layout=keras2", BODY, "Accept", "text/plain").text()).startsWith("____");
		assertThat(post("/summary?layout=keras3", BODY, "Accept", "text/plain").text()).startsWith("Model: ");
		for (String layout : List.of("keras4", "KERAS2", "%zz", "%00", "keras2&layout=keras3")) {
			Answer answer = sendRaw("/summary?layout=" + layout);
			assertThat(problem(answer).path("type").stringValue()).isEqualTo(ProblemKind.BAD_REQUEST.path());
		}
	}

	/** URIs that the client of the JDK refuses to send. */
	private Answer sendRaw(String path) {
		if (!path.endsWith("%zz")) {
			return post(path, BODY);
		}
		String answer = raw("POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
			.formatted(path, BODY.length()) + "Connection: close\r\n\r\n" + BODY);
		assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
		return post("/summary?layout=zz", BODY);
	}

	@Test
	void csv() {
		Answer answer = post("/summary", summary("[null,8,1]", conv(1, 3, "\"name\":\"a, \\\"b\\\"\"")), "Accept",
				"text/csv");
		assertThat(answer.text()).isEqualTo("""
				name,type,input_shape,output_shape,kernel_size,strides,dilation_rate,groups,activation,padding,pad_top,\
				pad_bottom,pad_left,pad_right,params,trainable_params,non_trainable_params,macs,flops,output_bytes,\
				lost_pixels,receptive_field_size,receptive_field_jump,receptive_field_start
				"a, ""b""\",Conv2D,?x?x8x1,?x?x6x1,3x3,1x1,1x1,1,linear,valid,0,0,0,0,10,10,0,,,,,3x3,1x1,1.0x1.0
				""".replace("\n", "\r\n"));
	}

	@Test
	void countsThatOverflow() {
		refused(ProblemKind.SIZE_OVERFLOW, "/model/layers/0", "/summary",
				summary("[1073741825,1,1]", conv(2147483647, 1)));
		assertThat(ok("/summary", summary("[8,8,1]", conv(2147483647, 1))).path("total_params").longValue())
			.isEqualTo(2L * Integer.MAX_VALUE);
	}

}
