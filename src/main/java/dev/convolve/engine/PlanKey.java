package dev.convolve.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import dev.convolve.network.Conv2D;
import dev.convolve.network.ConvolutionWeights;
import dev.convolve.network.Layer;
import dev.convolve.network.Network;
import dev.convolve.network.Weights;
import dev.convolve.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What a plan depends on: the layers, the values of their weights, the input's shape and
 * the precision. Equal only if all weights are, bit by bit.
 */
final class PlanKey {

	private static final int SAMPLES = 64;

	/** The records, strings and small arrays of a layer's part of a plan, from above. */
	private static final int BYTES_PER_LAYER = 16_384;

	private final List<Layer> layers;

	private final List<float[]> weights = new ArrayList<>();

	private final Shape input;

	private final Precision precision;

	private final int hash;

	private final long bytes;

	PlanKey(Network network, Weights weights, Shape input, Precision precision) {
		this.layers = network.layers();
		this.input = input;
		this.precision = precision;
		int mixed = Objects.hash(this.layers, input, precision);
		for (Layer layer : this.layers) {
			if (layer instanceof Conv2D conv) {
				ConvolutionWeights own = weights.of(conv);
				this.weights.add(own.kernel().data());
				if (own.bias() != null) {
					this.weights.add(own.bias().data());
				}
			}
		}
		for (float[] values : this.weights) {
			mixed = 31 * mixed + sample(values);
		}
		this.hash = mixed;
		this.bytes = (long) bytes(network, input);
	}

	/**
	 * About what a plan holds.
	 * @return bytes
	 */
	long bytes() {
		return this.bytes;
	}

	private static double bytes(Network network, Shape input) {
		double bytes = 0;
		List<Shape> shapes = network.shapes(input);
		for (int index = 0; index < network.layers().size(); index++) {
			Layer layer = network.layers().get(index);
			bytes += BYTES_PER_LAYER + 4.0 * layer.name().length() + Engine.weightBytes(layer, shapes.get(index));
		}
		return bytes;
	}

	/**
	 * A hash of some of the values: whether all are equal is seen when they are compared.
	 */
	private static int sample(float[] values) {
		int mixed = values.length;
		int step = Math.max(1, values.length / SAMPLES);
		for (int index = 0; index < values.length; index += step) {
			mixed = 31 * mixed + Float.floatToRawIntBits(values[index]);
		}
		return mixed;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof PlanKey key && this.hash == key.hash && this.precision == key.precision
				&& this.input.equals(key.input) && this.layers.equals(key.layers) && sameWeights(key);
	}

	private boolean sameWeights(PlanKey key) {
		if (this.weights.size() != key.weights.size()) {
			return false;
		}
		for (int index = 0; index < this.weights.size(); index++) {
			if (!Arrays.equals(this.weights.get(index), key.weights.get(index))) {
				return false;
			}
		}
		return true;
	}

	@Override
	public int hashCode() {
		return this.hash;
	}

}
