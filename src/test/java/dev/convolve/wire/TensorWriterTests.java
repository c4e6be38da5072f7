package dev.convolve.wire;

import java.io.StringWriter;

import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;
import dev.convolve.tensor.Values;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class TensorWriterTests {

	private static final Shape SHAPE = Shape.of(2, 2, 1);

	private static final float[] VALUES = { 1, 0.1f, Float.NaN, -2 };

	@Test
	void writesTheValuesThatLieAmongOthers() {
		Tensor amid = new Tensor(SHAPE, new Values(new float[] { 7, 7, 1, 0.1f, Float.NaN, -2, 7 }, 2, 4));
		assertThat(write(new TensorValues.Nested(amid))).isEqualTo("[[[1.0],[0.1]],[[\"NaN\"],[-2.0]]]");
		assertThat(write(new TensorValues.Flat(amid))).isEqualTo("[1.0,0.1,\"NaN\",-2.0]");
		assertThat(write(new TensorValues.Base64(amid))).isEqualTo("\"AACAP83MzD0AAMB/AAAAwA==\"");
		assertThat(amid.data()).isEqualTo(VALUES);
	}

	@Test
	void writesTheValuesOfAnArrayOfTheirOwnTheSameWay() {
		Tensor alone = new Tensor(SHAPE, VALUES);
		assertThat(write(new TensorValues.Nested(alone))).isEqualTo("[[[1.0],[0.1]],[[\"NaN\"],[-2.0]]]");
		assertThat(write(new TensorValues.Flat(alone))).isEqualTo("[1.0,0.1,\"NaN\",-2.0]");
		assertThat(write(new TensorValues.Base64(alone))).isEqualTo("\"AACAP83MzD0AAMB/AAAAwA==\"");
		assertThat(alone.data()).isSameAs(VALUES);
	}

	private static String write(TensorValues values) {
		StringWriter text = new StringWriter();
		try (JsonGenerator generator = new JsonMapper().createGenerator(text)) {
			TensorWriter.write(values, generator);
		}
		return text.toString();
	}

}
