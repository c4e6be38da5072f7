package dev.convolve.network;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemKind;
import dev.convolve.tensor.Shape;

/**
 * The shape behind an activation function: the same, but for {@code glu}, which
 * multiplies one half of the last axis by the sigmoid of the other.
 */
final class GatedShape {

	private GatedShape() {
	}

	static Shape of(ActivationFunction function, Shape input, String layer) {
		int side = input.lastSide();
		if (function != ActivationFunction.GLU || side == Shape.UNKNOWN) {
			return input;
		}
		if (side % 2 != 0) {
			throw Problem
				.of(ProblemKind.SHAPE_MISMATCH,
						"Layer '%s': the activation 'glu' splits the last axis into two halves, but its size is %d."
							.formatted(layer, side))
				.inLayer(layer)
				.inField("activation")
				.expected("an even last side")
				.received(input)
				.exception();
		}
		return input.with(input.rank() - 1, side / 2);
	}

}
