package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Winograd;
import dev.convolve.network.Extent;
import dev.convolve.network.Padding;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WinogradBlockingTests {

	private static final Extent THREE = new Extent(3, 3);

	/** 7 × 7 tiles fill one block, 14 × 14 several. */
	@ParameterizedTest
	@CsvSource({ "56, 128, 49", "56, 256, 28", "28, 256, 49" })
	void largeBlocksAreHalved(int side, int channels, int tiles) {
		ConvolutionProblem problem = new ConvolutionProblem(1, side, side, channels, channels, THREE, Extent.ONE,
				Extent.ONE, new Padding(1, 1, 1, 1), 1);
		WinogradBlocking blocking = blocking(problem, 1);
		assertThat(blocking.together()).isZero();
		assertThat(blocking.tiles()).isBetween(tiles, tiles + 2);
	}

	/** Where each thread gets a task all the same, and as much as the others. */
	@ParameterizedTest
	@CsvSource({ "4, 2, 2, 1", "4, 4, 1, 1", "8, 2, 2, 2", "8, 3, 2, 2", "8, 8, 1, 1", "12, 2, 2, 3", "20, 2, 2, 5",
			"7, 2, 2, 2", "3, 2, 2, 1" })
	void panelsAreInPairs(int panels, int threads, int ofTask, int ofTaskWithoutPairs) {
		ConvolutionProblem problem = new ConvolutionProblem(1, 28, 28, 128, panels * Gemm.PANEL, THREE, Extent.ONE,
				Extent.ONE, new Padding(1, 1, 1, 1), 1);
		WinogradBlocking blocking = blocking(problem, threads);
		assertThat(blocking.together()).isOne();
		assertThat(blocking.panels()).isEqualTo(Gemm.PAIRS ? ofTask : ofTaskWithoutPairs);
	}

	private static WinogradBlocking blocking(ConvolutionProblem problem, int threads) {
		WinogradParts parts = WinogradParts.of(Winograd.F4, problem.kernel(), problem.strides());
		return WinogradBlocking.of(problem, parts, WinogradTiles.of(problem, parts).count(), threads);
	}

}
