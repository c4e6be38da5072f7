package dev.convolve.wire;

import dev.convolve.tensor.Tensor;

/**
 * A tensor's values in a JSON form.
 */
public sealed interface TensorValues {

	/**
	 * The tensor.
	 * @return its values and shape
	 */
	Tensor tensor();

	/**
	 * Arrays in arrays, as deep as the tensor's rank.
	 *
	 * @param tensor the tensor
	 */
	record Nested(Tensor tensor) implements TensorValues {
	}

	/**
	 * One flat list, row-major.
	 *
	 * @param tensor the tensor
	 */
	record Flat(Tensor tensor) implements TensorValues {
	}

	/**
	 * Base64 (RFC 4648, section 4) of little-endian float32.
	 *
	 * @param tensor the tensor
	 */
	record Base64(Tensor tensor) implements TensorValues {
	}

}
