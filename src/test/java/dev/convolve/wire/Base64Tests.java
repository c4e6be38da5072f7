package dev.convolve.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

import dev.convolve.problem.ProblemException;
import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;
import dev.convolve.tensor.Values;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tensors in base64, of as many values as end in the middle of what is written or read at
 * once, at its end, and behind it. What is right comes from {@link Base64} in one piece.
 */
class Base64Tests {

	private static final JsonMapper JSON = new JsonMapper();

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 1023, 1024, 1025, 12_287, 12_288, 12_289, 24_576, 100_000 })
	void writesAndReads(int count) {
		float[] among = new float[count + 3];
		Random random = new Random(count);
		for (int index = 0; index < among.length; index++) {
			among[index] = Float.intBitsToFloat(random.nextInt());
		}
		Tensor tensor = new Tensor(Shape.of(count), new Values(among, 2, count));
		String expected = "{\"before\":1,\"base64\":\"" + Base64.getEncoder().encodeToString(bytes(among, 2, count))
				+ "\",\"after\":[2]}";

		ByteArrayOutputStream utf8 = new ByteArrayOutputStream();
		try (JsonGenerator generator = JSON.createGenerator(utf8)) {
			write(tensor, generator);
		}
		assertThat(utf8.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
		StringWriter text = new StringWriter();
		try (JsonGenerator generator = JSON.createGenerator(text)) {
			write(tensor, generator);
		}
		assertThat(text).hasToString(expected);

		byte[] read = bytes(read(count, bytes(among, 2, count)).data(), 0, count);
		assertThat(read).isEqualTo(bytes(among, 2, count));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 5, 4095, 4097, 49_153, 100_002 })
	void tellsWhenBytesMakeNoWholeValues(int count) {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> read(1, new byte[count]))
			.withMessageContaining("holds " + count + " bytes, which is no multiple of 4");
	}

	private static void write(Tensor tensor, JsonGenerator generator) {
		generator.writeStartObject();
		generator.writeNumberProperty("before", 1);
		generator.writeName("base64");
		TensorWriter.write(new TensorValues.Base64(tensor), generator);
		generator.writeName("after");
		generator.writeStartArray();
		generator.writeNumber(2);
		generator.writeEndArray();
		generator.writeEndObject();
	}

	private static Tensor read(int count, byte[] bytes) {
		String json = "{\"shape\":[" + count + "],\"base64\":\"" + Base64.getEncoder().encodeToString(bytes) + "\"}";
		try (JsonParser parser = JSON
			.createParser(new ByteArrayInputStream(json.getBytes(StandardCharsets.US_ASCII)))) {
			parser.nextToken();
			return TensorReader.read(parser);
		}
	}

	private static byte[] bytes(float[] values, int first, int count) {
		ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		for (int index = first; index < first + count; index++) {
			bytes.putInt(Float.floatToRawIntBits(values[index]));
		}
		return bytes.array();
	}

}
