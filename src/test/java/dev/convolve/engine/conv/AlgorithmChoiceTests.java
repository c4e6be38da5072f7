package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Panels;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Sliding;
import dev.convolve.network.Extent;
import dev.convolve.network.Padding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which algorithm is chosen, and which refuse: problems whose sizes overflow or whose
 * copies would be huge, and those that an algorithm is there for. Runs once for each
 * width of vectors and without.
 */
class AlgorithmChoiceTests {

	@Test
	void winogradIsNotForLayersWhoseBlocksWouldBeHuge() {
		ConvolutionProblem problem = new ConvolutionProblem(1, 12, 12, 40_000, 32, new Extent(3, 3), Extent.ONE,
				Extent.ONE, new Padding(1, 1, 1, 1), 1);
		for (ConvolutionAlgorithm algorithm : Algorithms.all()) {
			if (!algorithm.isExact()) {
				assertThat(algorithm.refusal(problem)).as(algorithm.name()).isNotNull();
			}
		}
	}

	@Test
	void dilationBeyondTheImageIsNotForWinograd() {
		for (int dilation : new int[] { 6, 50_000, 65_536 }) {
			ConvolutionProblem problem = new ConvolutionProblem(1, 16, 16, 64, 32, new Extent(3, 3), Extent.ONE,
					new Extent(dilation, dilation), new Padding(dilation, dilation, dilation, dilation), 1);
			float[] kernel = new float[9 * 64 * 32];
			assertThat(Algorithms.choose(problem, kernel, null, Clamp.NONE, false).algorithm())
				.doesNotStartWith("winograd");
		}
	}

	/** Not those whose parts have three taps, or of which most lack one. */
	@ParameterizedTest
	@CsvSource({ "2, 1, true", "4, 1, true", "4, 2, true", "6, 3, true", "3, 1, false", "3, 2, false", "6, 2, false" })
	void kernelsOfTwoTapsHaveTilesOfThree(int kernel, int stride, boolean chosen) {
		ConvolutionProblem problem = new ConvolutionProblem(1, 64, 64, 64, 128, new Extent(kernel, kernel),
				new Extent(stride, stride), Extent.ONE, Padding.NONE, 1);
		String algorithm = Algorithms.choose(problem, new float[kernel * kernel * 64 * 128], null, Clamp.NONE, false)
			.algorithm();
		assertThat(algorithm.equals("winograd3of2")).as(algorithm).isEqualTo(chosen);
	}

	@ParameterizedTest
	@CsvSource({ "4, true", "32, false" })
	void narrowGroupsAreVectorsAcrossGroupsAndWideOnesAreNot(int perGroup, boolean across) {
		int channels = 32 * perGroup;
		ConvolutionProblem problem = new ConvolutionProblem(1, 14, 14, channels, channels, new Extent(3, 3), Extent.ONE,
				Extent.ONE, new Padding(1, 1, 1, 1), 32);
		float[] kernel = new float[9 * perGroup * channels];
		String algorithm = Algorithms.choose(problem, kernel, null, Clamp.NONE, false).algorithm();
		assertThat(algorithm.equals("groups")).as(algorithm).isEqualTo(across);
	}

	@ParameterizedTest
	@CsvSource({ "1, 1, 3, 4", "64, 1, 3, 4", "64, 1, 7, 4", "64, 3, 7, 8", "8, 4, 3, 8", "64, 64, 3, 99",
			"64, 64, 1, 99" })
	void fewFiltersAreVectorsOfPixels(int channels, int filters, int kernel, int leastLanes) {
		Extent extent = new Extent(kernel, kernel);
		ConvolutionProblem problem = new ConvolutionProblem(1, 40, 40, channels, filters, extent, Extent.ONE,
				Extent.ONE, Padding.NONE, 1);
		String algorithm = Algorithms
			.choose(problem, new float[kernel * kernel * channels * filters], null, Clamp.NONE, false)
			.algorithm();
		assertThat(algorithm.equals("planes")).as(algorithm).isEqualTo(Processor.current().lanes() >= leastLanes);
	}

