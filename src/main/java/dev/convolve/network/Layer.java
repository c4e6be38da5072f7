package dev.convolve.network;

import java.util.Map;

import dev.convolve.tensor.Shape;

/**
 * One layer of a network: what it does, not how. A layer is immutable and knows its shape
 * function, which is pure and works with unknown sides.
 */
public sealed interface Layer permits Conv2D, ActivationLayer, ReLU, ZeroPadding2D {

	/**
	 * The layer's name, unique in its network.
	 * @return the name
	 */
	String name();

	/**
	 * Keras's name of the layer's class.
	 * @return such as {@code Conv2D}
	 */
	String type();

	/**
	 * Whether its weights count as trainable.
	 * @return false if the model says so
	 */
	boolean trainable();

	/**
	 * The shape function.
	 * @param input the input's shape, batch first
	 * @return the output's shape, batch first
	 * @throws dev.convolve.problem.ProblemException if the layer does not take that input
	 */
	Shape outputShape(Shape input);

	/**
	 * The shapes of the layer's weights.
	 * @param input the input's shape, batch first
	 * @return by Keras's name of the weight, in the order of {@code get_weights()}
	 */
	default Map<String, Shape> weightShapes(Shape input) {
		return Map.of();
	}

}
