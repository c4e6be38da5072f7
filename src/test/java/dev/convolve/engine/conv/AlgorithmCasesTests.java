package dev.convolve.engine.conv;

import java.util.List;
import java.util.Random;

import dev.convolve.engine.kernel.Depthwise;
import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Panels;
import dev.convolve.engine.kernel.Planes;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Strip;
import dev.convolve.engine.kernel.Winograd;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.network.Extent;
import dev.convolve.network.Padding;
import dev.convolve.testing.Cases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Problems that reach what one algorithm alone has: its blocks, its tiles, its layouts.
 * Runs once for each width of vectors and without.
 */
class AlgorithmCasesTests {

	private static final AlgorithmCheck CHECK = new AlgorithmCheck();

	@AfterAll
	static void close() {
		CHECK.close();
	}

	/** Several blocks of rows and columns, sums in several chunks, phases of strides. */
	static List<ConvolutionProblem> planes() {
		Padding uneven = new Padding(2, 1, 0, 3);
		Extent two = new Extent(2, 2);
		Extent five = new Extent(5, 5);
		return List.of(new ConvolutionProblem(2, 70, 90, 40, 3, five, Extent.ONE, Extent.ONE, uneven, 1),
				new ConvolutionProblem(1, 61, 83, 33, 2, five, two, Extent.ONE, uneven, 1),
				new ConvolutionProblem(1, 9, 1300, 200, 1, new Extent(3, 3), Extent.ONE, two, uneven, 1),
				new ConvolutionProblem(1, 50, 50, 6, 3, new Extent(2, 4), new Extent(3, 1), new Extent(1, 3), uneven,
						3),
				new ConvolutionProblem(2, 60, 61, 70, 4, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 40, 40, 9, 1, Extent.ONE, new Extent(4, 3), Extent.ONE, uneven, 1),
				new ConvolutionProblem(1, 5, 5, 3, 2, new Extent(7, 7), Extent.ONE, Extent.ONE,
						new Padding(9, 8, 12, 11), 1));
	}

	@ParameterizedTest
	@MethodSource("planes")
	void planesAgreeWithTheDefinition(ConvolutionProblem problem) {
		CHECK.withAndWithoutBias(new PlaneConvolution(), problem, 11);
	}

	/** Filters in fours, single ones, and both, of one group and of several. */
	@ParameterizedTest
	@CsvSource({ "3, 2", "4, 3", "5, 1", "5, 3", "7, 1", "8, 1", "8, 2", "11, 2", "15, 1", "16, 2" })
	void planesOfManyFiltersAgreeWithTheDefinition(int filters, int groups) {
		int perGroup = Math.min(filters, Planes.MOST_FILTERS);
		CHECK.withAndWithoutBias(new PlaneConvolution(), new ConvolutionProblem(1, 23, 40, 5 * groups,
				perGroup * groups, new Extent(3, 2), Extent.ONE, new Extent(1, 2), new Padding(2, 1, 0, 3), groups),
				12);
	}

	/**
	 * Taps that are shifted from those before them: few and many, the last ones not as
	 * many as the stride, at the end of the input, too many to be shifted, dilated; then
	 * one vector of filters, and groups; at last as many values as there may be.
	 */
	static List<ConvolutionProblem> strips() {
		Padding uneven = new Padding(2, 1, 0, 3);
		Extent two = new Extent(2, 2);
		return List.of(
				new ConvolutionProblem(2, 9, 131, 3, 33, new Extent(3, 3), Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 9, 131, 1, 32, new Extent(3, 3), Extent.ONE, Extent.ONE, uneven, 1),
				new ConvolutionProblem(1, 9, 131, 1, 32, new Extent(2, 20), Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 13, 140, 1, 32, new Extent(5, 20), two, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 11, 83, 2, 32, new Extent(2, 17), Extent.ONE, Extent.ONE, uneven, 1),
				new ConvolutionProblem(1, 11, 83, 2, 32, new Extent(2, 18), Extent.ONE, Extent.ONE, uneven, 1),
				new ConvolutionProblem(2, 12, 90, 48, 96, new Extent(3, 5), two, Extent.ONE, uneven, 3),
				new ConvolutionProblem(1, 12, 70, 11, 32, new Extent(1, 4), new Extent(1, 3), Extent.ONE, Padding.NONE,
						1),
				new ConvolutionProblem(1, 12, 70, 11, 32, new Extent(1, 4), two, new Extent(1, 3), uneven, 1),
				new ConvolutionProblem(1, 7, 8, 5, 32, new Extent(3, 5), Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 11, 131, 16, 5, new Extent(3, 3), Extent.ONE, Extent.ONE, uneven, 1),
				new ConvolutionProblem(1, 5, 83, 8, 4, new Extent(2, 17), Extent.ONE, Extent.ONE, uneven, 1),
				new ConvolutionProblem(1, 5, 83, 8, 4, new Extent(2, 18), Extent.ONE, Extent.ONE, uneven, 1),
				new ConvolutionProblem(2, 9, 70, 48, 12, new Extent(3, 3), Extent.ONE, Extent.ONE, uneven, 3),
				new ConvolutionProblem(2, 9, 9, 64, 64, new Extent(5, 4), Extent.ONE, Extent.ONE, Padding.NONE, 4),
				new ConvolutionProblem(1, 4, 70, 73, 32, new Extent(1, 7), Extent.ONE, Extent.ONE, uneven, 1));
	}

