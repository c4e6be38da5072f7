package dev.convolve.network;

import org.jspecify.annotations.Nullable;

/**
 * Where the values of a weight come from when none are given: Keras's initializers.
 */
public sealed interface Initializer {

	/**
	 * Every value is the same: {@code Zeros}, {@code Ones}, {@code Constant}.
	 *
	 * @param value the value
	 */
	record Constant(float value) implements Initializer {
	}

	/**
	 * Evenly distributed: {@code RandomUniform}.
	 *
	 * @param minimum the lowest value
	 * @param maximum the bound above
	 * @param seed the initializer's own seed, or null for the request's
	 */
	record RandomUniform(float minimum, float maximum, @Nullable Long seed) implements Initializer {
	}

	/**
	 * Normally distributed: {@code RandomNormal}, and {@code TruncatedNormal}, which
	 * draws again what is more than two standard deviations away.
	 *
	 * @param mean the mean
	 * @param deviation the standard deviation before truncation
	 * @param truncated whether it is truncated
	 * @param seed the initializer's own seed, or null for the request's
	 */
	record RandomNormal(float mean, float deviation, boolean truncated, @Nullable Long seed) implements Initializer {
	}

	/**
	 * A variance that follows from the number of connections: {@code VarianceScaling} and
	 * the Glorot, He and LeCun initializers.
	 *
	 * @param scale the factor
	 * @param fan which connections are counted
	 * @param distribution how the values are distributed
	 * @param seed the initializer's own seed, or null for the request's
	 */
	record VarianceScaling(double scale, Fan fan, Distribution distribution,
			@Nullable Long seed) implements Initializer {
	}

	/**
	 * Orthogonal columns: {@code Orthogonal} (Saxe et al., arXiv:1312.6120).
	 *
	 * @param gain the factor
	 * @param seed the initializer's own seed, or null for the request's
	 */
	record Orthogonal(float gain, @Nullable Long seed) implements Initializer {
	}

	/** Which connections the variance is scaled by. */
	enum Fan {

		IN, OUT, AVERAGE

	}

	/** The distributions of {@link VarianceScaling}. */
	enum Distribution {

		TRUNCATED_NORMAL, UNTRUNCATED_NORMAL, UNIFORM

	}

	/** Keras's default for kernels: {@code glorot_uniform}. */
	Initializer GLOROT_UNIFORM = new VarianceScaling(1, Fan.AVERAGE, Distribution.UNIFORM, null);

	/** Keras's default for biases: {@code zeros}. */
	Initializer ZEROS = new Constant(0);

}
