package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Winograd;
import dev.convolve.network.Extent;
import dev.convolve.network.Padding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What algorithms are expected to cost, compared as measured.
 */
class CostTests {

	private static final Processor EIGHT_LANES = new Processor(8, 32 << 10, 512 << 10);

	private static final Processor SIXTEEN_LANES = new Processor(16, 32 << 10, 1 << 20);

	/**
	 * Measured: 0.65, 0.65 and 0.7 of the matrix product's time with 8 lanes, 0.51, 0.53
	 * and 0.57 with 16.
	 */
	@ParameterizedTest
	@CsvSource({ "5, 10, 2", "7, 7, 1", "5, 5, 2" })
	void kernelsInPartsAreCheapForFewFilters(int rows, int columns, int stride) {
		ConvolutionProblem problem = new ConvolutionProblem(1, 80, 80, 32, 32, new Extent(rows, columns),
				new Extent(stride, stride), Extent.ONE, Padding.NONE, 1);
		WinogradParts parts = WinogradParts.of(Winograd.F4, problem.kernel(), problem.strides());
		assertThat(Cost.winograd(problem, parts, EIGHT_LANES)).isLessThan(Cost.gemm(problem, EIGHT_LANES));
		assertThat(Cost.winograd(problem, parts, SIXTEEN_LANES)).isLessThan(Cost.gemm(problem, SIXTEEN_LANES));
	}

	/** Both fill three chunks of 32. */
	@Test
	void shortSumsCostMoreThanLongOnes() {
		assertThat(winograd(95, 64, EIGHT_LANES)).isGreaterThan(winograd(96, 64, EIGHT_LANES));
	}

	@Test
	void filtersFillWholePanels() {
		assertThat(winograd(64, 40, EIGHT_LANES)).isEqualTo(winograd(64, 48, EIGHT_LANES));
		assertThat(winograd(64, 40, SIXTEEN_LANES)).isEqualTo(winograd(64, 64, SIXTEEN_LANES));
	}

	private static double winograd(int channels, int filters, Processor processor) {
		ConvolutionProblem problem = new ConvolutionProblem(1, 34, 34, channels, filters, new Extent(3, 3), Extent.ONE,
				Extent.ONE, Padding.NONE, 1);
		return Cost.winograd(problem, WinogradParts.of(Winograd.F4, problem.kernel(), problem.strides()), processor);
	}

}
