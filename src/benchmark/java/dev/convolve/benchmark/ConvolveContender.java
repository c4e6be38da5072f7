package dev.convolve.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

import dev.convolve.engine.Engine;
import dev.convolve.engine.Outputs;
import dev.convolve.engine.Plan;
import dev.convolve.engine.Precision;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.network.ActivationFunction;
import dev.convolve.network.Conv2D;
import dev.convolve.network.ConvolutionWeights;
import dev.convolve.network.DataFormat;
import dev.convolve.network.Extent;
import dev.convolve.network.Initializer;
import dev.convolve.network.Network;
import dev.convolve.network.Padding;
import dev.convolve.network.PaddingMode;
import dev.convolve.network.Weights;
import dev.convolve.network.ZeroPadding2D;
import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;

/**
 * Our engine, through the API that the service uses.
 */
final class ConvolveContender implements Contender {

	private static final long BUFFER_BYTES = 1 << 30;

	private final Engine engine;

	ConvolveContender(int threads) {
		this.engine = new Engine(threads, 0, BUFFER_BYTES);
		// As the service does before it is ready
		Engine.warmUp(Duration.ofSeconds(20));
	}

	@Override
	public String name() {
		return "ours";
	}

	@Override
	public Runner prepare(Layer layer, LayerData data) {
		Shape shape = Shape.of(layer.batch(), layer.height(), layer.width(), layer.channels());
		Shape kernel = Shape.of(layer.kernelHeight(), layer.kernelWidth(), layer.channelsPerGroup(), layer.filters());
		Weights weights = new Weights(
				Map.of(layer.name(), new ConvolutionWeights(new Tensor(kernel, data.kernel()), null)), List.of());
		Network network = network(layer);
		Plan plan = this.engine.compile(network, weights, shape, Precision.FAST);
		return new PlanRunner(plan, this.engine.place(new Tensor(shape, data.input())), network.layers().size() - 1);
	}

	/**
	 * A padding that is neither {@code valid} nor {@code same} is a layer of its own, as
	 * in Keras.
	 */
	private static Network network(Layer layer) {
		List<dev.convolve.network.Layer> layers = new ArrayList<>();
		boolean valid = !layer.isPadded();
		boolean same = !valid && layer.isSame();
		if (!valid && !same) {
			layers
				.add(new ZeroPadding2D("padding", new Padding(layer.top(), layer.bottom(), layer.left(), layer.right()),
						DataFormat.CHANNELS_LAST, true));
		}
		Initializer zeros = new Initializer.Constant(0);
		layers.add(new Conv2D(layer.name(), layer.filters(), new Extent(layer.kernelHeight(), layer.kernelWidth()),
				new Extent(layer.strideHeight(), layer.strideWidth()), same ? PaddingMode.SAME : PaddingMode.VALID,
				DataFormat.CHANNELS_LAST, new Extent(layer.dilation(), layer.dilation()), layer.groups(),
				ActivationFunction.LINEAR, false, zeros, zeros, true));
		return new Network(layer.name(), null, layers);
	}

	@Override
	public void close() {
		this.engine.close();
	}

	/**
	 * A compiled plan and its input.
	 */
	private static final class PlanRunner implements Runner {

		private final Plan plan;

		private final Tensor input;

		private final BitSet wanted = new BitSet();

		private Outputs outputs;

		PlanRunner(Plan plan, Tensor input, int last) {
			this.plan = plan;
			this.input = input;
			this.wanted.set(last);
			this.outputs = plan.run(input, this.wanted, Cancellation.NONE);
		}

		@Override
		public double nanos(int iterations) {
			long start = System.nanoTime();
			for (int iteration = 0; iteration < iterations; iteration++) {
				this.outputs.close();
				this.outputs = this.plan.run(this.input, this.wanted, Cancellation.NONE);
			}
			return System.nanoTime() - start;
		}

		@Override
		public float[] output() {
			return this.outputs.tensors().lastEntry().getValue().data();
		}

		@Override
		public String algorithm() {
			return this.plan.describe().getLast().split(" ", 2)[0];
		}

		@Override
		public void close() {
			this.outputs.close();
		}

	}

}
