package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Winograd;
import dev.convolve.network.Padding;
import org.jspecify.annotations.Nullable;

/**
 * Winograd's algorithm for 3×3 and 5×5 kernels with stride 1: Lavin and Gray, "Fast
 * Algorithms for Convolutional Neural Networks", arXiv:1509.09308.
 */
final class WinogradConvolution implements ConvolutionAlgorithm {

	private static final int LEAST_FILTERS = 16;

	/** What one task may compute in, in floats. */
	private static final double MOST_FLOATS = 1 << 24;

	private final Winograd transform;

	WinogradConvolution(Winograd transform) {
		this.transform = transform;
	}

	@Override
	public String name() {
		return switch (this.transform) {
			case F4 -> "winograd4";
			case F2 -> "winograd2";
			case F2_OF_5 -> "winograd2of5";
		};
	}

	@Override
	public boolean isExact() {
		return false;
	}

	@Override
	public @Nullable String refusal(ConvolutionProblem problem) {
		int taps = this.transform.taps();
		if (problem.kernel().height() != taps || problem.kernel().width() != taps) {
			return "the kernel is not %d×%d".formatted(taps, taps);
		}
		if (problem.height() / problem.dilation().height() < taps
				|| problem.width() / problem.dilation().width() < taps) {
			// Outputs would see few inputs, but get the rounding errors of a whole tile
			return "the image, or a phase of it, is smaller than the kernel";
		}
		if (problem.strides().height() != 1 || problem.strides().width() != 1) {
			return "the strides are not 1";
		}
		if (problem.groups() > 1) {
			return "there are groups";
		}
		Padding padding = problem.padding();
		int rows = Math.ceilDiv(Math.max(padding.top(), padding.bottom()), problem.dilation().height());
		int columns = Math.ceilDiv(Math.max(padding.left(), padding.right()), problem.dilation().width());
		if (Math.max(rows, columns) > ((this.transform == Winograd.F4) ? 1 : 2)) {
			// Outputs at the corners have few products of their own, but the rounding
			// errors of the whole tile
			return "the padding is so wide that the error at the corners would exceed the bound";
		}
		boolean dilated = problem.dilation().height() != 1 || problem.dilation().width() != 1;
		if (this.transform == Winograd.F4 && dilated && Corners.areNeeded(problem)) {
			return "there are too few channels for the error bound at the corners of each phase";
		}
		if (problem.channels() < leastChannels()) {
			return "there are too few channels for the error bound";
		}
		if (problem.filters() < Math.max(LEAST_FILTERS, Gemm.PANEL)) {
			return "there are too few filters to pay for the transforms";
		}
		if (WinogradProduct.workspaceFloats(problem, this.transform) > MOST_FLOATS) {
			return "what a block would transform is too large";
		}
		return null;
	}

	/** With fewer, the transforms' rounding errors do not average out. */
	private int leastChannels() {
		return switch (this.transform) {
			case F4 -> 64;
			case F2 -> 16;
			case F2_OF_5 -> 32;
		};
	}

	@Override
	public @Nullable String reluctance(ConvolutionProblem problem, Processor processor) {
		double cost = Cost.winograd(problem, this.transform, processor);
		double product = Cost.gemm(problem, processor);
		if (cost >= product) {
			return "the matrix product is expected to take %.0f %% of the time".formatted(100 * product / cost);
		}
		double smaller = (this.transform == Winograd.F4) ? Cost.winograd(problem, Winograd.F2, processor)
				: Double.POSITIVE_INFINITY;
		if (cost >= smaller) {
			return "tiles of 2×2 are expected to take %.0f %% of the time".formatted(100 * smaller / cost);
		}
		return null;
	}

	@Override
	public Convolution prepare(ConvolutionProblem problem, float[] kernel, float @Nullable [] bias, Clamp clamp) {
		return new WinogradProduct(problem, this.transform, kernel,
				(bias != null) ? bias : new float[problem.filters()], clamp);
	}

}