	/** Padding whose sum is no int. */
	@Test
	void hugePaddingIsRefusedByAllThatCopyIt() {
		int side = Integer.MAX_VALUE / 2;
		ConvolutionProblem problem = new ConvolutionProblem(1, 5, 5, 2, 2, new Extent(2, 2), Extent.ONE,
				new Extent(Integer.MAX_VALUE, Integer.MAX_VALUE), new Padding(side, side + 1, side, side + 1), 2);
		assertThat(Algorithms.choose(problem, new float[8], null, Clamp.NONE, false).algorithm()).isEqualTo("direct");
	}

	/** Rows of the input that are longer than what a block may copy. */
	@Test
	void longRowsOfManyChannelsAreMultipliedWhereTheyLie() {
		ConvolutionProblem problem = new ConvolutionProblem(1, 2, 3000, 2048, 16, Extent.ONE, Extent.ONE, Extent.ONE,
				Padding.NONE, 1);
		Algorithms.Choice choice = Algorithms.choose(problem, new float[2048 * 16], null, Clamp.NONE, false);
		assertThat(choice.algorithm()).isEqualTo("indirect");
	}

	/** Nothing of that size is allocated to find out. */
	@ParameterizedTest
	@CsvSource({ "1, 1, 32768, 32768, true", "1, 1, 32768, 16384, false", "4096, 4096, 64, 1, true",
			"4096, 4096, 32, 1, false" })
	void indirectProductIsNotForArraysBeyondItsMasks(int height, int width, int channels, int filters,
			boolean refused) {
		ConvolutionProblem problem = new ConvolutionProblem(1, height, width, channels, filters, Extent.ONE, Extent.ONE,
				Extent.ONE, Padding.NONE, 1);
		assertThat(new IndirectConvolution().refusal(problem) != null).isEqualTo(refused);
	}

	/** The same, and kernels whose rows are too long, or rows of outputs too short. */
	@ParameterizedTest
	@CsvSource({ "1, 1, 16777216, 32, 64, true", "1, 1, 16700000, 32, 64, false", "1, 8, 8, 512, 64, true",
			"1, 8, 8, 511, 64, false", "1, 1, 5, 3, 64, true", "1, 1, 6, 3, 64, false", "1, 8, 8, 3, 3, false" })
	void productInPlaceIsNotForArraysBeyondItsMasks(int batch, int height, int width, int channels, int filters,
			boolean refused) {
		ConvolutionProblem problem = new ConvolutionProblem(batch, height, width, channels, filters, Extent.ONE,
				Extent.ONE, Extent.ONE, Padding.NONE, 1);
		assertThat(new InPlaceConvolution().refusal(problem) != null).isEqualTo(refused);
	}

	@ParameterizedTest
	@CsvSource({ "512, true", "511, false" })
	void stripsAreNotForLongSums(int channels, boolean refused) {
		ConvolutionProblem problem = new ConvolutionProblem(1, 9, 70, channels, 32, Extent.ONE, Extent.ONE, Extent.ONE,
				Padding.NONE, 1);
		assertThat(new StripConvolution().refusal(problem) != null).isEqualTo(refused);
	}

	@ParameterizedTest
	@CsvSource({ "1, 6, 400000, 3, 1, true", "1, 6, 1000, 3, 1, false", "3, 6, 9, 3, 700000, true",
			"3, 6, 9, 3, 7, false" })
	void productInPlaceIsNotForHugeStepsOrWindows(int rows, int width, int strideWidth, int channels, int dilation,
			boolean refused) {
		ConvolutionProblem problem = new ConvolutionProblem(1, rows, width, channels, 64, new Extent(rows, 1),
				new Extent(1, strideWidth), new Extent(dilation, 1),
				new Padding(dilation, dilation, 0, 10 * strideWidth), 1);
		assertThat(new InPlaceConvolution().refusal(problem) != null).isEqualTo(refused);
	}

	/**
	 * Sums of middling length, with and without padding and strides, where vectors have
	 * 256 bits or more.
	 */
	@ParameterizedTest
	@CsvSource({ "55, 16, 64, 1, 1", "112, 16, 32, 3, 2" })
	void sumsOfMiddlingLengthAreComputedInPlace(int side, int channels, int filters, int kernel, int stride) {
		ConvolutionProblem problem = new ConvolutionProblem(1, side, side, channels, filters,
				new Extent(kernel, kernel), new Extent(stride, stride), Extent.ONE,
				new Padding(kernel / 2, kernel / 2, kernel / 2, kernel / 2), 1);
		String algorithm = Algorithms
			.choose(problem, new float[kernel * kernel * channels * filters], null, Clamp.NONE, false)
			.algorithm();
		assertThat(algorithm.equals("inplace") || Processor.current().lanes() < 8).as(algorithm).isTrue();
	}

