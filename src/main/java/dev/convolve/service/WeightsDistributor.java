package dev.convolve.service;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.convolve.keras.ModelDefinition;
import dev.convolve.network.Conv2D;
import dev.convolve.network.Layer;
import dev.convolve.network.Network;
import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemException;
import dev.convolve.problem.ProblemKind;
import dev.convolve.tensor.Tensor;
import dev.convolve.wire.GivenWeights;
import org.jspecify.annotations.Nullable;

/**
 * Gives each layer the weights that a request brings for it.
 */
final class WeightsDistributor {

	private WeightsDistributor() {
	}

	static Map<String, List<Tensor>> distribute(ModelDefinition model, @Nullable GivenWeights weights) {
		Map<String, List<Tensor>> byLayer = new HashMap<>(model.inlineWeights());
		switch (weights) {
			case null -> {
			}
			case GivenWeights.ByLayer given -> given.tensors().forEach((layer, tensors) -> {
				requireWeighted(model.network(), layer);
				if (byLayer.put(layer, tensors) != null) {
					throw twice(layer);
				}
			});
			case GivenWeights.InOrder given -> inOrder(model.network(), given.tensors()).forEach((layer, tensors) -> {
				if (byLayer.put(layer, tensors) != null) {
					throw twice(layer);
				}
			});
		}
		return byLayer;
	}

	/**
	 * Where the weights of a layer are in a request.
	 * @param layer its name
	 * @param inOrder whether the request gives one flat list
	 * @return a JSON pointer
	 */
	static String pointer(String layer, boolean inOrder) {
		return inOrder ? "/weights" : "/weights/" + layer.replace("~", "~0").replace("/", "~1");
	}

	private static void requireWeighted(Network network, String layer) {
		String pointer = pointer(layer, false);
		Layer target;
		try {
			target = network.layers().get(network.indexOf(layer));
		}
		catch (ProblemException ex) {
			throw ex.problem().at(pointer).exception();
		}
		if (!(target instanceof Conv2D)) {
			throw Problem
				.of(ProblemKind.WEIGHTS_MISMATCH,
						"Layer '%s' is of the type %s, which has no weights.".formatted(layer, target.type()))
				.at(pointer)
				.inLayer(layer)
				.expected("no weights")
				.exception();
		}
	}

	private static ProblemException twice(String layer) {
		return Problem
			.of(ProblemKind.WEIGHTS_MISMATCH,
					"Layer '%s' has weights of its own, and others beside the model.".formatted(layer))
			.at("/weights")
			.inLayer(layer)
			.expected("the weights in one place")
			.exception();
	}

	private static Map<String, List<Tensor>> inOrder(Network network, List<Tensor> tensors) {
		Map<String, List<Tensor>> byLayer = new HashMap<>();
		int next = 0;
		for (Layer layer : network.layers()) {
			if (layer instanceof Conv2D conv) {
				int count = conv.useBias() ? 2 : 1;
				int end = Math.min(next + count, tensors.size());
				byLayer.put(conv.name(), tensors.subList(Math.min(next, end), end));
				next += count;
			}
		}
		if (next != tensors.size()) {
			throw Problem
				.of(ProblemKind.WEIGHTS_MISMATCH,
						"The model takes %d weight tensors, but the list has %d.".formatted(next, tensors.size()))
				.at("/weights")
				.expected(next + " tensors")
				.received(tensors.size() + " tensors")
				.hint("The order is that of Keras's get_weights(): each layer's kernel, then its bias if it uses one.")
				.exception();
		}
		return byLayer;
	}

}
