package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Panels;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Sliding;
import dev.convolve.network.Extent;
import dev.convolve.network.Padding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Into how many blocks products and depthwise convolutions are cut: enough for every
 * thread, none so large that a request could not be stopped for long.
 */
class BlockingTests {

	private static final Processor PROCESSOR = new Processor(16, 32 << 10, 1 << 20);

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 16, 128 })
	void productsInPlaceHaveEnoughBlocksNoneOfThemLarge(int threads) {
		Extent three = new Extent(3, 3);
		Padding one = new Padding(1, 1, 1, 1);
		for (ConvolutionProblem problem : new ConvolutionProblem[] {
				new ConvolutionProblem(1, 4, 20_000, 3, 64, three, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 1, 200_000, 8, 64, new Extent(1, 7), Extent.ONE, Extent.ONE,
						new Padding(0, 0, 3, 3), 1),
				new ConvolutionProblem(1, 1, 3136, 64, 64, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 256, 256, 16, 64, new Extent(3, 1), Extent.ONE, new Extent(64, 1),
						new Padding(64, 64, 0, 0), 1),
				new ConvolutionProblem(1, 2000, 2000, 64, 64, three, Extent.ONE, Extent.ONE, one, 1) }) {
			InPlaceBlocking blocking = InPlaceBlocking.of(problem, PROCESSOR, threads);
			long blocks = Math.ceilDiv(problem.outputHeight(), blocking.rows())
					* (long) Math.ceilDiv(problem.outputWidth(), blocking.columns());
			long outputs = (long) problem.outputHeight() * problem.outputWidth();
			assertThat(blocks).as(problem.caseString())
				.isGreaterThanOrEqualTo(Math.min(Cost.tasks(problem, threads), outputs / 120));
			assertThat(blocking.rows() * blocking.columns()).as(problem.caseString()).isBetween(6, 480);
		}
	}

	/**
	 * Patches that are copied, as they lie, and of many images; but a part that copies
	 * them has three panels at least, or two of four vectors.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 16, 128 })
	void productsOfPatchesHaveEnoughBlocksNoneOfThemLarge(int threads) {
		for (ConvolutionProblem problem : new ConvolutionProblem[] {
				new ConvolutionProblem(1, 224, 224, 3, 768, new Extent(16, 16), new Extent(16, 16), Extent.ONE,
						Padding.NONE, 1),
				new ConvolutionProblem(1, 14, 14, 256, 1024, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(64, 4, 6, 32, 512, new Extent(2, 2), new Extent(2, 2), Extent.ONE, Padding.NONE,
						1),
				new ConvolutionProblem(1, 2000, 2000, 64, 64, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1) }) {
			PatchBlocking blocking = PatchBlocking.of(problem, PROCESSOR, threads);
			int images = PatchBlocking.images(problem);
			int pixels = problem.batch() / images * problem.outputHeight() * problem.outputWidth();
			int panels = PanelWeights.count(problem.filters());
			long tasks = (long) images * Math.ceilDiv(pixels, blocking.pixels())
					* Math.ceilDiv(panels, blocking.panels());
			long most = (long) images * pixels / 96 * Math.max(1, panels / 8);
			assertThat(tasks).as(problem.caseString())
				.isGreaterThanOrEqualTo(Math.min(Cost.tasks(problem, threads) / 2, most));
			assertThat(blocking.pixels()).as(problem.caseString()).isBetween(6, 480);
			if (!PatchBlocking.isDirect(problem)) {
				assertThat(blocking.panels()).as(problem.caseString())
					.isGreaterThanOrEqualTo(Math.min(panels, (Panels.MOST_VECTORS == 4) ? 2 : 3));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 16, 128 })
	void productsOfTapsHaveEnoughBlocksNoneOfThemLarge(int threads) {
		Extent three = new Extent(3, 3);
		Padding one = new Padding(1, 1, 1, 1);
		for (ConvolutionProblem problem : new ConvolutionProblem[] {
				new ConvolutionProblem(1, 7, 7, 512, 512, three, Extent.ONE, Extent.ONE, one, 1),
				new ConvolutionProblem(64, 7, 7, 256, 16, three, Extent.ONE, Extent.ONE, one, 1),
				new ConvolutionProblem(8, 28, 28, 512, 8192, three, Extent.ONE, Extent.ONE, one, 1),
				new ConvolutionProblem(1, 7, 7, 512, 512, three, Extent.ONE, Extent.ONE, one, 4),
				new ConvolutionProblem(1, 65, 65, 2048, 256, three, Extent.ONE, new Extent(36, 36),
						new Padding(36, 36, 36, 36), 1),
				new ConvolutionProblem(1, 2000, 2000, 64, 64, three, Extent.ONE, Extent.ONE, one, 1) }) {
			TapwiseBlocking blocking = TapwiseBlocking.of(problem, PROCESSOR, threads);
			long pixels = (long) problem.batch() * problem.outputHeight() * problem.outputWidth();
			int panels = PanelWeights.count(problem.filtersPerGroup());
			long tasks = Math.ceilDiv(pixels, blocking.pixels()) * Math.ceilDiv(panels, blocking.panels())
					* problem.groups();
			assertThat(tasks).as(problem.caseString())
				.isGreaterThanOrEqualTo(Math.min(Cost.tasks(problem, threads) / 2, pixels * panels / 96));
			assertThat(blocking.pixels()).as(problem.caseString()).isBetween(6, 480);
			assertThat((blocking.pixels() + 1L) * blocking.panels() * Panels.WIDEST).as(problem.caseString())
				.isLessThanOrEqualTo(GemmBlocking.MOST_SUMS);
		}
	}

	/** Padding that no int counts, and taps so far away. */
	@Test
	void tapsMayLieFarOutside() {
		int far = Integer.MAX_VALUE;
		ConvolutionProblem problem = new ConvolutionProblem(1, 5, 5, 8, 64, new Extent(3, 1), new Extent(far, 1),
				new Extent(far, 1), new Padding(far, far, 0, 0), 1);
		assertThat(problem.outputHeight()).isOne();
		assertThat(TapwiseBlocking.down(problem, 0).count()).isZero();
		assertThat(TapwiseBlocking.down(problem, 1).count()).isOne();
		assertThat(TapwiseBlocking.down(problem, 1).place(0)).isZero();
		assertThat(TapwiseBlocking.down(problem, 2).count()).isZero();
	}

	/** Several tasks a thread, so that none waits long for another. */
	@ParameterizedTest
	@ValueSource(ints = { 2, 16, 64 })
	void groupsInPlaceHaveEnoughBlocks(int threads) {
		ConvolutionProblem problem = new ConvolutionProblem(1, 56, 56, 512, 512, new Extent(3, 3), Extent.ONE,
				Extent.ONE, new Padding(1, 1, 1, 1), 32);
		InPlaceBlocking blocking = InPlaceBlocking.of(problem, PROCESSOR, threads);
		long slices = problem.groups() / InPlaceBlocking.groupsTogether(problem);
		long tasks = slices * Math.ceilDiv(56, blocking.rows()) * Math.ceilDiv(56, blocking.columns());
		assertThat(tasks).isGreaterThanOrEqualTo(3 * threads);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 16, 128 })
	void slidingColumnsHaveEnoughBlocksNoneOfThemLarge(int threads) {
		Extent three = new Extent(3, 3);
		Padding one = new Padding(1, 1, 1, 1);
		int lanes = Panels.NARROWEST;
		for (ConvolutionProblem problem : new ConvolutionProblem[] {
				new ConvolutionProblem(1, 14, 14, 512, 32 * lanes, three, Extent.ONE, Extent.ONE, one, 32),
				new ConvolutionProblem(1, 56, 56, 512, 32 * lanes, three, Extent.ONE, Extent.ONE, one, 32),
				new ConvolutionProblem(3, 112, 112, 64, 12, three, Extent.ONE, Extent.ONE, one, 4),
				new ConvolutionProblem(1, 1, 500_000, 148, lanes, new Extent(1, 512), Extent.ONE, Extent.ONE,
						Padding.NONE, 1),
				new ConvolutionProblem(1, 400, 200, 16, lanes, three, new Extent(2, 1), Extent.ONE, one, 1),
				new ConvolutionProblem(1, 900, 90, 5, lanes, three, new Extent(3, 1), Extent.ONE, one, 1) }) {
			SlidingBlocking blocking = SlidingBlocking.of(problem, threads);
			int groups = problem.groups() / blocking.groups();
			long blocks = Math.ceilDiv(problem.outputHeight(), blocking.rows())
					* (long) Math.ceilDiv(problem.outputWidth(), blocking.width()) * groups;
			assertThat(problem.batch() * blocks).as(problem.caseString())
				.isGreaterThanOrEqualTo(Cost.tasks(problem, threads) / 2);
			assertThat(blocking.rows() * blocking.width()).as(problem.caseString()).isLessThanOrEqualTo(1000);
			assertThat(blocking.width() % blocking.pixels()).isZero();
			assertThat(problem.inputRows(blocking.rows()) * problem.channelsPerGroup())
				.isLessThanOrEqualTo(Sliding.MOST_VALUES);
			assertThat(groups == 1 || problem.filtersPerGroup() == lanes).isTrue();
		}
	}

	/** Whole tall tiles, but not fewer blocks than two for each thread. */
	@ParameterizedTest
	@CsvSource({ "32, 1, 32", "32, 2, 6", "56, 2, 6", "56, 4, 6", "56, 16, 3", "224, 2, 36", "224, 16, 6" })
	void blocksOfTallTilesAreSixRows(int side, int threads, int rows) {
		ConvolutionProblem problem = new ConvolutionProblem(1, side, side, 3, 64, new Extent(3, 3), Extent.ONE,
				Extent.ONE, new Padding(1, 1, 1, 1), 1);
		Processor processor = new Processor(8, 32 << 10, 512 << 10);
		assertThat(StripBlocking.of(problem, processor, threads).rows()).isEqualTo(rows);
	}

	/**
	 * As many as are in a row of the image, but not with padding, nor if there were fewer
	 * blocks than two for each thread or the caches held the outputs.
	 */
	@ParameterizedTest
	@CsvSource({ "572, 1, 0, 10", "572, 16, 0, 10", "572, 47, 0, 10", "572, 48, 0, 1", "572, 1, 1, 1", "130, 1, 0, 1" })
	void stripsOfManyOutputsLieSideBySide(int side, int threads, int padding, int strips) {
		ConvolutionProblem problem = new ConvolutionProblem(1, side, side, 1, 64, new Extent(3, 3), Extent.ONE,
				Extent.ONE, new Padding(padding, padding, padding, padding), 1);
		StripBlocking blocking = StripBlocking.of(problem, PROCESSOR, threads);
		assertThat(blocking.strips()).isEqualTo(strips);
		assertThat(Math.ceilDiv(problem.outputHeight(), blocking.rows()))
			.isGreaterThanOrEqualTo((strips > 1) ? 2 * threads : 1);
	}

	/** One row, which one thread would compute. */
	@Test
	void stripsOfFlatImagesDoNotLieSideBySide() {
		ConvolutionProblem problem = new ConvolutionProblem(1, 1, 2601, 2, 1000, Extent.ONE, Extent.ONE, Extent.ONE,
				Padding.NONE, 1);
		assertThat(StripBlocking.of(problem, new Processor(8, 32 << 10, 512 << 10), 1).strips()).isOne();
	}

	/** To wake another thread would take longer than they do. */
	@Test
	void smallIndirectProductsAreNotSharedOut() {
		ConvolutionProblem problem = new ConvolutionProblem(1, 14, 14, 6, 16, new Extent(5, 5), Extent.ONE, Extent.ONE,
				Padding.NONE, 1);
		IndirectBlocking blocking = IndirectBlocking.of(problem, PROCESSOR, 16);
		assertThat(blocking.pixels()).isGreaterThanOrEqualTo(100);
		assertThat(blocking.panels()).isEqualTo(PanelWeights.count(16));
	}

	@ParameterizedTest
	@CsvSource({ "14, 384, 7, 2", "14, 384, 7, 16", "7, 960, 5, 4", "56, 96, 7, 8", "112, 32, 5, 8" })
	void depthwiseConvolutionsHaveEnoughBlocks(int side, int channels, int kernel, int threads) {
		int before = (kernel - 1) / 2;
		ConvolutionProblem problem = new ConvolutionProblem(1, side, side, channels, channels,
				new Extent(kernel, kernel), Extent.ONE, Extent.ONE,
				new Padding(before, kernel - 1 - before, before, kernel - 1 - before), channels);
		DepthwiseLayout layout = new DepthwiseLayout(problem, false);
		DepthwiseBlocking blocking = DepthwiseBlocking.of(problem, layout, PROCESSOR, false, false);
		int blocks = Math.ceilDiv(side, blocking.rows());
		int part = blocking.vectorsOfPart(layout.vectors(), blocks, threads);
		assertThat(blocks * Math.ceilDiv(layout.vectors(), part)).isGreaterThanOrEqualTo(3 * threads);
		assertThat(blocking.vectorsOfPart(layout.vectors(), blocks, 1)).isEqualTo(blocking.vectors());
	}

}
