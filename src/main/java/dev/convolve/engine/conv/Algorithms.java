package dev.convolve.engine.conv;

import java.util.ArrayList;
import java.util.List;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Winograd;
import dev.convolve.network.Extent;
import org.jspecify.annotations.Nullable;

/**
 * The ordered list of algorithms: the first that takes a problem solves it. The last
 * takes every problem.
 */
public final class Algorithms {

	private static final List<ConvolutionAlgorithm> ORDERED = List.of(DepthwiseConvolution.depthwise(),
			DepthwiseConvolution.narrowGroups(), new WinogradConvolution(Winograd.F4),
			new WinogradConvolution(Winograd.F2), new WinogradConvolution(Winograd.F2_OF_5),
			new WinogradConvolution(Winograd.F3_OF_2), new WinogradConvolution(Winograd.LINE), new DotConvolution(),
			new PlaneConvolution(), new SlidingConvolution(), new InPlaceConvolution(), new PatchConvolution(),
			new TapwiseConvolution(), new IndirectConvolution(), new StripConvolution(), new GemmConvolution(),
			new DirectConvolution());

	private Algorithms() {
	}

	static List<ConvolutionAlgorithm> all() {
		return ORDERED;
	}

	/**
	 * Chooses the algorithm and packs the weights.
	 * @param problem the descriptor
	 * @param kernel {@code [rows, columns, channels / groups, filters]}, row-major
	 * @param bias one value a filter, or null
	 * @param clamp what becomes of outputs beyond the bounds
	 * @param exact whether only sums of products will do
	 * @return what was chosen, why, and the convolution itself
	 */
	public static Choice choose(ConvolutionProblem problem, float[] kernel, float @Nullable [] bias, Clamp clamp,
			boolean exact) {
		Processor processor = Processor.current();
		List<String> reasons = new ArrayList<>();
		for (ConvolutionAlgorithm algorithm : ORDERED) {
			String refusal = (exact && !algorithm.isExact()) ? "exact results are wanted" : algorithm.refusal(problem);
			if (refusal == null) {
				refusal = algorithm.reluctance(problem, processor);
			}
			if (refusal == null) {
				return new Choice(algorithm.name(), List.copyOf(reasons),
						algorithm.prepare(problem, kernel, bias, clamp));
			}
			reasons.add("not " + algorithm.name() + ": " + refusal);
		}
		throw new IllegalStateException("The last algorithm refused " + problem.caseString());
	}

	/**
	 * Packs the weights for the algorithm of one's own choice, be it slow.
	 * @param name of the algorithm
	 * @param problem the descriptor
	 * @param kernel {@code [rows, columns, channels / groups, filters]}, row-major
	 * @param bias one value a filter, or null
	 * @param clamp what becomes of outputs beyond the bounds
	 * @return the convolution
	 * @throws IllegalArgumentException if there is no such algorithm, or it does not take
	 * the problem
	 */
	public static Convolution prepare(String name, ConvolutionProblem problem, float[] kernel, float @Nullable [] bias,
			Clamp clamp) {
		return ORDERED.stream()
			.filter((algorithm) -> algorithm.name().equals(name) && algorithm.refusal(problem) == null)
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("No algorithm " + name + " takes " + problem.caseString()))
			.prepare(problem, kernel, bias, clamp);
	}

	/**
	 * What the packed weights of a problem take at most, whatever algorithm is chosen.
	 * @param channelsPerGroup channels of one group
	 * @param filtersPerGroup filters of one group
	 * @param kernel rows and columns of the kernel
	 * @param strides of the layer
	 * @param groups how many
	 * @return floats
	 */
	public static double packedFloats(int channelsPerGroup, int filtersPerGroup, Extent kernel, Extent strides,
			int groups) {
		double lanes = Math.ceil(filtersPerGroup / (double) Gemm.PANEL) * Gemm.PANEL * groups;
		double product = lanes * Chunks.room((double) kernel.height() * kernel.width() * channelsPerGroup);
		return Math.max(product,
				WinogradConvolution.packedFloats(channelsPerGroup, filtersPerGroup, kernel, strides, groups));
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
