package dev.convolve.engine.conv;

import java.util.Random;

import dev.convolve.engine.kernel.Winograd;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
import dev.convolve.network.Extent;
import dev.convolve.network.Padding;
import dev.convolve.testing.Cases;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rounding errors of Winograd's algorithms with few channels, mostly the fewest that
 * they take for some kernels, strides, paddings and sizes, where they are largest: on
 * inputs from behind a ReLU, half of them 0, and mostly at edges.
 */
class WinogradBoundTests {

	private static final double BOUND = 6e-7;

	private static final int IMAGES = 12;

	private static final int FILTERS = 64;

	@ParameterizedTest
	@CsvSource({ "F4, 3, 1, 1, 64", "F4, 3, 1, 1, 57", "F4, 3, 1, 1, 97", "F4, 3, 1, 0, 32", "F4, 3, 1, 1, 32",
			"F4, 3, 1, 2, 361", "F4, 3, 2, 0, 161", "F4, 2, 1, 0, 163", "F4, 4, 1, 0, 41", "F4, 5, 1, 0, 17",
			"F4, 5, 1, 2, 47", "F2, 3, 1, 1, 21", "F2, 3, 1, 1, 16", "F2, 2, 1, 0, 21", "F2_OF_5, 5, 1, 2, 45",
			"F2_OF_5, 5, 1, 2, 19", "F2_OF_5, 5, 1, 1, 17", "F3_OF_2, 2, 1, 0, 21", "F3_OF_2, 2, 1, 0, 64",
			"F3_OF_2, 2, 1, 1, 81", "F3_OF_2, 4, 2, 1, 16", "F3_OF_2, 4, 1, 0, 16", "F3_OF_2, 6, 3, 2, 16" })
	void errorsStayWithinTheBound(Winograd transform, int side, int stride, int padding, int channels) {
		int height = (stride * 3 + side) - 2 * padding;
		check(transform,
				new ConvolutionProblem(1, Math.max(side, height), 200, channels, FILTERS, new Extent(side, side),
						new Extent(stride, stride), Extent.ONE, new Padding(padding, padding, padding, padding), 1));
	}

	/** Tiles that begin above and left of the image, as its edges want them to. */
	@ParameterizedTest
	@CsvSource({ "F4, 1, 4, 201, 3, 1, 1, 32", "F4, 1, 9, 202, 3, 1, 1, 48", "F4, 60, 6, 6, 3, 1, 1, 32",
			"F4, 60, 6, 6, 5, 1, 2, 16", "F4, 30, 10, 10, 7, 1, 3, 16", "F4, 20, 8, 8, 3, 1, 2, 85",
			"F4, 20, 11, 11, 3, 2, 1, 129", "F4, 10, 17, 18, 5, 2, 2, 16", "F3_OF_2, 60, 6, 6, 2, 1, 1, 41" })
	void errorsStayWithinTheBoundWhereEdgesLieInTheMiddleOfTiles(Winograd transform, int batch, int height, int width,
			int side, int stride, int padding, int channels) {
		ConvolutionProblem problem = new ConvolutionProblem(batch, height, width, channels, FILTERS,
				new Extent(side, side), new Extent(stride, stride), Extent.ONE,
				new Padding(padding, padding, padding, padding), 1);
		WinogradTiles tiles = WinogradTiles.of(problem,
				WinogradParts.of(transform, problem.kernel(), problem.strides()));
		assertThat(tiles.down().outside()).isPositive();
		assertThat(tiles.across().outside()).isPositive();
		check(transform, problem);
	}

	@ParameterizedTest
	@CsvSource({ "3, 0, 108", "3, 1, 241", "4, 0, 133", "5, 0, 77", "7, 0, 41", "7, 3, 121", "8, 0, 67" })
	void errorsOfLinesStayWithinTheBound(int taps, int padding, int channels) {
		check(Winograd.LINE, new ConvolutionProblem(1, 8, 150, channels, FILTERS, new Extent(1, taps), Extent.ONE,
				Extent.ONE, new Padding(0, 0, padding, padding), 1));
	}

	private static void check(Winograd transform, ConvolutionProblem problem) {
		int terms = problem.kernel().height() * problem.kernel().width() * problem.channels();
		ConvolutionAlgorithm algorithm = new WinogradConvolution(transform);
		assertThat(algorithm.refusal(problem)).isNull();
		try (WorkerPool pool = new WorkerPool(1)) {
			for (int seed = 0; seed < IMAGES; seed++) {
				Random random = new Random(seed);
				float[] input = Cases.normal(random,
						problem.batch() * problem.height() * problem.width() * problem.channels());
				for (int index = 0; index < input.length; index++) {
					input[index] = Math.max(0, input[index]);
				}
				float[] kernel = Cases.normal(random, terms * FILTERS);
				float[] output = new float[problem.batch() * problem.outputHeight() * problem.outputWidth() * FILTERS];
				algorithm.prepare(problem, kernel, null, Clamp.NONE).run(input, output, pool, Cancellation.NONE);
				PaddedOracle oracle = new PaddedOracle(problem, input, kernel, null);
				double worst = 0;
				for (int index = 0; index < output.length; index++) {
					worst = Math.max(worst,
							Math.abs(output[index] - oracle.values()[index]) / oracle.magnitudes()[index]);
				}
				assertThat(worst).as("seed %d, %s: |error| / Σ|x·w|", seed, problem.caseString())
					.isLessThanOrEqualTo(BOUND);
			}
		}
	}

}
