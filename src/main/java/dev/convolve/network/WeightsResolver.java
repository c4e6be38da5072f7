package dev.convolve.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemException;
import dev.convolve.problem.ProblemKind;
import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;

/**
 * Makes the weights of a network complete: takes those that are given, checks their
 * shapes, and initialises the rest.
 */
public final class WeightsResolver {

	private WeightsResolver() {
	}

	/**
	 * The weights of every convolution.
	 * @param network the network
	 * @param shapes its shapes, as {@link Network#shapes} gives them
	 * @param given tensors by layer, in the order of Keras's {@code get_weights()}
	 * @param seed for the initializers that have none of their own
	 * @param check called often; what it throws ends the work
	 * @return the complete weights
	 * @throws dev.convolve.problem.ProblemException if a given tensor does not fit
	 */
	public static Weights resolve(Network network, List<Shape> shapes, Map<String, List<Tensor>> given, long seed,
			Runnable check) {
		Map<String, ConvolutionWeights> byLayer = new LinkedHashMap<>();
		List<String> initialized = new ArrayList<>();
		for (int index = 0; index < network.layers().size(); index++) {
			if (!(network.layers().get(index) instanceof Conv2D conv)) {
				continue;
			}
			Map<String, Shape> expected = conv.weightShapes(shapes.get(index));
			List<Tensor> tensors = given.get(conv.name());
			if (tensors == null) {
				tensors = initialize(conv, expected, seed + index, check);
				initialized.add(conv.name());
			}
			else {
				requireShapes(conv, expected, tensors);
			}
			byLayer.put(conv.name(), new ConvolutionWeights(tensors.get(0), conv.useBias() ? tensors.get(1) : null));
		}
		return new Weights(byLayer, initialized);
	}

	private static List<Tensor> initialize(Conv2D conv, Map<String, Shape> shapes, long seed, Runnable check) {
		List<Tensor> tensors = new ArrayList<>();
		shapes.forEach((name, shape) -> {
			Initializer initializer = name.equals("bias") ? conv.biasInitializer() : conv.kernelInitializer();
			try {
				tensors.add(WeightInitializer.create(initializer, shape, seed, check));
			}
			catch (ProblemException ex) {
				throw (ex.problem().layer() == null) ? ex.problem().inLayer(conv.name()).exception() : ex;
			}
		});
		return tensors;
	}

	private static void requireShapes(Conv2D conv, Map<String, Shape> expected, List<Tensor> tensors) {
		List<Shape> received = tensors.stream().map(Tensor::shape).toList();
		if (!received.equals(List.copyOf(expected.values()))) {
			throw Problem
				.of(ProblemKind.WEIGHTS_MISMATCH,
						"Layer '%s' takes the weights %s, not %s.".formatted(conv.name(), describe(expected),
								(received.isEmpty()) ? "an empty list" : received))
				.inLayer(conv.name())
				.inField("weights")
				.expected(describe(expected))
				.received(received)
				.hint("A kernel is [rows, columns, input channels / groups, filters], a bias is [filters].")
				.exception();
		}
	}

	private static String describe(Map<String, Shape> shapes) {
		List<String> parts = new ArrayList<>();
		shapes.forEach((name, shape) -> parts.add(name + " " + shape));
		return String.join(" and ", parts);
	}

}
