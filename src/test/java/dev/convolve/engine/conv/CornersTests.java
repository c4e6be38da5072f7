package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Winograd;
import dev.convolve.network.Extent;
import dev.convolve.network.Padding;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What computing corners again is expected to cost.
 */
class CornersTests {

	/** Those that are dilated are not taken where they would need corners. */
	@Test
	void dilatedLayersAreChargedForNoCorners() {
		Padding padding = new Padding(18, 18, 18, 18);
		ConvolutionProblem problem = new ConvolutionProblem(1, 65, 65, 512, 256, new Extent(3, 3), Extent.ONE,
				new Extent(18, 18), padding, 1);
		assertThat(new WinogradConvolution(Winograd.F4).refusal(problem)).isNull();
		assertThat(Corners.macs(problem, WinogradParts.of(Winograd.F4, problem.kernel(), problem.strides()))).isZero();
	}

	/** A corner of 3×3 with padding 1 sees four taps. */
	@Test
	void fourCornersOfFourTapsAreComputedAgain() {
		ConvolutionProblem problem = new ConvolutionProblem(2, 13, 13, 32, 64, new Extent(3, 3), Extent.ONE, Extent.ONE,
				new Padding(1, 1, 1, 1), 2);
		assertThat(Corners.macs(problem, WinogradParts.of(Winograd.F2, problem.kernel(), problem.strides())))
			.isEqualTo(2.0 * 4 * 4 * 16 * 64);
	}

}
