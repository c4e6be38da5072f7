package dev.convolve.web;

import dev.convolve.problem.ProblemKind;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code POST /explain}, field by field.
 */
class ExplainContractTests extends HttpTests {

	@Test
	void theExampleOfTheContract() {
		JsonNode answer = ok("/explain", request(model(conv(1, 3, "\"name\":\"detector\"")), "\"weights\":" + DETECTOR,
				"\"layer\":\"detector\"", "\"filter\":0", "\"at\":[[0,2]]"));
		String patch = rows(3, "[[0.0],[1.0],[1.0]]");
		String products = rows(3, "[[0.0],[1.0],[0.0]]");
		assertThat(answer).isEqualTo(json("""
				{"layer": "detector", "filter": 0, "weights": %s, "bias": 0.0, "activation": "linear",
				 "positions": [{"at": [0, 2], "origin": [0, 2], "patch": %s, "padded": %s, "products": %s,
				                "sum": 3.0, "value": 3.0}]}""".formatted(products, patch,
				rows(3, "[false,false,false]"), products)));
	}

	@Test
	void everythingButThePlaceHasADefault() {
		JsonNode answer = ok("/explain", request(model(conv(2, 3), "{\"type\":\"ReLU\"}"), "\"at\":[[5,5],[0,0]]"));
		assertThat(answer.path("layer").stringValue()).isEqualTo("conv2d");
		assertThat(answer.path("filter").intValue()).isZero();
		assertThat(answer.path("initialized")).isEqualTo(json("[\"conv2d\"]"));
		assertThat(answer.path("seed").intValue()).isZero();
		assertThat(ints(answer.at("/positions/0/at"))).containsExactly(5, 5);
		assertThat(ints(answer.at("/positions/1/at"))).containsExactly(0, 0);
	}

	@Test
	void biasAndActivation() {
		String layer = conv(1, 1, "\"activation\":\"relu\"", "\"weights\":[[[[[2]]]],[-5]]");
		JsonNode answer = ok("/explain", requestOn("[[1,3]]", model(layer), "\"row\":0"));
		assertThat(answer.path("bias").floatValue()).isEqualTo(-5);
		assertThat(answer.path("activation").stringValue()).isEqualTo("relu");
		assertThat(answer.at("/positions/0/sum").floatValue()).isEqualTo(2);
		assertThat(answer.at("/positions/0/value").floatValue()).isZero();
		assertThat(answer.at("/positions/1/sum").floatValue()).isEqualTo(6);
		assertThat(answer.at("/positions/1/value").floatValue()).isEqualTo(1);
	}

	@Test
	void groupsStridesDilationAndPadding() {
		// Two groups of one channel; filter 1 sees the second channel only.
		String layer = conv(2, 2, "\"groups\":2", "\"strides\":[2,1]", "\"dilation_rate\":[1,2]",
				"\"padding\":\"same\"", "\"use_bias\":false",
				"\"weights\":[{\"shape\":[2,2,1,2],\"data\":[1,10,2,20,3,30,4,40]}]");
		String input = "[[[[1,-1],[2,-2],[3,-3]],[[4,-4],[5,-5],[6,-6]],[[7,-7],[8,-8],[9,-9]]]]";
		JsonNode answer = ok("/explain", requestOn(input, model(layer), "\"filter\":1", "\"at\":[[0,0],[1,1]]"));
		assertThat(answer.path("weights")).isEqualTo(json("[[[10.0],[20.0]],[[30.0],[40.0]]]"));
		JsonNode first = answer.at("/positions/0");
		assertThat(ints(first.path("origin"))).containsExactly(0, -1);
		assertThat(first.path("padded")).isEqualTo(json("[[true,false],[true,false]]"));
		assertThat(first.path("patch")).isEqualTo(json("[[[0.0],[-2.0]],[[0.0],[-5.0]]]"));
		assertThat(first.path("products")).isEqualTo(json("[[[0.0],[-40.0]],[[0.0],[-200.0]]]"));
		assertThat(first.path("sum").floatValue()).isEqualTo(-240);
		JsonNode second = answer.at("/positions/1");
		assertThat(ints(second.path("origin"))).containsExactly(2, 0);
		assertThat(second.path("padded")).isEqualTo(json("[[false,false],[true,true]]"));
		assertThat(second.path("value").floatValue()).isEqualTo(-7 * 10 - 9 * 20);
		assertThat(floats(ok("/convolve", requestOn(input, model(layer))).at("/outputs/0/data")).get(1))
			.isEqualTo(-240f);
	}

