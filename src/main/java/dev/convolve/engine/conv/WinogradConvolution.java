package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Winograd;
import dev.convolve.network.Extent;
import org.jspecify.annotations.Nullable;

/**
 * Winograd's algorithm: Lavin and Gray, "Fast Algorithms for Convolutional Neural
 * Networks", arXiv:1509.09308.
 */
final class WinogradConvolution implements ConvolutionAlgorithm {

	private static final int LEAST_CHANNELS = 16;

	private static final int LEAST_FILTERS = Math.max(16, Gemm.PANEL);

	/** Parts that a kernel may be cut into, and so copies of its transformed channels. */
	private static final int MOST_PARTS = 9;

	/** Products of an output, below which rounding errors do not average out enough. */
	private static final double LEAST_PRODUCTS_OF_4 = 288;

	/** What the transformed kernel may take, in floats. */
	private static final double MOST_WEIGHTS = Gemm.MOST_PLACES - (double) Alignment.LARGE;

	private final Winograd transform;

	WinogradConvolution(Winograd transform) {
		this.transform = transform;
	}

	@Override
	public String name() {
		return this.transform.algorithm();
	}

	@Override
	public boolean isExact() {
		return false;
	}

	@Override
	public @Nullable String refusal(ConvolutionProblem problem) {
		if (!takes(this.transform, problem.kernel(), problem.strides())) {
			return switch (this.transform) {
				case F4, F2 -> "the kernel has one row or column only, or very many parts";
				case F2_OF_5 -> "the kernel is not 5×5 with stride 1";
				case F3_OF_2 -> "the kernel has one row or column only, or not parts of two taps, or very many";
				case LINE -> "the kernel is not a line of three taps or more";
			};
		}
		WinogradParts parts = parts(problem);
		if (parts.products() >= parts.outputs() * problem.kernel().height() * problem.kernel().width()) {
			return "it would not save multiplications";
		}
		boolean dilated = problem.dilation().height() != 1 || problem.dilation().width() != 1;
		if (dilated && (problem.strides().height() != 1 || problem.strides().width() != 1)) {
			return "there are both strides and dilation";
		}
		if (problem.height() / problem.dilation().height() < problem.kernel().height()
				|| problem.width() / problem.dilation().width() < problem.kernel().width()) {
			// Outputs would see few inputs, but get the rounding errors of a whole tile
			return "the image, or a phase of it, is smaller than the kernel";
		}
		if (problem.channelsPerGroup() < LEAST_CHANNELS) {
			return "a group has too few channels to pay for the transforms";
		}
		if (problem.filtersPerGroup() < LEAST_FILTERS) {
			return "a group has too few filters to pay for the transforms";
		}
		if (exceedsBound(problem, parts)) {
			return "outputs have too few products for the error bound, if only beside the padding";
		}
		if (dilated && Corners.areNeeded(problem, parts)) {
			return "there are too few channels for the error bound at the corners of each phase";
		}
		if (WinogradProduct.workspaceFloats(problem, parts) > WinogradBlocking.MOST_FLOATS) {
			return "what a block would transform is too large";
		}
		if (parts.packedFloats(problem.channelsPerGroup(), problem.filtersPerGroup(),
				problem.groups()) > MOST_WEIGHTS) {
			return "its transformed kernel would be too large";
		}
		return null;
	}

	private static boolean takes(Winograd transform, Extent kernel, Extent strides) {
		int shorter = Math.min(kernel.height(), kernel.width());
		int longer = Math.max(kernel.height(), kernel.width());
		boolean fits = switch (transform) {
			case F4, F2 -> shorter >= 2;
			// Where taps are missing the rounding errors are the same, but the sums less
			case F2_OF_5 -> shorter == 5 && longer == 5 && strides.equals(Extent.ONE);
			// A kernel of 3×3 with stride 2 took 0.87 to 1.3 of the matrix product's time
			case F3_OF_2 -> shorter >= 2 && isPaired(kernel.height(), strides.height())
					&& isPaired(kernel.width(), strides.width())
					&& (areAllOfTwo(kernel.height(), strides.height()) || areAllOfTwo(kernel.width(), strides.width()));
			case LINE -> shorter == 1 && longer >= 3;
		};
		return fits && partsOf(transform, kernel.height(), strides.height())
				* partsOf(transform, kernel.width(), strides.width()) <= MOST_PARTS;
	}

	/** Whether a side has no more parts of two taps than of three. */
	private static boolean isPaired(int kernel, int stride) {
		return partsOf(Winograd.F3_OF_2, kernel, stride) == partsOf(Winograd.F4, kernel, stride);
	}

	/** Whether no part of a side that {@link #isPaired} lacks a tap. */
	private static boolean areAllOfTwo(int kernel, int stride) {
		return kernel % (2L * stride) == 0;
	}

	/** From below; no more parts than taps. */
	private static double partsOf(Winograd transform, int kernel, int stride) {
		return Math.min(kernel, Math.max(stride, Math.ceil(kernel / (double) transform.taps())));
	}

	/**
	 * Whether rounding errors do not average out enough, or outputs along an edge get
	 * larger ones than their sums allow. Those at the corners are computed again.
	 */
	private boolean exceedsBound(ConvolutionProblem problem, WinogradParts parts) {
		double products = problem.channelsPerGroup() * (double) problem.kernel().height() * problem.kernel().width();
		return Corners.areEdges(problem, parts) || (this.transform == Winograd.F4 && products < LEAST_PRODUCTS_OF_4);
	}

	@Override
	public @Nullable String reluctance(ConvolutionProblem problem, Processor processor) {
		double cost = Cost.winograd(problem, parts(problem), processor);
		double product = Math.min(Cost.gemm(problem, processor), TapwiseCost.macs(problem));
		if (cost >= product) {
			return "a matrix product is expected to take %.0f %% of the time".formatted(100 * product / cost);
		}
		for (Winograd other : Winograd.values()) {
			if (new WinogradConvolution(other).refusal(problem) == null) {
				double less = Cost.winograd(problem, WinogradParts.of(other, problem.kernel(), problem.strides()),
						processor);
				if (less < cost) {
					return "%s is expected to take %.0f %% of the time".formatted(other.algorithm(), 100 * less / cost);
				}
			}
		}
		return null;
	}

	private WinogradParts parts(ConvolutionProblem problem) {
		return WinogradParts.of(this.transform, problem.kernel(), problem.strides());
	}

	/**
	 * What the packed weights of a layer take at most, if it is computed like this.
	 * @return floats
	 */
	static double packedFloats(double channels, double filters, Extent kernel, Extent strides, int groups) {
		if (channels < LEAST_CHANNELS || filters < LEAST_FILTERS) {
			return 0;
		}
		double most = 0;
		for (Winograd transform : Winograd.values()) {
			if (takes(transform, kernel, strides)) {
				most = Math.max(most,
						WinogradParts.of(transform, kernel, strides).packedFloats(channels, filters, groups));
			}
		}
		return most;
	}

	@Override
	public Convolution prepare(ConvolutionProblem problem, float[] kernel, float @Nullable [] bias, Clamp clamp) {
		return new WinogradProduct(problem, parts(problem), kernel,
				(bias != null) ? bias : new float[problem.filters()], clamp);
	}

}