	/**
	 * Kernels with large strides and many filters, and layers that are patches already.
	 */
	@ParameterizedTest
	@CsvSource({ "224, 3, 768, 16, 16", "224, 3, 96, 4, 4", "227, 3, 96, 11, 4", "56, 96, 384, 1, 1",
			"14, 256, 1024, 1, 1" })
	void patchesAreMultipliedWhereRegistersAreFew(int side, int channels, int filters, int kernel, int stride) {
		ConvolutionProblem problem = new ConvolutionProblem(1, side, side, channels, filters,
				new Extent(kernel, kernel), new Extent(stride, stride), Extent.ONE, Padding.NONE, 1);
		String algorithm = chosen(problem);
		assertThat(algorithm.equals("patches")).as(algorithm).isEqualTo(Processor.current().lanes() < 16);
	}

	/** Each block would copy three hundred rows, for pixels are no whole vectors. */
	@Test
	void patchesAreNotForRowsFarApart() {
		ConvolutionProblem problem = new ConvolutionProblem(1, 1000, 1000, 10, 64, new Extent(3, 3), Extent.ONE,
				new Extent(150, 150), Padding.NONE, 1);
		assertThat(new PatchConvolution().refusal(problem)).isNull();
		assertThat(chosen(problem)).isNotEqualTo("patches");
	}

	/** Heads that classify pixels: one filter, or few where the image is large. */
	@ParameterizedTest
	@CsvSource({ "256, 64, 1, true", "32, 256, 1, true", "512, 64, 2, true", "512, 64, 4, true", "16, 64, 2, false",
			"512, 3, 1, false", "512, 64, 8, false" })
	void pixelsAreMultipliedAsTheyLieWithHardlyAnyFilters(int side, int channels, int filters, boolean expected) {
		ConvolutionProblem problem = new ConvolutionProblem(1, side, side, channels, filters, Extent.ONE, Extent.ONE,
				Extent.ONE, Padding.NONE, 1);
		String algorithm = chosen(problem);
		assertThat(algorithm.equals("dots")).as(algorithm).isEqualTo(expected);
	}

	/** As in atrous pyramids: of nine taps outputs see five, or fewer than four. */
	@ParameterizedTest
	@CsvSource({ "33, 512, 256, 12", "33, 1024, 256, 18", "25, 640, 512, 10" })
	void tapsBeyondTheImageAreLeftOut(int side, int channels, int filters, int rate) {
		ConvolutionProblem problem = new ConvolutionProblem(1, side, side, channels, filters, new Extent(3, 3),
				Extent.ONE, new Extent(rate, rate), new Padding(rate, rate, rate, rate), 1);
		assertThat(chosen(problem)).isEqualTo("tapwise");
	}

	/** At the end of a network, where images are small and weights many. */
	@ParameterizedTest
	@CsvSource({ "7, 512, 512, 1, true", "4, 512, 512, 1, true", "14, 512, 512, 2, true", "14, 512, 512, 1, false",
			"56, 64, 64, 1, false", "7, 64, 64, 1, false" })
	void smallImagesOfManyChannelsAreComputedTapByTap(int side, int channels, int filters, int stride,
			boolean expected) {
		ConvolutionProblem problem = new ConvolutionProblem(1, side, side, channels, filters, new Extent(3, 3),
				new Extent(stride, stride), Extent.ONE, new Padding(1, 1, 1, 1), 1);
		String algorithm = chosen(problem);
		assertThat(algorithm.equals("tapwise")).as(algorithm).isEqualTo(expected);
	}

	/** ResNeXt's groups; with few outputs in a row too many would be computed. */
	@ParameterizedTest
	@CsvSource({ "56, 16, 32, true", "28, 16, 32, true", "14, 64, 8, false" })
	void groupsOfAPanelAreComputedInPlace(int side, int channelsOfGroup, int groups, boolean expected) {
		int channels = channelsOfGroup * groups;
		ConvolutionProblem problem = new ConvolutionProblem(1, side, side, channels, channels, new Extent(3, 3),
				Extent.ONE, Extent.ONE, new Padding(1, 1, 1, 1), groups);
		String algorithm = chosen(problem);
		assertThat(algorithm.equals("inplace")).as(algorithm).isEqualTo(expected && Processor.current().lanes() < 16);
	}

