package dev.convolve.engine.conv;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

import dev.convolve.engine.kernel.KernelMode;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.kernel.Winograd;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
import dev.convolve.network.Extent;
import dev.convolve.network.Padding;
import dev.convolve.testing.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every algorithm in turn, whether it would be chosen or not, on random problems with
 * explicit, uneven padding: exact on small integers, within its bound on real numbers,
 * the same bits for every number of threads. Runs once for each width of vectors and
 * without.
 */
class AlgorithmTests {

	private static final AlgorithmCheck CHECK = new AlgorithmCheck();

	private static final List<WorkerPool> POOLS = CHECK.pools();

	@BeforeAll
	static void tell() {
		System.out.println("Kernels: " + KernelMode.describe());
	}

	@AfterAll
	static void close() {
		CHECK.close();
	}

	static LongStream seeds() {
		return LongStream.range(0, 400);
	}

	@ParameterizedTest(name = "seed {0}")
	@MethodSource("seeds")
	void everyAlgorithmAgreesWithTheDefinition(long seed) {
		Random random = new Random(seed);
		ConvolutionProblem problem = RandomProblems.draw(random);
		boolean useBias = random.nextBoolean();
		Clamp clamp = List.of(Clamp.NONE, Clamp.RELU, Clamp.RELU6).get(random.nextInt(3));
		for (ConvolutionAlgorithm algorithm : Algorithms.all()) {
			if (algorithm.refusal(problem) != null) {
				continue;
			}
			String place = "seed %d, %s, %s".formatted(seed, algorithm.name(), problem.caseString());
			if (algorithm.isExact()) {
				CHECK.once(place, algorithm, problem, clamp, useBias, true, random);
			}
			CHECK.once(place, algorithm, problem, clamp, useBias, false, random);
		}
	}

