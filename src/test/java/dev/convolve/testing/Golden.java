package dev.convolve.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;

import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the golden files: what Keras itself answered. Their README says what they hold.
 */
public final class Golden {

	private static final Path FOLDER = Path.of("src/test/resources/golden");

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private Golden() {
	}

	/**
	 * The lines of all files whose names start alike.
	 * @param name such as {@code convolutions}
	 * @return the lines, in order
	 */
	public static List<JsonNode> lines(String name) {
		List<JsonNode> lines = new ArrayList<>();
		try (DirectoryStream<Path> files = Files.newDirectoryStream(FOLDER, name + "*.jsonl")) {
			TreeSet<Path> sorted = new TreeSet<>();
			files.forEach(sorted::add);
			for (Path file : sorted) {
				try (BufferedReader reader = Files.newBufferedReader(file)) {
					reader.lines().map(MAPPER::readTree).forEach(lines::add);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		if (lines.isEmpty()) {
			throw new IllegalStateException("No golden files " + name);
		}
		return lines;
	}

	/**
	 * A tensor of a golden file.
	 * @param node {@code {"shape", "data"}} or {@code {"shape", "base64"}}
	 * @return the tensor
	 */
	public static Tensor tensor(JsonNode node) {
		JsonNode sides = node.path("shape");
		int[] shape = new int[sides.size()];
		for (int axis = 0; axis < shape.length; axis++) {
			shape[axis] = sides.path(axis).intValue();
		}
		float[] values;
		if (node.has("base64")) {
			byte[] bytes = Base64.getDecoder().decode(node.path("base64").stringValue());
			values = new float[bytes.length / Float.BYTES];
			ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
		}
		else {
			JsonNode data = node.path("data");
			values = new float[data.size()];
			for (int index = 0; index < values.length; index++) {
				values[index] = data.path(index).intValue();
			}
		}
		return new Tensor(Shape.of(shape), values);
	}

	/**
	 * Tensors of a golden file.
	 * @param array of tensors
	 * @return the tensors
	 */
	public static List<Tensor> tensors(JsonNode array) {
		List<Tensor> tensors = new ArrayList<>();
		array.forEach((node) -> tensors.add(tensor(node)));
		return tensors;
	}

}
