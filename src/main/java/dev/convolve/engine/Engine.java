package dev.convolve.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import dev.convolve.engine.conv.Algorithms;
import dev.convolve.engine.kernel.KernelMode;
import dev.convolve.engine.parallel.WorkerPool;
import dev.convolve.network.ActivationLayer;
import dev.convolve.network.Conv2D;
import dev.convolve.network.DataFormat;
import dev.convolve.network.Layer;
import dev.convolve.network.Network;
import dev.convolve.network.PaddingMode;
import dev.convolve.network.ReLU;
import dev.convolve.network.Weights;
import dev.convolve.network.ZeroPadding2D;
import dev.convolve.problem.ProblemException;
import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The convolution engine: compiles a network for an input shape to a {@link Plan}.
 */
public final class Engine implements AutoCloseable {

	private final WorkerPool pool;

	private final PlanCache plans;

	private final Buffers buffers;

	/**
	 * An engine with threads of its own, which keeps no plans and no buffers.
	 * @param threads how many compute, the caller included, at least 1
	 */
	public Engine(int threads) {
		this(threads, 0, 0);
	}

	/**
	 * An engine with threads of its own.
	 * @param threads how many compute, the caller included, at least 1
	 * @param planBytes about how many bytes the plans may have that it keeps
	 * @param bufferBytes how many bytes it keeps of outputs that were closed
	 */
	public Engine(int threads, long planBytes, long bufferBytes) {
		this.pool = new WorkerPool(threads);
		this.buffers = new Buffers(bufferBytes);
		this.plans = new PlanCache(planBytes);
	}

	public int threads() {
		return this.pool.threads();
	}

	/**
	 * What the inner loops use.
	 * @return such as {@code vector, 256 bits}
	 */
	public static String kernels() {
		return KernelMode.describe();
	}

	/**
	 * Why scalar kernels stand in for the vector kernels that were wanted.
	 * @return the reason and what helps, or null if they do not
	 */
	public static @Nullable String vectorObstacle() {
		return KernelMode.obstacle();
	}

	/**
	 * Starts to run every kernel until the compiler has made machine code of it, on a
	 * thread of its own. What is under way or done is not started again.
	 */
	public static void startWarmUp() {
		WarmUp.start();
	}

	/**
	 * Waits until every kernel is machine code.
	 * @param limit how long at most
	 * @return whether every kernel is; if not, requests compile the rest
	 */
	public static boolean warmUp(Duration limit) {
		return WarmUp.await(limit);
	}

	/**
	 * Copies a tensor to where this engine would put it, if it had computed it: all but
	 * the smallest start a cache line, which vectors that lie along channels are loaded
	 * and stored faster for. It pays for what is computed from often.
	 * @param tensor any tensor
	 * @return one of the same values, which is the caller's
	 */
	public Tensor place(Tensor tensor) {
		return new Tensor(tensor.shape(), this.buffers.copy(tensor.values()));
	}

	/**
	 * Chooses the algorithms and packs the weights, or finds a plan that it has made
	 * before.
	 * @param network the network
	 * @param weights of all its layers
	 * @param input the input's shape, known, batch first
	 * @param precision how exactly it is to be computed
	 * @return the plan
	 * @throws dev.convolve.problem.ProblemException if the network does not take that
	 * shape
	 */
	public Plan compile(Network network, Weights weights, Shape input, Precision precision) {
		return this.plans.get(new PlanKey(network, weights, input, precision),
				() -> make(network, weights, input, precision));
	}

	private Plan make(Network network, Weights weights, Shape input, Precision precision) {
		List<Shape> shapes = network.shapes(input);
		List<Step> steps = new ArrayList<>();
		BitSet absorbed = new BitSet();
		for (int index = 0; index < network.layers().size(); index++) {
			if (index > 0 && isAbsorbed(network, index - 1)) {
				absorbed.set(index - 1);
			}
			try {
				steps.add(step(network, index, weights, shapes, precision));
			}
			catch (ProblemException ex) {
				throw ex.problem().inLayer(network.layers().get(index).name()).exception();
			}
		}
		return new Plan(shapes, List.copyOf(steps), absorbed, this.pool, this.buffers);
	}

	/** Whether a layer is nothing but padding for the convolution behind it. */
	private static boolean isAbsorbed(Network network, int index) {
		List<Layer> layers = network.layers();
		return index >= 0 && index + 1 < layers.size() && layers.get(index) instanceof ZeroPadding2D padding
				&& layers.get(index + 1) instanceof Conv2D conv && conv.padding() == PaddingMode.VALID
				&& conv.dataFormat() == padding.dataFormat();
	}

	private static Step step(Network network, int index, Weights weights, List<Shape> shapes, Precision precision) {
		Shape input = shapes.get(index);
		Shape output = shapes.get(index + 1);
		return switch (network.layers().get(index)) {
			case Conv2D conv when isAbsorbed(network, index - 1) -> ConvolutionStep.of(conv, weights.of(conv),
					shapes.get(index - 1), ((ZeroPadding2D) network.layers().get(index - 1)).padding(), precision);
			case Conv2D conv -> ConvolutionStep.of(conv, weights.of(conv), input, conv.paddingFor(input), precision);
			case ActivationLayer activation -> new ActivationStep(activation.function(), output);
			case ReLU relu -> new ReLUStep(relu);
			case ZeroPadding2D zeroPadding -> new ZeroPaddingStep(zeroPadding, output);
		};
	}

	/**
	 * How much memory a run needs for activations at its peak.
	 * @param network the network
	 * @param shapes its shapes, as {@link Network#shapes} gives them
	 * @param wanted the layers whose outputs are kept
	 * @return bytes, the input's own counted too
	 */
	public static double activationBytes(Network network, List<Shape> shapes, BitSet wanted) {
		double kept = 0;
		double peak = 0;
		for (int layer = 0; layer < wanted.length(); layer++) {
			double input = bytes(shapes.get(layer));
			double output = bytes(shapes.get(layer + 1));
			double working = input + output;
			if (network.layers().get(layer) instanceof Conv2D conv) {
				double convolved = bytes(conv.convolvedShape(shapes.get(layer)));
				// Transposed copies of input and output come and go behind one another.
				working = input + convolved + output
						+ ((conv.dataFormat() == DataFormat.CHANNELS_FIRST) ? Math.max(input, convolved) : 0);
			}
			peak = Math.max(peak, kept + working);
			kept += wanted.get(layer) ? output : 0;
		}
		return Math.max(peak, kept);
	}

	/**
	 * How much memory the weights of a layer take, as they are and packed.
	 * @param layer the layer
	 * @param input the shape of its input
	 * @return bytes, from above
	 */
	public static double weightBytes(Layer layer, Shape input) {
		if (!(layer instanceof Conv2D conv)) {
			return 0;
		}
		double floats = 0;
		for (Shape weight : conv.weightShapes(input).values()) {
			floats += weight.elements();
		}
		int channelsPerGroup = conv.dataFormat().channels(input) / conv.groups();
		return Float.BYTES * (floats + Algorithms.packedFloats(channelsPerGroup, conv.filters() / conv.groups(),
				conv.kernelSize(), conv.strides(), conv.groups()));
	}

	private static double bytes(Shape shape) {
		return (double) shape.elements() * Float.BYTES;
	}

	@Override
	public void close() {
		this.pool.close();
	}

}
