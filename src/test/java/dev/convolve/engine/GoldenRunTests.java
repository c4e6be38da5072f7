package dev.convolve.engine;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.keras.ModelReader;
import dev.convolve.network.ActivationFunction;
import dev.convolve.network.ActivationLayer;
import dev.convolve.network.Conv2D;
import dev.convolve.network.DataFormat;
import dev.convolve.network.Layer;
import dev.convolve.network.Network;
import dev.convolve.network.PaddingMode;
import dev.convolve.network.Weights;
import dev.convolve.network.WeightsResolver;
import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;
import dev.convolve.testing.Golden;
import dev.convolve.testing.Oracle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the engine computes against what Keras computed, in all three forms of each model.
 */
class GoldenRunTests {

	private static final Engine ENGINE = new Engine(2);

	/**
	 * TensorFlow turns into 0 what is tiny, so that exact means: off by less than this.
	 */
	private static final double FLUSHED = 1e-30;

	@AfterAll
	static void close() {
		ENGINE.close();
	}

	static Stream<Arguments> cases() {
		return Stream.concat(Golden.lines("convolutions").stream(), Golden.lines("stacks").stream())
			.filter((line) -> line.has("integer"))
			.map((line) -> Arguments.of(line.path("id").stringValue(), line));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void outputsAreKerass(String id, JsonNode line) {
		for (String form : new String[] { "model", "tf_keras_model", "short" }) {
			if (line.has(form)) {
				Network network = ModelReader.read(line.path(form), "/model").network();
				compare(id + " as " + form, network, line.path("integer"), true);
				if (line.has("random")) {
					compare(id + " as " + form, network, line.path("random"), false);
				}
			}
		}
	}

	private static void compare(String id, Network network, JsonNode run, boolean integers) {
		Tensor input = Golden.tensor(run.path("input"));
		List<Shape> shapes = network.shapes(input.shape());
		Map<String, List<Tensor>> given = weights(network, Golden.tensors(run.path("weights")));
		Weights weights = WeightsResolver.resolve(network, shapes, given, 0, Cancellation.NONE::check);
		BitSet all = new BitSet();
		all.set(0, network.layers().size());
		Plan plan = ENGINE.compile(network, weights, input.shape(), Precision.EXACT);
		SortedMap<Integer, Tensor> outputs = plan.run(input, all, Cancellation.NONE).tensors();
		BitSet last = new BitSet();
		last.set(network.layers().size() - 1);
		assertThat(plan.run(input, last, Cancellation.NONE).tensors().lastEntry().getValue().data())
			.as("%s: the last layer alone", id)
			.isEqualTo(outputs.lastEntry().getValue().data());
		List<Tensor> expected = Golden.tensors(run.path("outputs"));
		assertThat(outputs).as(id).hasSameSizeAs(expected);
		Tensor layerInput = input;
		boolean exact = integers;
		double[] tolerance = new double[] { 0 };
		for (int index = 0; index < expected.size(); index++) {
			Layer layer = network.layers().get(index);
			Tensor output = outputs.get(index);
			assertThat(output.shape()).as("%s: shape of layer %d", id, index).isEqualTo(expected.get(index).shape());
			exact &= run.path("outputs").path(index).has("data");
			double largest = largest(layer, weights, layerInput) * 1e-5 + tolerance[0] * 10;
			compare("%s: layer %d".formatted(id, index), output.data(), expected.get(index).data(),
					exact ? FLUSHED : largest);
			layerInput = expected.get(index);
			tolerance[0] = exact ? 0 : largest;
		}
	}

	private static void compare(String id, float[] actual, float[] expected, double tolerance) {
		for (int index = 0; index < expected.length; index++) {
			double allowed = tolerance * Math.max(1, Math.abs(expected[index]));
			boolean equal = actual[index] == expected[index]
					|| Float.isNaN(actual[index]) && Float.isNaN(expected[index]);
			if (!equal && !(Math.abs(actual[index] - expected[index]) <= allowed)) {
				throw new AssertionError(
						"%s: value %d is %s, not %s".formatted(id, index, actual[index], expected[index]));
			}
		}
	}

	/** The largest Σ|x·w| of a layer, by which errors are measured. */
	private static double largest(Layer layer, Weights weights, Tensor input) {
		if (!(layer instanceof Conv2D conv)) {
			return (layer instanceof ActivationLayer) ? 1 : 0;
		}
		DataFormat format = conv.dataFormat();
		Shape shape = input.shape();
		int channels = format.channels(shape);
		int pixels = format.height(shape) * format.width(shape);
		float[] x = input.data().clone();
		if (format == DataFormat.CHANNELS_FIRST) {
			for (int index = 0; index < x.length; index++) {
				int image = index / (channels * pixels);
				int channel = index / pixels % channels;
				x[(image * pixels + index % pixels) * channels + channel] = input.data()[index];
			}
		}
		Oracle oracle = new Oracle(shape.side(0), format.height(shape), format.width(shape), channels, conv.filters(),
				conv.kernelSize().height(), conv.kernelSize().width(), conv.strides().height(), conv.strides().width(),
				conv.dilation().height(), conv.dilation().width(), conv.groups(), conv.padding() == PaddingMode.SAME);
		double[] sums = oracle.sums(x, weights.of(conv).kernel().data(), null, true);
		double largest = 1;
		for (double sum : sums) {
			largest = Math.max(largest, sum);
		}
		return largest;
	}

	private static Map<String, List<Tensor>> weights(Network network, List<Tensor> tensors) {
		Map<String, List<Tensor>> byLayer = new HashMap<>();
		int next = 0;
		for (Layer layer : network.layers()) {
			if (layer instanceof Conv2D conv) {
				int end = next + (conv.useBias() ? 2 : 1);
				byLayer.put(conv.name(), tensors.subList(next, end));
				next = end;
			}
		}
		assertThat(next).isEqualTo(tensors.size());
		return byLayer;
	}

	static Stream<Arguments> activations() {
		return Golden.lines("activations")
			.stream()
			.map((line) -> Arguments.of(line.path("activation").stringValue(), line.path("flavor").stringValue(),
					line));
	}

	@ParameterizedTest(name = "{0} of {1}")
	@MethodSource("activations")
	void activationsAreKerass(String name, String flavor, JsonNode line) {
		ActivationFunction function = ActivationFunction.of(name);
		assertThat(function).as(name).isNotNull();
		if (flavor.equals("tf_keras") && function == ActivationFunction.HARD_SIGMOID) {
			function = ActivationFunction.HARD_SIGMOID_2;
		}
		Tensor input = Golden.tensor(line.path("input"));
		Network network = new Network("n", null, List.of(new ActivationLayer("a", function, true)));
		BitSet wanted = new BitSet();
		wanted.set(0);
		Tensor output = ENGINE.compile(network, new Weights(Map.of(), List.of()), input.shape(), Precision.EXACT)
			.run(input, wanted, Cancellation.NONE)
			.tensors()
			.get(0);
		Tensor expected = Golden.tensor(line.path("output"));
		assertThat(output.shape()).isEqualTo(expected.shape());
		if (function == ActivationFunction.SPARSEMAX) {
			// What Keras makes of NaN and infinities here depends on the order of a sort.
			int side = input.shape().lastSide();
			for (int index = 0; index < input.data().length; index++) {
				if (!Float.isFinite(input.data()[index])) {
					Arrays.fill(output.data(), index / side * side, index / side * side + side, 0);
					Arrays.fill(expected.data(), index / side * side, index / side * side + side, 0);
				}
			}
		}
		compare(name, output.data(), expected.data(), 4e-6);
	}

}
