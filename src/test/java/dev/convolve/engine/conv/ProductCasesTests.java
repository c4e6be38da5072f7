package dev.convolve.engine.conv;

import java.util.List;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Panels;
import dev.convolve.network.Extent;
import dev.convolve.network.Padding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Problems that reach what matrix products in place, of one run of taps, of patches, of
 * one tap after the other and of hardly any filters have: their tiles, blocks and copies.
 * Runs once for each width of vectors and without.
 */
class ProductCasesTests {

	private static final AlgorithmCheck CHECK = new AlgorithmCheck();

	private static final int FAR = Integer.MAX_VALUE;

	@AfterAll
	static void close() {
		CHECK.close();
	}

	/**
	 * Whole tiles and a last one that overlaps, panels that do, dilated rows, rows no
	 * longer than a tile, several blocks of a row with padding, all images as one row, in
	 * one block and in several of which the last is shorter than a tile, and as long runs
	 * as are taken.
	 */
	static List<ConvolutionProblem> productsInPlace() {
		Padding uneven = new Padding(2, 1, 0, 3);
		Extent two = new Extent(2, 2);
		Extent three = new Extent(3, 3);
		return List.of(new ConvolutionProblem(2, 9, 131, 3, 64, three, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 9, 131, 3, 62, three, Extent.ONE, Extent.ONE, uneven, 1),
				new ConvolutionProblem(2, 13, 140, 1, 64, new Extent(5, 20), two, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 11, 83, 7, 96, new Extent(3, 2), new Extent(2, 1), new Extent(2, 1), uneven,
						1),
				new ConvolutionProblem(2, 21, 83, 2, 64, new Extent(3, 1), two, new Extent(3, 2), Padding.NONE, 1),
				new ConvolutionProblem(1, 9, 6, 5, 64, new Extent(2, 1), Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 40, 7, 4, 126, three, Extent.ONE, Extent.ONE, new Padding(1, 1, 1, 1), 1),
				new ConvolutionProblem(2, 1, 700, 2, 64, new Extent(1, 7), new Extent(1, 2), Extent.ONE,
						new Padding(0, 0, 3, 3), 1),
				new ConvolutionProblem(2, 2, 253, 9, 64, new Extent(3, 2), Extent.ONE, Extent.ONE, uneven, 1),
				new ConvolutionProblem(3, 7, 9, 20, 64, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 10, 73, 64, 64, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 5, 9, 511, 64, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1));
	}

	@ParameterizedTest
	@MethodSource("productsInPlace")
	void productsInPlaceAgreeWithTheDefinition(ConvolutionProblem problem) {
		CHECK.withAndWithoutBias(new InPlaceConvolution(), problem, 23);
	}

	/**
	 * Fewer filters than the narrowest panel has, or a panel of two: rows in which no
	 * pixel, some and most are stored where they belong; a single filter, several images
	 * and blocks, panels of one vector behind others.
	 */
	static List<ConvolutionProblem> narrow() {
		Padding uneven = new Padding(2, 1, 0, 3);
		Extent three = new Extent(3, 3);
		return List.of(new ConvolutionProblem(2, 5, 7, 9, 1, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 9, 6, 5, 3, three, Extent.ONE, Extent.ONE, new Padding(1, 1, 1, 1), 1),
				new ConvolutionProblem(2, 7, 31, 4, 2, three, Extent.ONE, Extent.ONE, uneven, 1),
				new ConvolutionProblem(1, 12, 500, 3, 7, three, Extent.ONE, Extent.ONE, uneven, 1),
				new ConvolutionProblem(2, 9, 14, 6, 8, three, Extent.ONE, Extent.ONE, uneven, 1),
				new ConvolutionProblem(1, 10, 73, 511, 7, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 98, 98, 16, 2 * Panels.WIDEST + 4, Extent.ONE, Extent.ONE, Extent.ONE,
						Padding.NONE, 1),
				new ConvolutionProblem(2, 11, 13, 6, Panels.NARROWEST + 5, three, new Extent(1, 2), Extent.ONE, uneven,
						1),
				new ConvolutionProblem(1, 10, 17, 7, Panels.NARROWEST, new Extent(1, 3), Extent.ONE, Extent.ONE,
						Padding.NONE, 1),
				new ConvolutionProblem(1, 9, 15, 8, Panels.WIDEST + 3, three, Extent.ONE, Extent.ONE, uneven, 1),
				new ConvolutionProblem(1, 9, 15, 8, Panels.WIDEST + Panels.NARROWEST, three, new Extent(2, 2),
						Extent.ONE, uneven, 1));
	}