	@Test
	void deeperLayersAndOtherImages() {
		String layers = model("{\"type\":\"ZeroPadding2D\",\"padding\":1}",
				conv(1, 1, "\"name\":\"double\"", "\"weights\":[[[[[2]]]],[0]]"),
				conv(1, 1, "\"name\":\"triple\"", "\"weights\":[[[[[3]]]],[1]]"));
		JsonNode answer = ok("/explain",
				requestOn("[[[[1]]],[[[5]]]]", layers, "\"layer\":\"triple\"", "\"image\":1", "\"row\":1"));
		assertThat(answer.path("positions").size()).isEqualTo(3);
		assertThat(answer.at("/positions/1/patch")).isEqualTo(json("[[[10.0]]]"));
		assertThat(answer.at("/positions/1/value").floatValue()).isEqualTo(31);
		assertThat(answer.at("/positions/0/value").floatValue()).isEqualTo(1);
		// A layer of padding is not the convolution's own.
		assertThat(answer.at("/positions/0/padded")).isEqualTo(json("[[false]]"));
	}

	@Test
	void channelsFirst() {
		String layer = conv(1, 1, "\"data_format\":\"channels_first\"", "\"weights\":[[[[[1],[10]]]],[0]]");
		JsonNode answer = ok("/explain", requestOn("[[[[1,2]],[[3,4]]]]", model(layer), "\"row\":0"));
		assertThat(answer.at("/positions/1/patch")).isEqualTo(json("[[[2.0,4.0]]]"));
		assertThat(answer.at("/positions/1/value").floatValue()).isEqualTo(42);
	}

	@Test
	void whatIsNotThere() {
		String model = model(conv(1, 3), "{\"type\":\"ReLU\"}");
		refused(ProblemKind.POSITION_OUT_OF_RANGE, "/at/1/0", "/explain", request(model, "\"at\":[[5,5],[6,0]]"));
		refused(ProblemKind.POSITION_OUT_OF_RANGE, "/at/0/1", "/explain", request(model, "\"at\":[[0,6]]"));
		refused(ProblemKind.POSITION_OUT_OF_RANGE, "/row", "/explain", request(model, "\"row\":6"));
		refused(ProblemKind.POSITION_OUT_OF_RANGE, "/filter", "/explain", request(model, "\"row\":0", "\"filter\":1"));
		refused(ProblemKind.POSITION_OUT_OF_RANGE, "/image", "/explain", request(model, "\"row\":0", "\"image\":1"));
		refused(ProblemKind.INVALID_VALUE, "/at/0/0", "/explain", request(model, "\"at\":[[-1,0]]"));
		refused(ProblemKind.WRONG_TYPE, "/at/0", "/explain", request(model, "\"at\":[0,0]"));
		refused(ProblemKind.WRONG_TYPE, "/at", "/explain", request(model, "\"at\":[]"));
		refused(ProblemKind.MISSING_FIELD, "/at", "/explain", request(model));
		refused(ProblemKind.INVALID_VALUE, "/at", "/explain", request(model, "\"at\":[[0,0]]", "\"row\":0"));
		refused(ProblemKind.UNKNOWN_LAYER, "/layer", "/explain", request(model, "\"row\":0", "\"layer\":\"x\""));
		refused(ProblemKind.UNSUPPORTED_LAYER, "/layer", "/explain",
				request(model, "\"row\":0", "\"layer\":\"re_lu\""));
		refused(ProblemKind.MISSING_FIELD, "/layer", "/explain", request(model(conv(1, 3), conv(1, 3)), "\"row\":0"));
	}

	@Test
	void aRowThatIsFarTooWide() {
		refused(ProblemKind.TOO_LARGE, null, "/explain", requestOn("[[1]]",
				model("{\"type\":\"ZeroPadding2D\",\"padding\":[[0,0],[0,2147483646]]}", conv(1, 1)), "\"row\":0"));
	}

}
