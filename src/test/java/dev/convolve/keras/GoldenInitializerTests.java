package dev.convolve.keras;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.network.Conv2D;
import dev.convolve.network.Network;
import dev.convolve.network.Weights;
import dev.convolve.network.WeightsResolver;
import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;
import dev.convolve.testing.Golden;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Initial weights against those that Keras made on TensorFlow from the same seed.
 */
class GoldenInitializerTests {

	static Stream<Arguments> cases() {
		List<JsonNode> lines = Golden.lines("initializers");
		return IntStream.range(0, lines.size()).mapToObj((index) -> Arguments.of(index, lines.get(index)));
	}

	@ParameterizedTest(name = "line {0}")
	@MethodSource("cases")
	void valuesAreKerass(int index, JsonNode line) {
		Tensor expected = Golden.tensor(line.path("values"));
		Shape shape = expected.shape();
		ObjectNode layer = JsonNodeFactory.instance.objectNode();
		layer.put("type", "Conv2D").put("name", "conv").put("filters", shape.side(3)).put("padding", "same");
		layer.putArray("kernel_size").add(shape.side(0)).add(shape.side(1));
		layer.set("kernel_initializer", line.path("initializer"));
		ObjectNode model = JsonNodeFactory.instance.objectNode();
		model.putArray("layers").add(layer);
		Network network = ModelReader.read(model, "/model").network();
		List<Shape> shapes = network.shapes(Shape.of(1, 8, 8, shape.side(2)));
		Weights weights = WeightsResolver.resolve(network, shapes, Map.of(), 0, Cancellation.NONE::check);
		Tensor kernel = weights.of((Conv2D) network.layers().getFirst()).kernel();
		assertThat(kernel.shape()).isEqualTo(shape);
		boolean orthogonal = line.toString().contains("Orthogonal");
		for (int value = 0; value < kernel.data().length; value++) {
			float actual = kernel.data()[value];
			float wanted = expected.data()[value];
			// TensorFlow's own sine, cosine and logarithm are off by some units in the
			// last place.
			double tolerance = orthogonal ? 1e-5 : 4e-6 * Math.max(Math.abs(wanted), 0.05);
			if (!(Math.abs(actual - wanted) <= tolerance)) {
				throw new AssertionError("line %d, %s: value %d is %s, not %s".formatted(index,
						line.path("initializer"), value, actual, wanted));
			}
		}
	}

}
