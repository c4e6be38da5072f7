package dev.convolve.network;

import java.util.ArrayList;
import java.util.List;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemException;
import dev.convolve.problem.ProblemKind;
import dev.convolve.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A Keras {@code Sequential} model: layers one behind the other, each taking the output
 * of the one before it.
 *
 * @param name the model's name
 * @param declaredInput the input's shape as the model states it, batch first, or null
 * @param layers in order, without Keras's {@code InputLayer}, as in {@code model.layers}
 */
public record Network(String name, @Nullable Shape declaredInput, List<Layer> layers) {

	public Network {
		layers = List.copyOf(layers);
	}

	/**
	 * The data format that the input is given in.
	 * @return that of the first layer that has one, else channels last
	 */
	public DataFormat inputFormat() {
		for (Layer layer : this.layers) {
			switch (layer) {
				case Conv2D conv -> {
					return conv.dataFormat();
				}
				case ZeroPadding2D zeroPadding -> {
					return zeroPadding.dataFormat();
				}
				case ActivationLayer _, ReLU _ -> {
				}
			}
		}
		return DataFormat.CHANNELS_LAST;
	}

	/**
	 * The layer of a name.
	 * @param layerName the name
	 * @return its index
	 * @throws ProblemException if there is none
	 */
	public int indexOf(String layerName) {
		for (int index = 0; index < this.layers.size(); index++) {
			if (this.layers.get(index).name().equals(layerName)) {
				return index;
			}
		}
		String names = String.join(", ", this.layers.stream().limit(50).map(Layer::name).toList());
		throw Problem.of(ProblemKind.UNKNOWN_LAYER, "The model has no layer named '%s'.".formatted(layerName))
			.expected("one of: " + names)
			.received(layerName)
			.exception();
	}

	/**
	 * The shapes along the network: the one shape function, used for the summary, the
	 * plan and the allocation.
	 * @param input the input's shape, batch first
	 * @return one more than there are layers: each layer's input, then the last output
	 * @throws ProblemException if a layer does not take what it gets, or a size overflows
	 */
	public List<Shape> shapes(Shape input) {
		List<Shape> shapes = new ArrayList<>();
		shapes.add(requireCountable(input, "The input", null));
		Shape current = input;
		for (Layer layer : this.layers) {
			Shape output = layer.outputShape(current);
			shapes.add(requireCountable(output, "The output of layer", layer));
			for (Shape weight : layer.weightShapes(current).values()) {
				requireCountable(weight, "A weight of layer", layer);
			}
			current = output;
		}
		return List.copyOf(shapes);
	}

	private static Shape requireCountable(Shape shape, String what, @Nullable Layer layer) {
		try {
			Math.multiplyExact(shape.knownElements(), Float.BYTES);
			return shape;
		}
		catch (ArithmeticException ex) {
			String place = what + ((layer != null) ? " '" + layer.name() + "'" : "");
			throw Problem
				.of(ProblemKind.SIZE_OVERFLOW,
						place + " would have the shape " + shape
								+ ", whose size in bytes does not fit a 64-bit integer.")
				.inLayer((layer != null) ? layer.name() : null)
				.expected("fewer than 2^61 values")
				.received(shape)
				.exception();
		}
	}

}
