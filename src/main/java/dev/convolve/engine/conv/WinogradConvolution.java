package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Winograd;
import dev.convolve.network.Padding;
import org.jspecify.annotations.Nullable;

/**
 * Winograd's algorithm for 3×3 kernels with stride 1: Lavin and Gray, "Fast Algorithms
 * for Convolutional Neural Networks", arXiv:1509.09308.
 */
final class WinogradConvolution implements ConvolutionAlgorithm {

	private static final int LEAST_CHANNELS = 16;

	private final Winograd transform;

	WinogradConvolution(Winograd transform) {
		this.transform = transform;
	}

	@Override
	public String name() {
		return (this.transform == Winograd.F4) ? "winograd4" : "winograd2";
	}

	@Override
	public boolean isExact() {
		return false;
	}

	@Override
	public @Nullable String refusal(ConvolutionProblem problem) {
		if (problem.kernel().height() != 3 || problem.kernel().width() != 3) {
			return "the kernel is not 3×3";
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
		if (this.transform == Winograd.F4 && problem.channels() < 64) {
			// Sums of few products: the transforms' rounding errors do not average out
			return "there are too few channels for the error bound";
		}
		if (problem.channels() < LEAST_CHANNELS || problem.filters() < Math.max(LEAST_CHANNELS, Gemm.PANEL)) {
			return "there are too few channels or filters to pay for the transforms";
		}
		return null;
	}

	@Override
	public @Nullable String reluctance(ConvolutionProblem problem, Processor processor) {
		double cost = Cost.winograd(problem, this.transform, processor);
		double product = Cost.gemm(problem, processor);
		if (cost >= product) {
			return "the matrix product is expected to take %.0f %% of the time".formatted(100 * product / cost);
		}
		double smaller = Cost.winograd(problem, Winograd.F2, processor);
		if (this.transform == Winograd.F4 && cost >= smaller) {
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