	/**
	 * Long sums in several chunks and passes, the last filled up, and rows taken as they
	 * are.
	 */
	static List<ConvolutionProblem> largeProblems() {
		Padding one = new Padding(1, 1, 1, 1);
		Padding two = new Padding(2, 2, 2, 2);
		Extent three = new Extent(3, 3);
		Extent five = new Extent(5, 5);
		return List.of(new ConvolutionProblem(1, 9, 10, 288, 40, three, Extent.ONE, Extent.ONE, one, 1),
				new ConvolutionProblem(1, 9, 10, 300, 32, three, Extent.ONE, Extent.ONE, one, 1),
				new ConvolutionProblem(1, 13, 9, 140, 33, three, new Extent(2, 2), Extent.ONE, one, 1),
				new ConvolutionProblem(2, 17, 31, 64, 32, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 30, 35, 32, 48, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 33, 33, 64, 32, three, Extent.ONE, Extent.ONE, one, 1),
				new ConvolutionProblem(1, 11, 12, 144, 24, three, Extent.ONE, Extent.ONE, one, 1),
				new ConvolutionProblem(3, 7, 9, 200, 112, Extent.ONE, new Extent(2, 2), Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(2, 10, 7, 86, 80, three, Extent.ONE, new Extent(2, 2), one, 2),
				new ConvolutionProblem(1, 12, 12, 133, 100, three, new Extent(2, 1), Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(2, 14, 14, 128, 128, three, Extent.ONE, Extent.ONE, one, 4),
				new ConvolutionProblem(1, 19, 41, 120, 99, three, Extent.ONE, Extent.ONE, one, 3),
				new ConvolutionProblem(1, 15, 15, 96, 140, five, Extent.ONE, Extent.ONE, two, 2),
				new ConvolutionProblem(1, 21, 20, 128, 128, five, new Extent(2, 2), Extent.ONE, Padding.NONE, 2),
				new ConvolutionProblem(1, 9, 30, 480, 128, new Extent(1, 7), Extent.ONE, Extent.ONE, Padding.NONE, 2),
				new ConvolutionProblem(1, 13, 13, 128, 128, three, Extent.ONE, Extent.ONE, one, 2),
				new ConvolutionProblem(2, 13, 13, 32, 64, three, Extent.ONE, Extent.ONE, one, 2),
				new ConvolutionProblem(1, 15, 15, 34, 64, five, Extent.ONE, Extent.ONE, two, 2),
				new ConvolutionProblem(2, 17, 14, 66, 140, new Extent(4, 4), new Extent(2, 2), Extent.ONE, one, 2),
				new ConvolutionProblem(1, 14, 19, 48, 70, new Extent(4, 3), new Extent(2, 2), Extent.ONE, one, 1),
				new ConvolutionProblem(1, 11, 17, 100, 99, new Extent(2, 2), Extent.ONE, Extent.ONE,
						new Padding(0, 1, 0, 1), 1),
				new ConvolutionProblem(1, 17, 12, 64, 64, new Extent(2, 4), Extent.ONE, new Extent(2, 1), Padding.NONE,
						1),
				// Panels of two vectors that overlap: in groups, in strips, in several
				// chunks
				new ConvolutionProblem(1, 9, 10, 80, 240, three, Extent.ONE, new Extent(1, 2), one, 4),
				new ConvolutionProblem(1, 40, 41, 4, 120, three, Extent.ONE, Extent.ONE, one, 2),
				new ConvolutionProblem(1, 6, 7, 2310, 60, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				// More chunks than one of a run, or of several, and fewer than runs
				new ConvolutionProblem(1, 5, 7, 1160, 40, new Extent(2, 2), Extent.ONE, new Extent(2, 2), Padding.NONE,
						1),
				new ConvolutionProblem(1, 5, 7, 2300, 3, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(1, 45, 54, 3, 7, new Extent(20, 25), Extent.ONE, new Extent(2, 2), Padding.NONE,
						1),
				new ConvolutionProblem(1, 5, 7, 2310, 40, Extent.ONE, Extent.ONE, Extent.ONE, Padding.NONE, 1),
				new ConvolutionProblem(2, 9, 21, 33, 20, new Extent(5, 10), new Extent(2, 2), Extent.ONE, Padding.NONE,
						1));
	}

	@ParameterizedTest
	@EnumSource(Winograd.class)
	void largeProblemsOfGroupsReachEveryTransform(Winograd transform) {
		WinogradConvolution algorithm = new WinogradConvolution(transform);
		assertThat(largeProblems()).anyMatch((problem) -> problem.groups() > 1 && algorithm.refusal(problem) == null);
	}

	@ParameterizedTest
	@MethodSource("largeProblems")
	void everyAlgorithmAgreesWithTheDefinitionOfLargeProblems(ConvolutionProblem problem) {
		Random random = new Random(7);
		for (ConvolutionAlgorithm algorithm : Algorithms.all()) {
			if (algorithm.refusal(problem) == null) {
				CHECK.once(algorithm.name() + ", " + problem.caseString(), algorithm, problem, Clamp.RELU, true,
						algorithm.isExact(), random);
			}
		}
	}

	/**
	 * Blocks that are multiplied together, whole panels and not, many panels and few, in
	 * one pass and in two, with tiles that are cut off and a last block that is shorter.
	 */
	@ParameterizedTest
	@CsvSource({ "1, 17, 512, 544, 2", "1, 17, 512, 530, 2", "1, 17, 4200, 64, 2", "2, 14, 4200, 64, 2",
			"3, 14, 4200, 64, 2", "3, 14, 600, 470, 3" })
	void weightsThatNoCacheKeepsAgreeWithTheDefinition(int batch, int width, int channels, int filters, int together) {
		ConvolutionProblem problem = new ConvolutionProblem(batch, 17, width, channels, filters, new Extent(2, 2),
				Extent.ONE, Extent.ONE, Padding.NONE, 1);
		WinogradConvolution algorithm = new WinogradConvolution(Winograd.F2);
		WinogradParts parts = WinogradParts.of(Winograd.F2, problem.kernel(), Extent.ONE);
		int tiles = WinogradTiles.of(problem, parts).count();
		assertThat(WinogradBlocking.of(problem, parts, tiles, Processor.current(), 1).together()).isEqualTo(together);
		CHECK.once(algorithm.name() + ", " + problem.caseString(), algorithm, problem, Clamp.NONE, true, false,
				new Random(17));
	}

	@Test
	void whatOverflowsOnlyInBetweenIsComputedWithoutWinograd() {
		ConvolutionProblem problem = new ConvolutionProblem(1, 12, 12, 64, 32, new Extent(3, 3), Extent.ONE, Extent.ONE,
				Padding.NONE, 1);
		float[] input = Cases.normal(new Random(5), 12 * 12 * 64);
		for (int index = 0; index < input.length; index++) {
			input[index] = Math.copySign(1e38f, input[index]);
		}
		float[] kernel = new float[9 * 64 * 32];
		Arrays.fill(kernel, 1e-3f);
		float[] expected = new float[10 * 10 * 32];
		Algorithms.choose(problem, kernel, null, Clamp.RELU, true)
			.convolution()
			.run(input, expected, POOLS.getFirst(), Cancellation.NONE);
		Algorithms.Choice choice = Algorithms.choose(problem, kernel, null, Clamp.RELU, false);
		assertThat(choice.algorithm()).startsWith("winograd");
		float[] output = new float[expected.length];
		choice.convolution().run(input, output, POOLS.getLast(), Cancellation.NONE);
		assertThat(output).isEqualTo(expected);
		for (float value : output) {
			assertThat(value).isFinite();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 8, 32, 64 })
	void nanAndInfinityReachOnlyTheOutputsThatSeeThem(int groups) {
		Random random = new Random(1);
		int filters = Math.max(32, groups);
		ConvolutionProblem problem = new ConvolutionProblem(1, 13, 13, 64, filters, new Extent(3, 3), Extent.ONE,
				Extent.ONE, new Padding(1, 1, 1, 1), groups);
		float[] input = Cases.normal(random, 13 * 13 * 64);
		input[(2 * 13 + 2) * 64 + 5] = Float.POSITIVE_INFINITY;
		input[(9 * 13 + 9) * 64 + 7] = Float.NaN;
		float[] kernel = Cases.normal(random, 9 * 64 / groups * filters);
		float[] expected = new float[13 * 13 * filters];
		new DirectConvolution().prepare(problem, kernel, null, Clamp.NONE)
			.run(input, expected, POOLS.getFirst(), Cancellation.NONE);
		for (ConvolutionAlgorithm algorithm : Algorithms.all()) {
			if (algorithm.refusal(problem) == null) {
				float[] output = new float[expected.length];
				algorithm.prepare(problem, kernel, null, Clamp.NONE)
					.run(input, output, POOLS.getLast(), Cancellation.NONE);
				for (int index = 0; index < output.length; index++) {
					boolean same = Float.isFinite(expected[index]) ? Float.isFinite(output[index])
							: Float.compare(output[index], expected[index]) == 0;
					assertThat(same)
						.as("%s: output %d is %s, not %s", algorithm.name(), index, output[index], expected[index])
						.isTrue();
				}
			}
		}
	}

	@Test
	void outputsAreSummedUpTheSameWayWhateverTheThreads() {
		// 663 pixels: more blocks on more threads, and a last one of a few pixels
		ConvolutionProblem problem = new ConvolutionProblem(1, 13, 51, 300, 40, Extent.ONE, Extent.ONE, Extent.ONE,
				Padding.NONE, 1);
		Random random = new Random(3);
		float[] input = Cases.normal(random, 13 * 51 * 300);
		float[] kernel = Cases.normal(random, 300 * 40);
		Convolution convolution = new GemmConvolution().prepare(problem, kernel, Cases.normal(random, 40), Clamp.RELU);
		float[] first = new float[13 * 51 * 40];
		convolution.run(input, first, POOLS.getFirst(), Cancellation.NONE);
		for (WorkerPool pool : POOLS) {
			float[] output = new float[first.length];
			convolution.run(input, output, pool, Cancellation.NONE);
			assertThat(output).as("%d threads", pool.threads()).isEqualTo(first);
		}
	}

}
