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
 * The rounding errors of Winograd's algorithms with the fewest channels that they take
 * for some kernels, strides and paddings, where they are largest: on inputs from behind a
 * ReLU, half of them 0, and mostly at edges.
 */
class WinogradBoundTests {

	private static final double BOUND = 6e-7;

	private static final int IMAGES = 12;

	private static final int FILTERS = 64;

	@ParameterizedTest
	@CsvSource({ "F4, 3, 1, 1, 64", "F4, 3, 1, 1, 57", "F4, 3, 1, 1, 97", "F4, 3, 1, 0, 32", "F4, 3, 1, 2, 361",
			"F4, 3, 2, 0, 161", "F4, 2, 1, 0, 163", "F4, 4, 1, 0, 41", "F4, 5, 1, 0, 17", "F4, 5, 1, 2, 47",
			"F2, 3, 1, 1, 21", "F2, 3, 1, 1, 16", "F2, 2, 1, 0, 21", "F2_OF_5, 5, 1, 2, 45", "F2_OF_5, 5, 1, 2, 16",
			"F2_OF_5, 5, 1, 1, 17" })
	void errorsStayWithinTheBound(Winograd transform, int side, int stride, int padding, int channels) {
		int height = (stride * 3 + side) - 2 * padding;
		ConvolutionProblem problem = new ConvolutionProblem(1, Math.max(side, height), 200, channels, FILTERS,
				new Extent(side, side), new Extent(stride, stride), Extent.ONE,
				new Padding(padding, padding, padding, padding), 1);
		ConvolutionAlgorithm algorithm = new WinogradConvolution(transform);
		assertThat(algorithm.refusal(problem)).isNull();
		try (WorkerPool pool = new WorkerPool(1)) {
			for (int seed = 0; seed < IMAGES; seed++) {
				Random random = new Random(seed);
				float[] input = Cases.normal(random, problem.height() * problem.width() * channels);
				for (int index = 0; index < input.length; index++) {
					input[index] = Math.max(0, input[index]);
				}
				float[] kernel = Cases.normal(random, side * side * channels * FILTERS);
				float[] output = new float[problem.outputHeight() * problem.outputWidth() * FILTERS];
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