	/** As many values as a patch may have and one more, as many outputs as a tile. */
	@ParameterizedTest
	@CsvSource({ "8, 48, 64, 1, false", "8, 45, 64, 1, false", "8, 44, 64, 1, true", "8, 1152, 64, 1, false",
			"8, 1153, 64, 1, true", "2, 64, 64, 1, true", "8, 64, 3, 1, true", "8, 128, 128, 2, true",
			"40000, 64, 64, 1, true" })
	void patchesAreForSumsOfMiddlingLength(int side, int channels, int filters, int groups, boolean refused) {
		ConvolutionProblem problem = new ConvolutionProblem(1, side, side, channels, filters, Extent.ONE, Extent.ONE,
				Extent.ONE, Padding.NONE, groups);
		assertThat(new PatchConvolution().refusal(problem) != null).isEqualTo(refused);
	}

	/**
	 * As many values of a column as there is room for and one more, as many columns and
	 * one more, as many filters as a vector has and one more, strides and dilation down
	 * and across, weights beyond the masks.
	 */
	@ParameterizedTest
	@CsvSource({ "1, 3, 148, 1, 1, 1, 0, 1, false", "1, 3, 149, 1, 1, 1, 0, 1, true",
			"3, 512, 16, 1, 1, 1, 0, 1, false", "3, 513, 16, 1, 1, 1, 0, 1, true", "3, 3, 16, 1, 1, 1, 1, 1, true",
			"3, 3, 16, 2, 1, 1, 0, 1, true", "3, 3, 16, 1, 1, 2, 0, 1, true", "3, 3, 16, 1, 2, 1, 0, 1, true",
			"1, 3, 16, 1, 2, 1, 0, 1, false", "1, 512, 148, 1, 1, 1, 0, 800, false",
			"1, 512, 148, 1, 1, 1, 0, 3600, true" })
	void slidingIsForOneVectorOfFiltersAndColumnsThatFit(int rows, int columns, int channels, int stride,
			int dilationDown, int dilationAcross, int filtersMore, int groups, boolean refused) {
		ConvolutionProblem problem = new ConvolutionProblem(1, 9, 1100, channels * groups,
				(Panels.NARROWEST + filtersMore) * groups, new Extent(rows, columns), new Extent(1, stride),
				new Extent(dilationDown, dilationAcross), Padding.NONE, groups);
		assertThat(new SlidingConvolution().refusal(problem) != null).isEqualTo(refused);
	}

	/**
	 * Where vectors have as many filters as a group; with four lanes only where there are
	 * no groups and 32 registers, which the larger tile tells.
	 */
	@ParameterizedTest
	@CsvSource({ "56, 16, 32, true", "160, 16, 1, true", "160, 2, 1, false", "28, 64, 4, false" })
	void narrowLayersWithSomeChannelsSlide(int side, int channelsOfGroup, int groups, boolean expected) {
		boolean taken = Panels.NARROWEST >= 8 || (groups == 1 && Sliding.TILE > 12);
		int channels = channelsOfGroup * groups;
		ConvolutionProblem problem = new ConvolutionProblem(1, side, side, channels, Panels.NARROWEST * groups,
				new Extent(3, 3), Extent.ONE, Extent.ONE, new Padding(1, 1, 1, 1), groups);
		String algorithm = chosen(problem);
		assertThat(algorithm.equals("sliding")).as(algorithm).isEqualTo(expected && taken);
	}

	/** Each block would copy all rows between the kernel's first and last for itself. */
	@Test
	void wideDilationIsNotForPlanes() {
		ConvolutionProblem few = new ConvolutionProblem(1, 256, 256, 16, 3, new Extent(3, 3), Extent.ONE,
				new Extent(64, 64), new Padding(64, 64, 64, 64), 1);
		assertThat(chosen(few)).isNotEqualTo("planes");
	}

	private static String chosen(ConvolutionProblem problem) {
		float[] kernel = new float[problem.kernel().height() * problem.kernel().width() * problem.channelsPerGroup()
				* problem.filters()];
		return Algorithms.choose(problem, kernel, null, Clamp.NONE, false).algorithm();
	}

}
