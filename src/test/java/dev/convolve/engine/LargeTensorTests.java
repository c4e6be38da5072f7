package dev.convolve.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.network.ActivationFunction;
import dev.convolve.network.ActivationLayer;
import dev.convolve.network.Conv2D;
import dev.convolve.network.ConvolutionWeights;
import dev.convolve.network.DataFormat;
import dev.convolve.network.Extent;
import dev.convolve.network.Initializer;
import dev.convolve.network.Layer;
import dev.convolve.network.Network;
import dev.convolve.network.Padding;
import dev.convolve.network.PaddingMode;
import dev.convolve.network.ReLU;
import dev.convolve.network.Weights;
import dev.convolve.network.ZeroPadding2D;
import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;
import dev.convolve.tensor.Values;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tensors so large that each has an array of its own, which is longer: a batch of images
 * against each by itself. All are small integers, or made of the same ones in the same
 * way.
 */
class LargeTensorTests {

	private static final int SIDE = 40;

	private static final int CHANNELS = 8;

	@ParameterizedTest
	@EnumSource
	void aBatchIsAsItsImagesAreByThemselves(DataFormat format) {
		int ofImage = SIDE * SIDE * CHANNELS;
		int images = Alignment.LARGE / ofImage + 1;
		Random random = new Random(format.ordinal());
		Tensor kernel = new Tensor(Shape.of(3, 3, CHANNELS, CHANNELS), integers(random, 9 * CHANNELS * CHANNELS));
		float[] batch = integers(random, images * ofImage);
		List<Layer> layers = List.of(new ZeroPadding2D("padding", new Padding(1, 0, 2, 2), format, true),
				new Conv2D("convolution", CHANNELS, new Extent(3, 3), Extent.ONE, PaddingMode.SAME, format, Extent.ONE,
						1, ActivationFunction.TANH, false, Initializer.ZEROS, Initializer.ZEROS, true),
				new ReLU("relu", 0.75f, 0.5f, 0, true),
				new ActivationLayer("softmax", ActivationFunction.SOFTMAX, true),
				new ActivationLayer("linear", ActivationFunction.LINEAR, true),
				new ActivationLayer("glu", ActivationFunction.GLU, true));
		Network network = new Network("test", null, layers);
		Weights weights = new Weights(Map.of("convolution", new ConvolutionWeights(kernel, null)), List.of());
		try (Engine engine = new Engine(2, 0, 64 << 20)) {
			List<Tensor> all = run(engine, network, weights, format, images, batch);
			for (Tensor tensor : all.subList(0, all.size() - 1)) {
				assertThat(tensor.values().first()).isEqualTo(Alignment.FIRST);
			}
			assertThat(last(engine, network, weights, format, images, batch).data()).isEqualTo(all.getLast().data());
			for (int image = 0; image < images; image += images - 1) {
				List<Tensor> alone = run(engine, network, weights, format, 1,
						Arrays.copyOfRange(batch, image * ofImage, (image + 1) * ofImage));
				for (int layer = 0; layer < layers.size(); layer++) {
					Values values = all.get(layer).values();
					int count = values.count() / images;
					int from = values.first() + image * count;
					assertThat(Arrays.copyOfRange(values.array(), from, from + count))
						.as("%s, image %d, %s", format, image, layers.get(layer))
						.isEqualTo(alone.get(layer).data());
				}
			}
		}
	}

	/** The output of the last layer, when no other is wanted. */
	private static Tensor last(Engine engine, Network network, Weights weights, DataFormat format, int images,
			float[] input) {
		Shape shape = format.shape(images, SIDE, SIDE, CHANNELS);
		BitSet wanted = new BitSet();
		wanted.set(network.layers().size() - 1);
		return engine.compile(network, weights, shape, Precision.EXACT)
			.run(new Tensor(shape, input), wanted, Cancellation.NONE)
			.tensors()
			.lastEntry()
			.getValue();
	}

	/** The outputs of all layers, in buffers that are full of NaN. */
	private static List<Tensor> run(Engine engine, Network network, Weights weights, DataFormat format, int images,
			float[] input) {
		Shape shape = format.shape(images, SIDE, SIDE, CHANNELS);
		Plan plan = engine.compile(network, weights, shape, Precision.EXACT);
		Tensor tensor = engine.place(new Tensor(shape, input));
		BitSet wanted = new BitSet();
		wanted.set(0, network.layers().size());
		float[] nothing = new float[input.length];
		Arrays.fill(nothing, Float.NaN);
		try (Outputs outputs = plan.run(new Tensor(shape, nothing), wanted, Cancellation.NONE)) {
			for (Tensor output : outputs.tensors().values()) {
				Values values = output.values();
				Arrays.fill(values.array(), values.first(), values.first() + values.count(), Float.NaN);
			}
		}
		assertThat(tensor.data()).isEqualTo(input);
		return new ArrayList<>(plan.run(tensor, wanted, Cancellation.NONE).tensors().values());
	}

	private static float[] integers(Random random, int count) {
		float[] values = new float[count];
		for (int index = 0; index < count; index++) {
			values[index] = random.nextInt(-2, 3);
		}
		return values;
	}

}
