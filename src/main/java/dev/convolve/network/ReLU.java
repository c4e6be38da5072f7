package dev.convolve.network;

import dev.convolve.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Keras's {@code ReLU} layer: {@code max_value} where x ≥ max_value, x where threshold ≤
 * x &lt; max_value, negative_slope · (x - threshold) below.
 *
 * @param name the layer's name
 * @param maxValue the ceiling, or null for none
 * @param negativeSlope the slope below the threshold
 * @param threshold where the linear part starts
 * @param trainable has no effect, since there are no weights
 */
public record ReLU(String name, @Nullable Float maxValue, float negativeSlope, float threshold,
		boolean trainable) implements Layer {

	@Override
	public String type() {
		return "ReLU";
	}

	@Override
	public Shape outputShape(Shape input) {
		return input;
	}

}
