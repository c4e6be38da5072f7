package dev.convolve.wire;

import java.util.List;
import java.util.Map;

import dev.convolve.tensor.Tensor;

/**
 * Weights as a request carries them.
 */
public sealed interface GivenWeights {

	/**
	 * By the layer's name, in the order of Keras's {@code get_weights()}.
	 *
	 * @param tensors of each layer
	 */
	record ByLayer(Map<String, List<Tensor>> tensors) implements GivenWeights {
	}

	/**
	 * One flat list in the order of Keras's {@code get_weights()} of the whole model.
	 *
	 * @param tensors of all layers
	 */
	record InOrder(List<Tensor> tensors) implements GivenWeights {
	}

}
