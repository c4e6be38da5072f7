package dev.convolve.network;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemKind;
import dev.convolve.tensor.Shape;

/**
 * Keras's {@code ZeroPadding2D}: zeros around each image.
 *
 * @param name the layer's name
 * @param padding how many on each side
 * @param dataFormat where the channels are
 * @param trainable has no effect, since there are no weights
 */
public record ZeroPadding2D(String name, Padding padding, DataFormat dataFormat, boolean trainable) implements Layer {

	@Override
	public String type() {
		return "ZeroPadding2D";
	}

	@Override
	public Shape outputShape(Shape input) {
		return this.dataFormat.shape(input.side(0),
				grow(this.dataFormat.height(input), this.padding.top(), this.padding.bottom()),
				grow(this.dataFormat.width(input), this.padding.left(), this.padding.right()),
				this.dataFormat.channels(input));
	}

	private int grow(int side, int before, int after) {
		if (side == Shape.UNKNOWN) {
			return Shape.UNKNOWN;
		}
		long grown = (long) side + before + after;
		if (grown > Integer.MAX_VALUE) {
			throw Problem
				.of(ProblemKind.SIZE_OVERFLOW,
						"Layer '%s': %d padded by %d and %d gives a side of %d.".formatted(this.name, side, before,
								after, grown))
				.inLayer(this.name)
				.inField("padding")
				.expected("sides of at most " + Integer.MAX_VALUE)
				.received(grown)
				.exception();
		}
		return (int) grown;
	}

}