	@ParameterizedTest
	@MethodSource("strips")
	void stripsAgreeWithTheDefinition(ConvolutionProblem problem) {
		CHECK.withAndWithoutBias(new StripConvolution(), problem, 13);
	}

	/**
	 * Tall tiles: rows that make one, several and some over, of one strip and of more,
	 * padded and not, strides, filters of two panels to four, images that would be one
	 * row.
	 */
	static List<ConvolutionProblem> tallStrips() {
		Padding uneven = new Padding(2, 1, 0, 3);
		Extent three = new Extent(3, 3);
		int filters = 2 * Gemm.PANEL;
		return List.of(new ConvolutionProblem(2, 8, 5, 3, filters, three, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 15, 131, 1, 2 * filters, three, Extent.ONE, Extent.ONE, uneven, 1),
				new ConvolutionProblem(1, 40, 62, 3, filters, three, Extent.ONE, Extent.ONE, uneven, 1),
				new ConvolutionProblem(1, 21, 150, 1, filters + Gemm.PANEL, new Extent(2, 5), new Extent(1, 3),
						Extent.ONE, uneven, 1),
				new ConvolutionProblem(1, 33, 27, 1, filters, new Extent(4, 3), new Extent(2, 1), new Extent(1, 2),
						uneven, 1),
				new ConvolutionProblem(2, 6, 24, 5, filters, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(3, 13, 60, 16, filters, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1));
	}

	@ParameterizedTest
	@MethodSource("tallStrips")
	void tallStripsAgreeWithTheDefinition(ConvolutionProblem problem) {
		Processor processor = Processor.current();
		assertThat(StripBlocking.areTall(problem, processor)).isEqualTo(processor.lanes() < 16);
		assertThat(StripBlocking.areTall(StripBlocking.shape(problem, processor), processor))
			.isEqualTo(processor.lanes() < 16);
		CHECK.withAndWithoutBias(new StripConvolution(), problem, 29);
	}

	/**
	 * More outputs than the caches hold: strides, several images, a last strip shorter
	 * than a tile, panels that overlap or are not full, flat tiles where others are tall.
	 */
	static List<ConvolutionProblem> stripsSideBySide() {
		Extent three = new Extent(3, 3);
		return List.of(
				new ConvolutionProblem(1, 261, 543, 1, 2 * Panels.WIDEST, three, Extent.ONE, Extent.ONE, Padding.NONE,
						1),
				new ConvolutionProblem(2, 501, 307, 2, Panels.WIDEST + Panels.NARROWEST + 3, new Extent(2, 3),
						new Extent(1, 2), Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 1203, 1207, 1, 3, new Extent(3, 1), Extent.ONE, Extent.ONE, Padding.NONE, 1));
	}

	@ParameterizedTest
	@MethodSource("stripsSideBySide")
	void stripsSideBySideAgreeWithTheDefinition(ConvolutionProblem problem) {
		assertThat(StripBlocking.of(problem, Processor.current(), 5).strips()).isGreaterThan(1);
		CHECK.once("strips side by side, " + problem.caseString(), new StripConvolution(), problem, Clamp.RELU, true,
				false, new Random(47));
	}

	/**
	 * Blocks for two threads and five are too low for tall tiles, one thread's is not.
	 */
	@Test
	void tallTilesAndOthersAddInTheSameOrder() {
		ConvolutionProblem problem = new ConvolutionProblem(1, 12, 60, 3, 4 * Gemm.PANEL, new Extent(3, 3), Extent.ONE,
				Extent.ONE, new Padding(1, 1, 1, 1), 1);
		assertThat(StripBlocking.of(problem, Processor.current(), 1).rows()).isEqualTo(12);
		assertThat(StripBlocking.of(problem, Processor.current(), 5).rows()).isLessThan(Strip.TILE);
		CHECK.once("tall tiles, " + problem.caseString(), new StripConvolution(), problem, Clamp.NONE, true, false,
				new Random(31));
	}

	@Test
	void narrowImagesAreOneRowEvenIfTilesCouldBeTall() {
		ConvolutionProblem problem = new ConvolutionProblem(2, 12, 23, 8, 2 * Gemm.PANEL, Extent.ONE, Extent.ONE,
				Extent.ONE, Padding.NONE, 1);
		assertThat(StripBlocking.shape(problem, Processor.current()).outputHeight()).isOne();
	}

	/** Few rows, filters left over, a single panel, groups, and what leaves the cache. */
	@ParameterizedTest
	@CsvSource({ "5, 3, 4, 3, 1", "16, 3, 3.5, 3, 1", "16, 3, 1, 3, 1", "16, 4, 4, 3, 2", "16, 16, 4, 3, 1",
			"16, 6, 8, 3, 1", "16, 3, 20, 3, 1" })
	void tilesAreNotTallWhereItDoesNotPay(int height, int channels, double panels, int kernel, int groups) {
		ConvolutionProblem problem = new ConvolutionProblem(1, height, 60, channels, (int) (panels * Gemm.PANEL),
				new Extent(kernel, kernel), Extent.ONE, Extent.ONE, new Padding(1, 1, 1, 1), groups);
		assertThat(StripBlocking.areTall(problem, Processor.current())).isFalse();
	}

	/**
	 * A whole vector of filters: in groups, for those store whole vectors; whole tiles, a
	 * last one that overlaps and rows no longer than one, columns of the kernel three at
	 * a time and those left over, fewer of them than that, rows of outputs that share
	 * columns and one alone, strides, as many values as there is room for, padding wider
	 * than the image; then fewer filters, in one group and in several.
	 */
	static List<ConvolutionProblem> sliding() {
		Padding uneven = new Padding(2, 1, 0, 3);
		Padding one = new Padding(1, 1, 1, 1);
		Extent three = new Extent(3, 3);
		int lanes = Panels.NARROWEST;
		return List.of(new ConvolutionProblem(2, 9, 58, 32, 2 * lanes, three, Extent.ONE, Extent.ONE, Padding.NONE, 2),
				new ConvolutionProblem(1, 11, 131, 16, lanes, three, Extent.ONE, Extent.ONE, uneven, 1),
				new ConvolutionProblem(2, 14, 14, 80, 5 * lanes, three, Extent.ONE, Extent.ONE, one, 5),
				new ConvolutionProblem(1, 23, 47, 54, 3 * lanes, new Extent(2, 8), Extent.ONE, Extent.ONE, uneven, 3),
				new ConvolutionProblem(1, 7, 8, 5, lanes, new Extent(4, 5), Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 12, 40, 98, 2 * lanes, three, Extent.ONE, Extent.ONE, one, 2),
				new ConvolutionProblem(1, 12, 40, 74, 2 * lanes, new Extent(4, 3), Extent.ONE, Extent.ONE, one, 2),
				new ConvolutionProblem(1, 30, 33, 21, lanes, three, new Extent(2, 1), Extent.ONE, uneven, 1),
				new ConvolutionProblem(1, 9, 20, 148, lanes, new Extent(1, 3), new Extent(3, 1), new Extent(4, 1),
						uneven, 1),
				new ConvolutionProblem(1, 3, 4, 40, 2 * lanes, new Extent(5, 9), Extent.ONE, Extent.ONE,
						new Padding(9, 8, 12, 31), 2),
				new ConvolutionProblem(1, 9, 30, 9, lanes, new Extent(3, 2), Extent.ONE, Extent.ONE, uneven, 1),
				new ConvolutionProblem(1, 9, 90, 4, lanes - 1, new Extent(5, 4), Extent.ONE, Extent.ONE, uneven, 1),
				new ConvolutionProblem(2, 9, 70, 64, 2 * lanes, three, Extent.ONE, Extent.ONE, uneven, 4),
				new ConvolutionProblem(2, 15, 29, 112, 21, three, Extent.ONE, Extent.ONE, uneven, 7),
				new ConvolutionProblem(1, 9, 5, 40, 15, new Extent(4, 3), Extent.ONE, Extent.ONE, Padding.NONE, 5));
	}

	@ParameterizedTest
	@MethodSource("sliding")
	void slidingColumnsAgreeWithTheDefinition(ConvolutionProblem problem) {
		CHECK.withAndWithoutBias(new SlidingConvolution(), problem, 27);
	}

	/** Where the last value of the input is the last of its array. */
	@ParameterizedTest
	@ValueSource(ints = { 5, 16, 18 })
	void columnsAtTheEndOfAnArrayAgreeWithTheDefinition(int channels) {
		ConvolutionProblem problem = new ConvolutionProblem(1, 5, 30, channels, Panels.NARROWEST, new Extent(3, 3),
				Extent.ONE, Extent.ONE, Padding.NONE, 1);
		float[] input = Cases.integers(new Random(28), 5 * 30 * channels);
		float[] kernel = Cases.integers(new Random(29), 9 * channels * problem.filters());
		float[] output = new float[3 * 28 * problem.filters()];
		new SlidingConvolution().prepare(problem, kernel, null, Clamp.NONE)
			.run(input, output, CHECK.pools().getFirst(), Cancellation.NONE);
		double[] expected = new PaddedOracle(problem, input, kernel, null).values();
		for (int index = 0; index < output.length; index++) {
			assertThat((double) output[index]).as("output %d", index).isEqualTo(expected[index]);
		}
	}

	/** Rows that take the places of others, in several blocks of each task and parts. */
	@ParameterizedTest
	@CsvSource({ "1, 1", "2, 1", "7, 1", "1, 3", "2, 2" })
	void manyRowsOfChannelsAgreeWithTheDefinition(int stride, int dilation) {
		ConvolutionProblem problem = new ConvolutionProblem(2, 46, 40, 136, 136, new Extent(5, 4),
				new Extent(stride, 1), new Extent(dilation, 1), new Padding(4, 3, 2, 2), 136);
		CHECK.withAndWithoutBias(DepthwiseConvolution.depthwise(), problem, 25);
	}

	/** Fewer outputs in a row than a kernel computes, several blocks of filters. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3 })
	void narrowRowsOfManyFiltersAgreeWithTheDefinition(int width) {
		ConvolutionProblem problem = new ConvolutionProblem(2, 9, width, 150, 300, new Extent(4, 1), Extent.ONE,
				Extent.ONE, Padding.NONE, 150);
		CHECK.withAndWithoutBias(DepthwiseConvolution.depthwise(), problem, 15);
	}

	/**
	 * Rows that may be computed pixel by pixel, of far apart or of many pixels: whole
	 * tiles and what is left, with padding on both sides, on one and on none, strides,
	 * dilated rows, a last vector that overlaps, rows that see one row of the input or
	 * none.
	 */
	static List<ConvolutionProblem> pixels() {
		Extent three = new Extent(3, 3);
		Extent two = new Extent(2, 2);
		Extent tall = new Extent(2, 1);
		Extent wide = new Extent(1, 2);
		Padding one = new Padding(1, 1, 1, 1);
		Padding behind = new Padding(0, 1, 0, 1);
		Padding before = new Padding(1, 0, 1, 0);
		Padding high = new Padding(2, 2, 1, 1);
		return List.of(new ConvolutionProblem(2, 5, 4, 256, 256, three, Extent.ONE, Extent.ONE, one, 256),
				new ConvolutionProblem(1, 6, 6, 256, 256, three, Extent.ONE, Extent.ONE, Padding.NONE, 256),
				new ConvolutionProblem(1, 7, 11, 512, 512, three, Extent.ONE, Extent.ONE, one, 512),
				new ConvolutionProblem(1, 9, 10, 256, 256, three, tall, Extent.ONE, behind, 256),
				new ConvolutionProblem(1, 9, 9, 256, 256, three, Extent.ONE, tall, one, 256),
				new ConvolutionProblem(1, 41, 45, 301, 301, three, Extent.ONE, Extent.ONE, one, 301),
				new ConvolutionProblem(2, 9, 8, 256, 256, three, two, Extent.ONE, behind, 256),
				new ConvolutionProblem(1, 9, 9, 256, 256, three, two, Extent.ONE, Padding.NONE, 256),
				new ConvolutionProblem(1, 10, 12, 512, 512, three, two, Extent.ONE, one, 512),
				new ConvolutionProblem(1, 7, 13, 256, 256, three, wide, tall, one, 256),
				new ConvolutionProblem(1, 57, 61, 301, 301, three, two, Extent.ONE, one, 301),
				new ConvolutionProblem(1, 5, 7, 256, 256, three, Extent.ONE, Extent.ONE, Padding.NONE, 256),
				new ConvolutionProblem(1, 5, 8, 256, 256, three, Extent.ONE, Extent.ONE, Padding.NONE, 256),
				new ConvolutionProblem(1, 5, 11, 256, 256, three, two, Extent.ONE, Padding.NONE, 256),
				new ConvolutionProblem(1, 5, 8, 256, 256, three, Extent.ONE, Extent.ONE, before, 256),
				new ConvolutionProblem(2, 1, 9, 256, 256, three, Extent.ONE, Extent.ONE, one, 256),
				new ConvolutionProblem(2, 1, 9, 256, 256, three, two, Extent.ONE, one, 256),
				new ConvolutionProblem(1, 5, 9, 256, 256, three, Extent.ONE, Extent.ONE, high, 256),
				new ConvolutionProblem(1, 5, 9, 256, 256, three, two, Extent.ONE, high, 256));
	}

	@ParameterizedTest
	@MethodSource("pixels")
	void rowsOfManyChannelsAgreeWithTheDefinition(ConvolutionProblem problem) {
		DepthwiseLayout layout = new DepthwiseLayout(problem, true);
		assertThat(DepthwiseBlocking.of(problem, layout, Processor.current(), true, true).byPixel())
			.isEqualTo(Depthwise.PIXELS);
		CHECK.withAndWithoutBias(DepthwiseConvolution.depthwise(), problem, 31);
	}

	/** Rows cut into fourteen, seven and four outputs, and into fewer kinds of them. */
	@ParameterizedTest
	@ValueSource(ints = { 8, 14, 17, 18, 25, 28, 31, 35, 47 })
	void longRowsOfChannelsAgreeWithTheDefinition(int width) {
		ConvolutionProblem plain = new ConvolutionProblem(1, 9, width, 40, 40, new Extent(2, 6), Extent.ONE, Extent.ONE,
				new Padding(1, 0, 2, 3), 40);
		CHECK.withAndWithoutBias(DepthwiseConvolution.depthwise(), plain, 19);
		ConvolutionProblem strided = new ConvolutionProblem(1, 9, 2 * width, 40, 40, new Extent(2, 5), new Extent(1, 2),
				Extent.ONE, new Padding(1, 0, 2, 2), 40);
		CHECK.withAndWithoutBias(DepthwiseConvolution.depthwise(), strided, 20);
		ConvolutionProblem groups = new ConvolutionProblem(1, 9, width, 40, 40, new Extent(3, 4), Extent.ONE,
				new Extent(1, 2), new Padding(1, 1, 3, 3), 20);
		CHECK.withAndWithoutBias(DepthwiseConvolution.narrowGroups(), groups, 21);
	}

	/**
	 * Winograd tiles that begin above or left of the image, or both: whole rows of tiles
	 * and a single one, padding on one side, several images, groups, filters in panels
	 * that overlap, kernels in parts, strides, and corners that are computed again.
	 */
	@ParameterizedTest
	@CsvSource({ "1, 6, 6, 32, 64, 3, 1, 1, 1, 1, 1, 1", "2, 8, 9, 64, 128, 3, 1, 1, 1, 1, 1, 2",
			"3, 4, 13, 40, 72, 3, 1, 1, 1, 1, 1, 1", "1, 13, 5, 48, 72, 3, 1, 1, 0, 0, 1, 1",
			"2, 9, 8, 33, 88, 3, 1, 0, 1, 1, 0, 1", "1, 57, 62, 32, 64, 3, 1, 1, 1, 1, 1, 1",
			"2, 8, 8, 120, 64, 3, 1, 2, 2, 2, 2, 1", "2, 6, 10, 20, 64, 5, 1, 2, 2, 2, 2, 1",
			"2, 17, 18, 20, 72, 5, 2, 2, 2, 2, 2, 1" })
	void tilesThatBeginOutsideTheImageAgreeWithTheDefinition(int batch, int height, int width, int channels,
			int filters, int kernel, int stride, int top, int bottom, int left, int right, int groups) {
		ConvolutionProblem problem = new ConvolutionProblem(batch, height, width, channels, filters,
				new Extent(kernel, kernel), new Extent(stride, stride), Extent.ONE,
				new Padding(top, bottom, left, right), groups);
		WinogradTiles tiles = WinogradTiles.of(problem,
				WinogradParts.of(Winograd.F4, problem.kernel(), problem.strides()));
		assertThat(tiles.down().outside() + tiles.across().outside()).isPositive();
		ConvolutionAlgorithm algorithm = new WinogradConvolution(Winograd.F4);
		assertThat(algorithm.refusal(problem)).isNull();
		CHECK.once(problem.caseString(), algorithm, problem, Clamp.RELU, true, false, new Random(31));
	}

}
