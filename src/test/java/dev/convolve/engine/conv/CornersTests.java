package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Winograd;
import dev.convolve.network.Extent;
import dev.convolve.network.Padding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where tiles begin, and what computing corners again is expected to cost.
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

	/**
	 * Inner outputs of a tile of four have less than two thirds of the outer ones'
	 * rounding errors: as much as edges need that see two thirds of the taps. The first
	 * row lies inside if tiles begin one or two above it, the last if the height allows.
	 */
	@ParameterizedTest
	@CsvSource({ "4, 2", "5, 1", "6, 1", "7, 0", "8, 2", "9, 1", "101, 1", "102, 1", "103, 0", "104, 2" })
	void edgesLieInTheMiddleOfTiles(int side, int before) {
		ConvolutionProblem problem = problem(side, side, 32, new Padding(1, 1, 1, 1));
		WinogradParts parts = WinogradParts.of(Winograd.F4, problem.kernel(), problem.strides());
		assertThat(Corners.rows(problem, parts).outside()).isEqualTo(before);
		assertThat(Corners.columns(problem, parts).outside()).isEqualTo(before);
		assertThat(Corners.areEdges(problem, parts)).isEqualTo(before == 0);
		assertThat(Corners.areNeeded(problem, parts)).isEqualTo(before == 0);
		WinogradTiles tiles = WinogradTiles.of(problem, parts);
		assertThat(tiles.rows()).isEqualTo((side + before + 3) / 4);
		assertThat(tiles.y(0)).isEqualTo(-before);
		assertThat(tiles.x(tiles.count() - 1)).isEqualTo(4 * (tiles.columns() - 1) - before);
	}

	@Test
	void innerOutputsOfLargeTilesHaveLessErrors() {
		assertThat(Winograd.F4.error(0)).isOne();
		assertThat(Winograd.F4.error(1)).isBetween(0.61, 0.62);
		assertThat(Winograd.F4.error(2)).isBetween(0.6, 0.61);
		assertThat(Winograd.F4.error(3)).isOne();
		assertThat(Winograd.F2_OF_5.error(1)).isOne();
		assertThat(Winograd.LINE.error(1)).isOne();
	}

	/** Tiles that begin outside, and corners that see one tap. */
	@Test
	void cornersInTheMiddleOfTilesMayStillSeeTooFewTaps() {
		ConvolutionProblem problem = problem(8, 8, 120, new Padding(2, 2, 2, 2));
		WinogradParts parts = WinogradParts.of(Winograd.F4, problem.kernel(), problem.strides());
		assertThat(Corners.rows(problem, parts).outside()).isOne();
		assertThat(Corners.areEdges(problem, parts)).isFalse();
		assertThat(Corners.areNeeded(problem, parts)).isTrue();
		assertThat(Corners.macs(problem, parts)).isGreaterThanOrEqualTo(4.0 * 120 * 32);
	}

	/** Only where an edge needs it, and each direction for itself. */
	@ParameterizedTest
	@CsvSource({ "6, 10, 64, 1, 1, 1, 1, 0, 0", "6, 10, 32, 0, 0, 0, 0, 0, 0", "6, 10, 32, 1, 1, 0, 0, 1, 0",
			"7, 10, 32, 0, 0, 1, 1, 0, 1", "7, 8, 32, 1, 0, 0, 1, 1, 0", "9, 8, 32, 0, 1, 1, 0, 2, 1",
			"6, 6, 32, 3, 3, 1, 1, 0, 1", "6, 6, 32, 2000000000, 3, 1, 1, 0, 1" })
	void tilesBeginOutsideTheImageOnlyWhereEdgesNeedIt(int height, int width, int channels, int top, int bottom,
			int left, int right, int above, int before) {
		ConvolutionProblem problem = problem(height, width, channels, new Padding(top, bottom, left, right));
		WinogradParts parts = WinogradParts.of(Winograd.F4, problem.kernel(), problem.strides());
		assertThat(Corners.rows(problem, parts).outside()).isEqualTo(above);
		assertThat(Corners.columns(problem, parts).outside()).isEqualTo(before);
	}

	private static ConvolutionProblem problem(int height, int width, int channels, Padding padding) {
		return new ConvolutionProblem(1, height, width, channels, 32, new Extent(3, 3), Extent.ONE, Extent.ONE, padding,
				1);
	}

}
