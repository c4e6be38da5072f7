package dev.convolve.engine.kernel;

import dev.convolve.network.ActivationFunction;
import org.apache.commons.numbers.gamma.Erfc;
import org.jspecify.annotations.Nullable;

/**
 * The activation functions as Keras 3 defines them ({@code keras.activations}), evaluated
 * in float64 and rounded once. NaN stays NaN.
 */
public final class ActivationKernel {

	/** α and λ of SELU: Klambauer et al., arXiv:1706.02515, section 2. */
	private static final double SELU_ALPHA = 1.6732632423543772;

	private static final double SELU_SCALE = 1.0507009873554805;

	private static final double LEAKY_RELU_SLOPE = 0.2;

	private static final double SHRINK_THRESHOLD = 0.5;

	private static final double SQUAREPLUS_B = 4;

	private ActivationKernel() {
	}

	/**
	 * Replaces values by the function of each.
	 * @param function one that is not {@linkplain ActivationFunction#isAlongLastAxis()
	 * along the last axis}
	 * @param data the values
	 * @param from the first
	 * @param end behind the last
	 */
	public static void apply(ActivationFunction function, float[] data, int from, int end) {
		switch (function) {
			case LINEAR -> {
			}
			case RELU -> {
				for (int index = from; index < end; index++) {
					data[index] = Math.max(data[index], 0);
				}
			}
			default -> {
				for (int index = from; index < end; index++) {
					data[index] = (float) value(function, data[index]);
				}
			}
		}
	}

	/**
	 * Keras's {@code ReLU} layer on each value.
	 * @param data the values
	 * @param from the first
	 * @param end behind the last
	 * @param maxValue the ceiling, or null
	 * @param negativeSlope the slope below the threshold
	 * @param threshold where the linear part starts
	 */
	public static void relu(float[] data, int from, int end, @Nullable Float maxValue, float negativeSlope,
			float threshold) {
		float ceiling = (maxValue != null) ? maxValue : Float.POSITIVE_INFINITY;
		for (int index = from; index < end; index++) {
			float x = data[index];
			// Exactly at a threshold Keras gives 0, and so for NaN there.
			float kept = (threshold == 0) ? Math.max(x, 0) : (x > threshold) ? x : 0;
			kept = Math.min(Math.max(kept, 0), ceiling);
			// No product where the slope is 0: 0 · ∞ would be NaN.
			data[index] = (negativeSlope == 0) ? kept : kept - negativeSlope * Math.max(threshold - x, 0);
		}
	}

	private static double value(ActivationFunction function, double x) {
		return switch (function) {
			case LINEAR -> x;
			case RELU -> Math.max(x, 0);
			case RELU6 -> Math.clamp(x, 0, 6);
			case LEAKY_RELU -> (x < 0) ? (float) LEAKY_RELU_SLOPE * x : x;
			case ELU, CELU -> (x < 0) ? Math.expm1(x) : x;
			case SELU -> SELU_SCALE * ((x < 0) ? SELU_ALPHA * Math.expm1(x) : x);
			case GELU -> gelu(x);
			case SILU -> x * sigmoid(x);
			case MISH -> x * Math.tanh(softplus(x));
			case SIGMOID -> sigmoid(x);
			case HARD_SIGMOID -> Math.clamp(x / 6 + 0.5, 0, 1);
			case HARD_SIGMOID_2 -> Math.clamp(0.2 * x + 0.5, 0, 1);
			case HARD_SILU -> x * Math.clamp(x / 6 + 0.5, 0, 1);
			case LOG_SIGMOID -> -softplus(-x);
			case SPARSE_SIGMOID -> Math.clamp(0.5 * (x + 1), 0, 1);
			case TANH -> Math.tanh(x);
			case HARD_TANH -> Math.clamp(x, -1, 1);
			case TANH_SHRINK -> x - Math.tanh(x);
			case SOFT_SHRINK -> softShrink(x);
			case HARD_SHRINK -> (Math.abs(x) > SHRINK_THRESHOLD) ? x : 0;
			case SOFTPLUS -> softplus(x);
			case SPARSE_PLUS -> sparsePlus(x);
			case SOFTSIGN -> x / (1 + Math.abs(x));
			case SQUAREPLUS -> (x + Math.sqrt(x * x + SQUAREPLUS_B)) / 2;
			case EXPONENTIAL -> Math.exp(x);
			case SOFTMAX, LOG_SOFTMAX, SPARSEMAX, GLU, THRESHOLD ->
				throw new IllegalArgumentException(function + " is not a function of single values");
		};
	}

	private static double sigmoid(double x) {
		return 1 / (1 + Math.exp(-x));
	}

	private static double softplus(double x) {
		return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
	}

	private static double softShrink(double x) {
		if (x > SHRINK_THRESHOLD) {
			return x - SHRINK_THRESHOLD;
		}
		return (x < -SHRINK_THRESHOLD) ? x + SHRINK_THRESHOLD : 0;
	}

	private static double sparsePlus(double x) {
		if (x <= -1) {
			return 0;
		}
		return (x < 1) ? (x + 1) * (x + 1) / 4 : x;
	}

	private static double gelu(double x) {
		return 0.5 * x * Erfc.value(-x / Math.sqrt(2));
	}

}
