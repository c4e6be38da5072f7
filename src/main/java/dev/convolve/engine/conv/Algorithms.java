package dev.convolve.engine.conv;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The ordered list of algorithms: the first that takes a problem solves it. The last
 * takes every problem.
 */
public final class Algorithms {

	private static final List<ConvolutionAlgorithm> ORDERED = List.of(new DirectConvolution());

	private Algorithms() {
	}

	/**
	 * Chooses the algorithm and packs the weights.
	 * @param problem the descriptor
	 * @param kernel {@code [rows, columns, channels / groups, filters]}, row-major
	 * @param bias one value a filter, or null
	 * @return what was chosen, why, and the convolution itself
	 */
	public static Choice choose(ConvolutionProblem problem, float[] kernel, float @Nullable [] bias) {
		List<String> reasons = new ArrayList<>();
		for (ConvolutionAlgorithm algorithm : ORDERED) {
			String refusal = algorithm.refusal(problem);
			if (refusal == null) {
				return new Choice(algorithm.name(), List.copyOf(reasons), algorithm.prepare(problem, kernel, bias));
			}
			reasons.add("not " + algorithm.name() + ": " + refusal);
		}
		throw new IllegalStateException("The last algorithm refused " + problem.caseString());
	}

	/**
	 * What was chosen.
	 *
	 * @param algorithm its name
	 * @param reasons why those before it in the list were not
	 * @param convolution ready to run
	 */
	public record Choice(String algorithm, List<String> reasons, Convolution convolution) {
	}

}
