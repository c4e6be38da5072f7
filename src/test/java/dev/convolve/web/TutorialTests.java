package dev.convolve.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.convolve.testing.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The eight cases that the product grew out of.
 */
class TutorialTests extends HttpTests {

	private static final String SAME = "\"padding\":\"same\"";

	private static final String WEIGHTS = "\"weights\":" + DETECTOR;

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			1 | 3 | 1 |                    | 6 | 10
			2 | 3 | 2 |                    | 4 | 20
			3 | 5 | 1 |                    | 4 | 26
			4 | 1 | 1 |                    | 8 | 2
			5 | 8 | 1 |                    | 1 | 65
			6 | 3 | 1 | "padding":"same"   | 8 | 10
			7 | 3 | 3 | "padding":"same"   | 8 | 30
			8 | 3 | 1 | "strides":[2,2]    | 3 | 10
			""")
	void shapesAndParameters(int number, int kernel, int count, String more, int side, int params) {
		String layer = (more != null) ? conv(1, kernel, more) : conv(1, kernel);
		String model = model(Collections.nCopies(count, layer).toArray(String[]::new));
		JsonNode answer = ok("/convolve", request(model));
		assertThat(ints(answer.at("/outputs/0/shape"))).as("case %d", number).containsExactly(1, side, side, 1);
		assertThat(answer.at("/summary/total_params").intValue()).isEqualTo(params);
		JsonNode summary = ok("/summary", "{\"model\":%s,\"input_shape\":[8,8,1]}".formatted(model));
		assertThat(ints(summary.at("/layers/" + (count - 1) + "/output_shape"))).containsExactly(null, side, side, 1);
		assertThat(summary.path("total_params").intValue()).isEqualTo(params);
	}

	@Test
	void stackedShapes() {
		JsonNode answer = ok("/convolve", request(model(conv(1, 3), conv(1, 3)), "\"response\":{\"layers\":\"all\"}"));
		assertThat(ints(answer.at("/outputs/0/shape"))).containsExactly(1, 6, 6, 1);
		assertThat(ints(answer.at("/outputs/1/shape"))).containsExactly(1, 4, 4, 1);
	}

	@Test
	void featureMaps() {
		assertThat(map(conv(1, 3, WEIGHTS))).isEqualTo(repeat(6, 0, 0, 3, 3, 0, 0));
		List<Float> same = new ArrayList<>(repeat(1, 0, 0, 0, 2, 2, 0, 0, 0));
		same.addAll(repeat(6, 0, 0, 0, 3, 3, 0, 0, 0));
		same.addAll(repeat(1, 0, 0, 0, 2, 2, 0, 0, 0));
		assertThat(map(conv(1, 3, WEIGHTS, SAME))).isEqualTo(same);
		assertThat(map(conv(1, 3, WEIGHTS, "\"strides\":[2,2]"))).isEqualTo(repeat(3, 0, 3, 0));
	}

	@Test
	void borderEffect() {
		assertThat(layer(conv(1, 3)).path("lost_pixels").intValue()).isEqualTo(28);
		assertThat(layer(conv(1, 3)).path("padding")).isEqualTo(padding("valid", 0));
		JsonNode same = layer(conv(1, 3, SAME));
		assertThat(same.path("lost_pixels").intValue()).isZero();
		assertThat(same.path("padding")).isEqualTo(padding("same", 1));
		JsonNode strided = layer(conv(1, 3, "\"strides\":2"));
		assertThat(strided.path("lost_pixels").intValue()).isEqualTo(28);
		assertThat(ints(strided.path("output_shape"))).containsExactly(null, 3, 3, 1);
	}

	@Test
	void receptiveField() {
		JsonNode summary = ok("/summary",
				"{\"model\":%s,\"input_shape\":[8,8,1]}".formatted(model(conv(1, 3), conv(1, 3))));
		assertThat(summary.at("/layers/0/receptive_field"))
			.isEqualTo(json("{\"size\":[3,3],\"jump\":[1,1],\"start\":[1.0,1.0]}"));
		assertThat(summary.at("/layers/1/receptive_field"))
			.isEqualTo(json("{\"size\":[5,5],\"jump\":[1,1],\"start\":[2.0,2.0]}"));
		assertThat(layer(conv(1, 3, "\"strides\":2")).path("receptive_field"))
			.isEqualTo(json("{\"size\":[3,3],\"jump\":[2,2],\"start\":[1.0,1.0]}"));
		assertThat(layer(conv(1, 3, SAME)).path("receptive_field"))
			.isEqualTo(json("{\"size\":[3,3],\"jump\":[1,1],\"start\":[0.0,0.0]}"));
	}

	@Test
	void tableOfTheTutorial() {
		String body = "{\"model\":%s,\"input_shape\":[8,8,1]}".formatted(model(conv(1, 3), conv(1, 3)));
		Answer answer = post("/summary?layout=keras2", body, "Accept", "text/plain");
		assertThat(answer.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
		assertThat(answer.text()).isEqualTo("""
				_________________________________________________________________
				Layer (type)                 Output Shape              Param #  \s
				=================================================================
				conv2d_1 (Conv2D)            (None, 6, 6, 1)           10       \s
				_________________________________________________________________
				conv2d_2 (Conv2D)            (None, 4, 4, 1)           10       \s
				=================================================================
				Total params: 20
				Trainable params: 20
				Non-trainable params: 0
				_________________________________________________________________
				""");
		assertThat(post("/summary", body, "Accept", "text/plain").text()).isEqualTo("""
				Model: "sequential"
				┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
				┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
				┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
				│ conv2d (Conv2D)                 │ (None, 6, 6, 1)        │            10 │
				├─────────────────────────────────┼────────────────────────┼───────────────┤
				│ conv2d_1 (Conv2D)               │ (None, 4, 4, 1)        │            10 │
				└─────────────────────────────────┴────────────────────────┴───────────────┘
				 Total params: 20 (80.00 B)
				 Trainable params: 20 (80.00 B)
				 Non-trainable params: 0 (0.00 B)
				""");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void tablesThatKerasPrints(int number) {
		JsonNode line = Golden.lines("stacks")
			.stream()
			.filter((each) -> each.path("id").stringValue().equals("tutorial_" + number))
			.findFirst()
			.orElseThrow();
		String body = "{\"model\":%s}".formatted(line.path("model"));
		assertThat(post("/summary?layout=keras3", body, "Accept", "text/plain").text())
			.isEqualTo(line.path("keras3").stringValue());
		assertThat(post("/summary?layout=keras2", body, "Accept", "text/plain").text())
			.isEqualTo(line.path("keras2").stringValue());
	}

	@Test
	void patchByPatchOfCase1() {
		JsonNode walk = ok("/explain", request(model(conv(1, 3, WEIGHTS)), "\"row\":0"));
		assertThat(walk.path("positions").size()).isEqualTo(6);
		List<Float> values = List.of(0f, 0f, 3f, 3f, 0f, 0f);
		for (int column = 0; column < 6; column++) {
			JsonNode position = walk.at("/positions/" + column);
			assertThat(ints(position.path("at"))).containsExactly(0, column);
			assertThat(ints(position.path("origin"))).containsExactly(0, column);
			assertThat(position.path("value").floatValue()).isEqualTo(values.get(column));
			assertThat(position.path("sum").floatValue()).isEqualTo(values.get(column));
			assertThat(position.path("padded")).isEqualTo(json(rows(3, "[false,false,false]")));
		}
		assertThat(walk.at("/positions/2/patch")).isEqualTo(json(rows(3, "[[0.0],[1.0],[1.0]]")));
		assertThat(walk.at("/positions/2/products")).isEqualTo(json(rows(3, "[[0.0],[1.0],[0.0]]")));
		assertThat(walk.path("weights")).isEqualTo(json(rows(3, "[[0.0],[1.0],[0.0]]")));
	}

	@Test
	void patchByPatchOfCase6() {
		JsonNode walk = ok("/explain", request(model(conv(1, 3, WEIGHTS, SAME)), "\"at\":[[0,0],[0,3],[7,7]]"));
		JsonNode corner = walk.at("/positions/0");
		assertThat(ints(corner.path("origin"))).containsExactly(-1, -1);
		assertThat(corner.path("padded")).isEqualTo(json("[[true,true,true],[true,false,false],[true,false,false]]"));
		assertThat(corner.path("value").floatValue()).isZero();
		JsonNode top = walk.at("/positions/1");
		assertThat(top.path("padded")).isEqualTo(json("[[true,true,true],[false,false,false],[false,false,false]]"));
		assertThat(top.path("patch")).isEqualTo(json("[[[0.0],[0.0],[0.0]],[[0.0],[1.0],[1.0]],[[0.0],[1.0],[1.0]]]"));
		assertThat(top.path("value").floatValue()).isEqualTo(2);
		assertThat(walk.at("/positions/2/padded"))
			.isEqualTo(json("[[false,false,true],[false,false,true],[true,true,true]]"));
	}

	@Test
	void patchByPatchOfCase8() {
		JsonNode walk = ok("/explain", request(model(conv(1, 3, WEIGHTS, "\"strides\":2")), "\"row\":0"));
		List<Float> values = new ArrayList<>();
		List<Integer> columns = new ArrayList<>();
		walk.path("positions").forEach((position) -> {
			values.add(position.path("value").floatValue());
			columns.add(position.at("/origin/1").intValue());
		});
		assertThat(values).containsExactly(0f, 3f, 0f);
		assertThat(columns).containsExactly(0, 2, 4);
	}

	private List<Float> map(String layer) {
		return floats(ok("/convolve", request(model(layer))).at("/outputs/0/data"));
	}

	private JsonNode layer(String layer) {
		return ok("/summary", "{\"model\":%s,\"input_shape\":[8,8,1]}".formatted(model(layer))).at("/layers/0");
	}

	private static JsonNode padding(String mode, int each) {
		return json("{\"mode\":\"%s\",\"top\":%d,\"bottom\":%d,\"left\":%d,\"right\":%d}".formatted(mode, each, each,
				each, each));
	}

	private static List<Float> repeat(int rows, float... row) {
		List<Float> values = new ArrayList<>();
		for (int index = 0; index < rows; index++) {
			for (float value : row) {
				values.add(value);
			}
		}
		return values;
	}

}
