package dev.convolve.network;

import java.util.List;
import java.util.Map;

/**
 * The weights of a whole network, complete and of the right shapes.
 *
 * @param byLayer the weights of each convolution by the layer's name
 * @param initialized the names of the layers whose weights were not given but
 * initialised, wholly or in part
 */
public record Weights(Map<String, ConvolutionWeights> byLayer, List<String> initialized) {

	public Weights {
		byLayer = Map.copyOf(byLayer);
		initialized = List.copyOf(initialized);
	}

	/**
	 * The weights of one convolution.
	 * @param layer one of the network's layers
	 * @return its weights
	 */
	public ConvolutionWeights of(Conv2D layer) {
		ConvolutionWeights weights = this.byLayer.get(layer.name());
		if (weights == null) {
			throw new IllegalArgumentException("There are no weights of " + layer.name());
		}
		return weights;
	}

}
