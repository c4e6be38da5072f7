package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Winograd;
import dev.convolve.network.Extent;
import dev.convolve.network.Padding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WinogradBlockingTests {

	private static final Extent THREE = new Extent(3, 3);

	/** 7 × 7 tiles fill one block, 14 × 14 several. */
	@ParameterizedTest
	@CsvSource({ "56, 128, 49", "56, 192, 28", "28, 192, 49" })
	void largeBlocksAreHalved(int side, int channels, int tiles) {
		ConvolutionProblem problem = new ConvolutionProblem(1, side, side, channels, channels, THREE, Extent.ONE,
				Extent.ONE, new Padding(1, 1, 1, 1), 1);
		WinogradBlocking blocking = blocking(problem, 1);
		assertThat(blocking.together()).isZero();
		assertThat(blocking.tiles()).isBetween(tiles, tiles + 2);
	}

	/** They take 9.4 MB: 18 second-level caches of 512 KB, 9 of 1 MB. */
	@ParameterizedTest
	@CsvSource({ "8, 512, 4", "16, 1024, 0" })
	void manyWeightsAreReadOnceForSeveralBlocks(int lanes, int level2, int together) {
		ConvolutionProblem problem = new ConvolutionProblem(1, 56, 56, 256, 256, THREE, Extent.ONE, Extent.ONE,
				new Padding(1, 1, 1, 1), 1);
		WinogradBlocking blocking = blocking(problem, new Processor(lanes, 32 << 10, level2 << 10), 1);
		assertThat(blocking.together()).isEqualTo(together);
		assertThat(blocking.blocks()).isEqualTo(Math.max(1, together));
	}

	/** As many for one thread as for another, and blocks where there are too few. */
	@ParameterizedTest
	@CsvSource({ "4, 2, 2, 1, 1, 1", "4, 4, 2, 2, 1, 1", "8, 2, 2, 1, 2, 1", "8, 3, 2, 1, 2, 1", "8, 8, 2, 2, 1, 1",
			"12, 2, 2, 1, 3, 1", "20, 2, 2, 1, 5, 1", "7, 2, 2, 1, 2, 1", "3, 2, 2, 1, 1, 1", "3, 3, 2, 2, 1, 1",
			"2, 2, 2, 2, 1, 1", "2, 64, 2, 9, 1, 9" })
	void panelsAreInPairs(int panels, int threads, int ofTask, int blocks, int ofTaskWithoutPairs,
			int blocksWithoutPairs) {
		ConvolutionProblem problem = new ConvolutionProblem(1, 28, 28, 128, panels * Gemm.PANEL, THREE, Extent.ONE,
				Extent.ONE, new Padding(1, 1, 1, 1), 1);
		WinogradBlocking blocking = blocking(problem, threads);
		assertThat(blocking.together()).isEqualTo(Gemm.PAIRS ? blocks : blocksWithoutPairs);
		assertThat(Math.ceilDiv(49, blocking.tiles())).isEqualTo(blocking.together());
		assertThat(blocking.blocks()).isOne();
		assertThat(blocking.panels()).isEqualTo(Gemm.PAIRS ? ofTask : ofTaskWithoutPairs);
	}

	/** 16 tiles are ten and six, of which the kernel has whole tiles, or three blocks. */
	@ParameterizedTest
	@CsvSource({ "1, 16, 16", "2, 10, 16", "3, 6, 10", "64, 6, 6" })
	void fewTilesAreCutWhereTheKernelHasWholeTiles(int threads, int tiles, int tilesWithoutPairs) {
		ConvolutionProblem problem = new ConvolutionProblem(1, 14, 14, 256, 2 * Gemm.PANEL, THREE, Extent.ONE,
				Extent.ONE, new Padding(1, 1, 1, 1), 1);
		assertThat(blocking(problem, threads).tiles()).isEqualTo(Gemm.PAIRS ? tiles : tilesWithoutPairs);
	}

	/** Odd numbers of them would begin in the middle of a pair. */
	@Test
	void noTaskTakesHalfAPair() {
		for (int side : new int[] { 7, 14, 28, 100 }) {
			for (int filters = Gemm.PANEL; filters <= 17 * Gemm.PANEL; filters += Gemm.PANEL / 2) {
				for (int threads : new int[] { 1, 2, 3, 7, 64, 128 }) {
					for (int groups = 1; groups <= 3; groups++) {
						ConvolutionProblem problem = new ConvolutionProblem(1, side, side, 512 * groups,
								filters * groups, THREE, Extent.ONE, Extent.ONE, new Padding(1, 1, 1, 1), groups);
						int panels = blocking(problem, threads).panels();
						assertThat(!Gemm.PAIRS || panels % 2 == 0 || panels == Math.ceilDiv(filters, Gemm.PANEL))
							.as("%d threads, %s", threads, problem.caseString())
							.isTrue();
					}
				}
			}
		}
	}

	private static WinogradBlocking blocking(ConvolutionProblem problem, int threads) {
		return blocking(problem, Processor.current(), threads);
	}

	private static WinogradBlocking blocking(ConvolutionProblem problem, Processor processor, int threads) {
		WinogradParts parts = WinogradParts.of(Winograd.F4, problem.kernel(), problem.strides());
		return WinogradBlocking.of(problem, parts, WinogradTiles.of(problem, parts).count(), processor, threads);
	}

}
