package dev.convolve.network;

import dev.convolve.tensor.Shape;

/**
 * Keras's {@code Activation}: a function of each value, or of each vector along the last
 * axis.
 *
 * @param name the layer's name
 * @param function the function
 * @param trainable has no effect, since there are no weights
 */
public record ActivationLayer(String name, ActivationFunction function, boolean trainable) implements Layer {

	@Override
	public String type() {
		return "Activation";
	}

	@Override
	public Shape outputShape(Shape input) {
		return GatedShape.of(this.function, input, this.name);
	}

}
