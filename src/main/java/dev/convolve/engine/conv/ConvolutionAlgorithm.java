package dev.convolve.engine.conv;

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
	 * Packs the weights for a problem that this algorithm takes.
	 * @param problem the descriptor
	 * @param kernel {@code [rows, columns, channels / groups, filters]}, row-major
	 * @param bias one value a filter, or null
	 * @return the convolution, ready to run
	 */
	Convolution prepare(ConvolutionProblem problem, float[] kernel, float @Nullable [] bias);

}
