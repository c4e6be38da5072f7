package dev.convolve.network;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The activation functions that Keras knows by name. The formulas are in
 * {@code engine.kernel}.
 */
public enum ActivationFunction {

	LINEAR("linear"), RELU("relu"), RELU6("relu6"), LEAKY_RELU("leaky_relu"), ELU("elu"), SELU("selu"), CELU("celu"),
	GELU("gelu"), SILU("silu", "swish"), MISH("mish"), SIGMOID("sigmoid"), HARD_SIGMOID("hard_sigmoid"),
	HARD_SILU("hard_silu", "hard_swish"), LOG_SIGMOID("log_sigmoid"), SPARSE_SIGMOID("sparse_sigmoid"), TANH("tanh"),
	HARD_TANH("hard_tanh"), TANH_SHRINK("tanh_shrink"), SOFT_SHRINK("soft_shrink"), HARD_SHRINK("hard_shrink"),
	THRESHOLD("threshold"), SOFTPLUS("softplus"), SPARSE_PLUS("sparse_plus"), SOFTSIGN("softsign"),
	SQUAREPLUS("squareplus"), EXPONENTIAL("exponential"), SOFTMAX("softmax"), LOG_SOFTMAX("log_softmax"),
	SPARSEMAX("sparsemax"), GLU("glu"),

	/** What tf-keras 2 means by hard_sigmoid: clip(0.2 x + 0.5, 0, 1). */
	HARD_SIGMOID_2("hard_sigmoid");

	private final String kerasName;

	private final @Nullable String alias;

	ActivationFunction(String kerasName) {
		this(kerasName, null);
	}

	ActivationFunction(String kerasName, @Nullable String alias) {
		this.kerasName = kerasName;
		this.alias = alias;
	}

	public String kerasName() {
		return this.kerasName;
	}

	/**
	 * Whether each value depends on its neighbours along the last axis.
	 * @return true for softmax and its kin
	 */
	public boolean isAlongLastAxis() {
		return switch (this) {
			case SOFTMAX, LOG_SOFTMAX, SPARSEMAX, GLU -> true;
			case LINEAR, RELU, RELU6, LEAKY_RELU, ELU, SELU, CELU, GELU, SILU, MISH, SIGMOID, HARD_SIGMOID, HARD_SILU,
					LOG_SIGMOID, SPARSE_SIGMOID, TANH, HARD_TANH, TANH_SHRINK, SOFT_SHRINK, HARD_SHRINK, THRESHOLD,
					SOFTPLUS, SPARSE_PLUS, SOFTSIGN, SQUAREPLUS, EXPONENTIAL, HARD_SIGMOID_2 ->
				false;
		};
	}

	/**
	 * The function of a Keras name.
	 * @param name such as {@code relu}, or an alias such as {@code swish}
	 * @return the function in Keras 3's meaning, or null if there is none
	 */
	public static @Nullable ActivationFunction of(String name) {
		for (ActivationFunction function : values()) {
			if (function.kerasName.equals(name) || name.equals(function.alias)) {
				return function;
			}
		}
		return null;
	}

	/**
	 * All the names.
	 * @return in alphabetical order, without aliases
	 */
	public static List<String> names() {
		return Arrays.stream(values()).map(ActivationFunction::kerasName).distinct().sorted().toList();
	}

}