	@ParameterizedTest
	@MethodSource("narrow")
	void narrowProductsInPlaceAgreeWithTheDefinition(ConvolutionProblem problem) {
		CHECK.withAndWithoutBias(new InPlaceConvolution(), problem, 46);
	}

	/**
	 * Taps that all follow each other: in fours, enough of them or too few, as many as
	 * there may be, and not in fours; in two chunks, both in fours or one of them; one
	 * pixel, tiles of six and five pixels, panels of one vector and panels that overlap,
	 * strides, groups, a kernel of one row.
	 */
	static List<ConvolutionProblem> runs() {
		Extent two = new Extent(2, 2);
		return List.of(new ConvolutionProblem(1, 7, 7, 48, 32, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(2, 5, 5, 52, 40, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 9, 9, 1160, 27, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 5, 7, 1161, 32, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 5, 5, 1152, 32, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 5, 5, 508, 32, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 8, 7, 64, 36, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 13, 11, 64, 112, Extent.ONE, two, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 9, 21, 64, 32, Extent.ONE, two, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 1, 1, 64, 32, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(3, 7, 9, 44, 32, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 6, 5, 50, 32, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(2, 8, 9, 120, 64, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 2),
				new ConvolutionProblem(1, 6, 31, 12, 30, new Extent(1, 5), Extent.ONE, Extent.ONE,
						new Padding(0, 0, 2, 2), 1));
	}

	@ParameterizedTest
	@MethodSource("runs")
	void productsOfOneRunAgreeWithTheDefinition(ConvolutionProblem problem) {
		CHECK.withAndWithoutBias(new IndirectConvolution(), problem, 37);
		ConvolutionAlgorithm inPlace = new InPlaceConvolution();
		if (inPlace.refusal(problem) == null) {
			CHECK.withAndWithoutBias(inPlace, problem, 38);
		}
		ConvolutionAlgorithm patches = new PatchConvolution();
		if (patches.refusal(problem) == null) {
			CHECK.withAndWithoutBias(patches, problem, 39);
		}
	}

	/**
	 * Groups in place: one slice of them and several, one group a slice, padding beyond
	 * the image, strides, rows that are dilated, several blocks of columns, panels that
	 * overlap, 1×1 with and without strides.
	 */
	static List<ConvolutionProblem> groupsInPlace() {
		Padding uneven = new Padding(2, 1, 0, 3);
		Extent two = new Extent(2, 2);
		Extent three = new Extent(3, 3);
		int overlapping = Gemm.PANEL + Panels.NARROWEST + 1;
		return List.of(
				new ConvolutionProblem(2, 9, 11, 16 * 24, 32 * 24, three, Extent.ONE, Extent.ONE,
						new Padding(1, 1, 1, 1), 24),
				new ConvolutionProblem(1, 12, 250, 16 * 3, 32 * 3, three, Extent.ONE, Extent.ONE, uneven, 3),
				new ConvolutionProblem(1, 9, 14, 144 * 2, 2 * overlapping, new Extent(2, 3), two, Extent.ONE, uneven,
						2),
				new ConvolutionProblem(2, 8, 9, 32 * 5, 32 * 5, three, new Extent(1, 2), new Extent(2, 1),
						new Padding(3, 2, 9, 10), 5),
				new ConvolutionProblem(1, 7, 8, 16 * 2, 32 * 2, new Extent(3, 1), Extent.ONE, Extent.ONE, Padding.NONE,
						2),
				new ConvolutionProblem(3, 7, 9, 48 * 4, 32 * 4, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 4),
				new ConvolutionProblem(1, 13, 15, 64 * 3, overlapping * 3, Extent.ONE, two, Extent.ONE, Padding.NONE,
						3),
				new ConvolutionProblem(1, 40, 7, 16 * 9, 32 * 9, new Extent(5, 2), Extent.ONE, Extent.ONE, Padding.NONE,
						9));
	}

	@ParameterizedTest
	@MethodSource("groupsInPlace")
	void groupsInPlaceAgreeWithTheDefinition(ConvolutionProblem problem) {
		CHECK.withAndWithoutBias(new InPlaceConvolution(), problem, 43);
	}

	/**
	 * Groups of few channels, each copied to a place of its own: with strides, uneven
	 * padding, dilated rows, several blocks, several slices, panels that are not full.
	 */
	static List<ConvolutionProblem> groupsApart() {
		Padding one = new Padding(1, 1, 1, 1);
		Padding uneven = new Padding(2, 1, 0, 3);
		Extent two = new Extent(2, 2);
		Extent three = new Extent(3, 3);
		int vector = Math.max(8, Panels.NARROWEST);
		return List.of(new ConvolutionProblem(2, 14, 13, vector * 16, 8 * 16, three, two, Extent.ONE, one, 16),
				new ConvolutionProblem(1, 40, 41, 16 * 4, 20 * 4, three, Extent.ONE, Extent.ONE, uneven, 4),
				new ConvolutionProblem(1, 9, 11, 3 * vector * 6, 3 * 6, new Extent(3, 2), new Extent(1, 3),
						new Extent(2, 1), uneven, 6),
				new ConvolutionProblem(1, 7, 7, 32 * 6, 48 * 6, new Extent(1, 5), Extent.ONE, Extent.ONE,
						new Padding(0, 0, 2, 2), 6));
	}

	@ParameterizedTest
	@MethodSource("groupsApart")
	void groupsCopiedApartAgreeWithTheDefinition(ConvolutionProblem problem) {
		assertThat(IndirectBlocking.isSplit(problem)).isTrue();
		CHECK.withAndWithoutBias(new IndirectConvolution(), problem, 45);
	}

	/**
	 * Patches as they lie, of several images, and copied: with padding and without,
	 * values that are no whole vectors, runs of single values, blocks whose last one is
	 * shorter than a tile, several parts, panels that overlap, the longest.
	 */
	static List<ConvolutionProblem> patches() {
		Padding uneven = new Padding(2, 1, 0, 3);
		Extent two = new Extent(2, 2);
		Extent three = new Extent(3, 3);
		int overlapping = Gemm.PANEL + Panels.NARROWEST + 1;
		return List.of(new ConvolutionProblem(3, 5, 7, 64, 32, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(2, 31, 17, 100, overlapping, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE,
						1),
				new ConvolutionProblem(2, 9, 8, 50, 32, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(2, 13, 12, 64, 32, Extent.ONE, two, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 9, 9, 64, 3 * Gemm.PANEL, Extent.ONE, Extent.ONE, Extent.ONE, uneven, 1),
				new ConvolutionProblem(2, 32, 48, 3, 96, new Extent(4, 4), new Extent(4, 4), Extent.ONE, Padding.NONE,
						1),
				new ConvolutionProblem(1, 40, 23, 3, overlapping, new Extent(7, 7), two, Extent.ONE, uneven, 1),
				new ConvolutionProblem(1, 12, 11, 8, 32, three, Extent.ONE, two, uneven, 1),
				new ConvolutionProblem(1, 30, 31, 1, 32, new Extent(7, 9), new Extent(1, 2), new Extent(2, 3), uneven,
						1),
				new ConvolutionProblem(1, 7, 6, 128, 4 * Gemm.PANEL, three, Extent.ONE, Extent.ONE,
						new Padding(1, 1, 1, 1), 1),
				new ConvolutionProblem(1, 3, 2, 72, 32, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 5, 5, 16, 32, two, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 1, 487, 24, 32, new Extent(1, 2), Extent.ONE, Extent.ONE, Padding.NONE, 1));
	}

	@ParameterizedTest
	@MethodSource("patches")
	void patchesAgreeWithTheDefinition(ConvolutionProblem problem) {
		CHECK.withAndWithoutBias(new PatchConvolution(), problem, 41);
	}

	/**
	 * Taps that no output sees inside, all of them, and such as one output does: padding
	 * on one side, beyond the kernel, and far beyond; strides that step over the image,
	 * dilation; several images in a block and blocks that end in a row, the image in the
	 * cache and larger; one part of channels and several; panels of one vector and panels
	 * that overlap, groups.
	 */
	static List<ConvolutionProblem> tapwise() {
		Padding one = new Padding(1, 1, 1, 1);
		Padding uneven = new Padding(2, 1, 0, 3);
		Extent two = new Extent(2, 2);
		Extent three = new Extent(3, 3);
		int overlapping = Gemm.PANEL + Panels.NARROWEST + 1;
		return List.of(new ConvolutionProblem(1, 7, 7, 64, 64, three, Extent.ONE, Extent.ONE, one, 1),
				new ConvolutionProblem(3, 5, 6, 40, overlapping, three, Extent.ONE, Extent.ONE, uneven, 1),
				new ConvolutionProblem(2, 9, 8, 1200, 32, three, two, Extent.ONE, one, 1),
				new ConvolutionProblem(1, 33, 31, 150, 48, three, Extent.ONE, new Extent(12, 12),
						new Padding(12, 12, 12, 12), 1),
				new ConvolutionProblem(1, 9, 7, 24, 32, three, Extent.ONE, new Extent(18, 20),
						new Padding(18, 18, 20, 20), 1),
				new ConvolutionProblem(2, 12, 12, 48, 48, three, Extent.ONE, Extent.ONE, one, 3),
				new ConvolutionProblem(1, 1, 1, 64, 32, three, Extent.ONE, Extent.ONE, one, 1),
				new ConvolutionProblem(1, 4, 5, 17, 32, new Extent(6, 1), new Extent(3, 2), new Extent(1, 4),
						new Padding(9, 8, 3, 0), 1),
				new ConvolutionProblem(1, 3, 4, 20, 32, two, new Extent(7, 5), Extent.ONE, new Padding(20, 9, 11, 30),
						1),
				new ConvolutionProblem(1, 6, 500, 8, Panels.NARROWEST, new Extent(1, 5), Extent.ONE, Extent.ONE,
						new Padding(0, 0, 2, 2), 1),
				new ConvolutionProblem(9, 8, 9, 16, 3 * Gemm.PANEL, three, Extent.ONE, Extent.ONE, one, 1),
				new ConvolutionProblem(1, 64, 64, 70, 32, three, two, two, uneven, 1),
				new ConvolutionProblem(1, 2, 2, 32, 32, Extent.ONE, new Extent(9, 9), Extent.ONE,
						new Padding(4, 3, 4, 3), 1),
				new ConvolutionProblem(1, 5, 5, 8, 64, new Extent(3, 1), new Extent(FAR, 1), new Extent(FAR, 1),
						new Padding(FAR, FAR, 0, 0), 1));
	}

	@ParameterizedTest
	@MethodSource("tapwise")
	void productsOfOneTapAfterTheOtherAgreeWithTheDefinition(ConvolutionProblem problem) {
		CHECK.withAndWithoutBias(new TapwiseConvolution(), problem, 47);
	}

	/**
	 * One filter to four; channels that fill vectors, do not, and are less than one;
	 * pixels in eights and not, in several blocks, of several images, with strides.
	 */
	static List<ConvolutionProblem> dots() {
		Extent uneven = new Extent(2, 3);
		return List.of(new ConvolutionProblem(1, 8, 8, 64, 1, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(2, 7, 5, 77, 1, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(3, 9, 11, 47, 2, Extent.ONE, uneven, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 41, 53, 33, 3, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(2, 13, 12, 3, 4, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 1, 1, 130, 4, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 30, 31, 1, 1, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1));
	}

	@ParameterizedTest
	@MethodSource("dots")
	void productsOfHardlyAnyFiltersAgreeWithTheDefinition(ConvolutionProblem problem) {
		CHECK.withAndWithoutBias(new DotConvolution(), problem, 53);
	}

}
