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
 * The rounding errors of F(4×4, 3×3) with the fewest channels that it takes, where they
 * are largest: on inputs from behind a ReLU, half of them 0, and mostly at edges.
 */
class WinogradBoundTests {

	private static final double BOUND = 6e-7;

	private static final int IMAGES = 12;

	private static final int FILTERS = 64;

	@ParameterizedTest
	@CsvSource({ "64, 1", "44, 1", "32, 0" })
	void errorsStayWithinTheBound(int channels, int padding) {
		ConvolutionProblem problem = new ConvolutionProblem(1, 6 - 2 * padding, 200, channels, FILTERS,
				new Extent(3, 3), Extent.ONE, Extent.ONE, new Padding(padding, padding, padding, padding), 1);
		ConvolutionAlgorithm algorithm = new WinogradConvolution(Winograd.F4);
		assertThat(algorithm.refusal(problem)).isNull();
		try (WorkerPool pool = new WorkerPool(1)) {
			for (int seed = 0; seed < IMAGES; seed++) {
				Random random = new Random(seed);
				float[] input = Cases.normal(random, problem.height() * problem.width() * channels);
				for (int index = 0; index < input.length; index++) {
					input[index] = Math.max(0, input[index]);
				}
				float[] kernel = Cases.normal(random, 9 * channels * FILTERS);
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
