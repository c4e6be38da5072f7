package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * One way to compute a convolution.
 */
interface ConvolutionAlgorithm {

	/**
	 * Its name in plans and logs.
	 * @return one word
	 */
	String name();

	/**
	 * Whether it takes a problem.
	 * @param problem the descriptor
	 * @return null if it does, else the reason why not
	 */
	@Nullable String refusal(ConvolutionProblem problem);

	/**
	 * Whether a later algorithm is expected to be faster for a problem that this one
	 * takes.
	 * @param problem the descriptor
	 * @param processor the processor's facts
	 * @return null if not, else the reason
	 */
	default @Nullable String reluctance(ConvolutionProblem problem, Processor processor) {
		return null;
	}

	/**
	 * Whether it computes nothing but sums of products.
	 * @return false if it trades exactness for speed
	 */
	default boolean isExact() {
		return true;
	}

	/**
	 * Packs the weights for a problem that this algorithm takes.
	 * @param problem the descriptor
	 * @param kernel {@code [rows, columns, channels / groups, filters]}, row-major
	 * @param bias one value a filter, or null
	 * @param clamp what becomes of outputs beyond the bounds
	 * @return the convolution, ready to run
	 */
	Convolution prepare(ConvolutionProblem problem, float[] kernel, float @Nullable [] bias, Clamp clamp);

}
