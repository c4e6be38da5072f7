package dev.convolve.engine.conv;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

import dev.convolve.engine.kernel.KernelMode;
import dev.convolve.engine.kernel.Planes;
import dev.convolve.engine.kernel.Winograd;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
import dev.convolve.network.Extent;
import dev.convolve.network.Padding;
import dev.convolve.tensor.Values;
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

	private static final List<WorkerPool> POOLS = List.of(new WorkerPool(1), new WorkerPool(2), new WorkerPool(5));

	/** |error| / Σ|x·w| of Winograd's algorithms. */
	private static final double WINOGRAD_BOUND = 6e-7;

	@BeforeAll
	static void tell() {
		System.out.println("Kernels: " + KernelMode.describe());
	}

	@AfterAll
	static void close() {
		POOLS.forEach(WorkerPool::close);
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
				check(place, algorithm, problem, clamp, useBias, true, random);
			}
			check(place, algorithm, problem, clamp, useBias, false, random);
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
				check(algorithm.name() + ", " + problem.caseString(), algorithm, problem, Clamp.RELU, true,
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
		assertThat(
				WinogradBlocking.of(problem, WinogradParts.of(Winograd.F2, problem.kernel(), Extent.ONE), 1).together())
			.isEqualTo(together);
		check(algorithm.name() + ", " + problem.caseString(), algorithm, problem, Clamp.NONE, true, false,
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
	@ValueSource(ints = { 1, 32, 64 })
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
		checkWithAndWithoutBias(new PlaneConvolution(), problem, 11);
	}

	/** Filters in fours, single ones, and both, of one group and of several. */
	@ParameterizedTest
	@CsvSource({ "3, 2", "4, 3", "5, 1", "5, 3", "7, 1", "8, 1", "8, 2", "11, 2", "15, 1", "16, 2" })
	void planesOfManyFiltersAgreeWithTheDefinition(int filters, int groups) {
		int perGroup = Math.min(filters, Planes.MOST_FILTERS);
		checkWithAndWithoutBias(new PlaneConvolution(), new ConvolutionProblem(1, 23, 40, 5 * groups, perGroup * groups,
				new Extent(3, 2), Extent.ONE, new Extent(1, 2), new Padding(2, 1, 0, 3), groups), 12);
	}

	/**
	 * Taps that are shifted from those before them: few and many, the last ones not as
	 * many as the stride, at the end of the input, too many to be shifted, dilated; then
	 * kernel columns that slide, and too many to do so.
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
				new ConvolutionProblem(2, 9, 9, 64, 64, new Extent(5, 4), Extent.ONE, Extent.ONE, Padding.NONE, 4));
	}

	@ParameterizedTest
	@MethodSource("strips")
	void stripsAgreeWithTheDefinition(ConvolutionProblem problem) {
		checkWithAndWithoutBias(new StripConvolution(), problem, 13);
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
		checkWithAndWithoutBias(new InPlaceConvolution(), problem, 23);
	}

	/** Rows that take the places of others, in several blocks of each task and parts. */
	@ParameterizedTest
	@CsvSource({ "1, 1", "2, 1", "7, 1", "1, 3", "2, 2" })
	void manyRowsOfChannelsAgreeWithTheDefinition(int stride, int dilation) {
		ConvolutionProblem problem = new ConvolutionProblem(2, 46, 40, 136, 136, new Extent(5, 4),
				new Extent(stride, 1), new Extent(dilation, 1), new Padding(4, 3, 2, 2), 136);
		checkWithAndWithoutBias(DepthwiseConvolution.depthwise(), problem, 25);
	}

	/** Fewer outputs in a row than a kernel computes, several blocks of filters. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3 })
	void narrowRowsOfManyFiltersAgreeWithTheDefinition(int width) {
		ConvolutionProblem problem = new ConvolutionProblem(2, 9, width, 150, 300, new Extent(4, 1), Extent.ONE,
				Extent.ONE, Padding.NONE, 150);
		checkWithAndWithoutBias(DepthwiseConvolution.depthwise(), problem, 15);
	}

	/** Rows cut into fourteen, seven and four outputs, and into fewer kinds of them. */
	@ParameterizedTest
	@ValueSource(ints = { 8, 14, 17, 18, 25, 28, 31, 35, 47 })
	void longRowsOfChannelsAgreeWithTheDefinition(int width) {
		ConvolutionProblem plain = new ConvolutionProblem(1, 9, width, 40, 40, new Extent(2, 6), Extent.ONE, Extent.ONE,
				new Padding(1, 0, 2, 3), 40);
		checkWithAndWithoutBias(DepthwiseConvolution.depthwise(), plain, 19);
		ConvolutionProblem strided = new ConvolutionProblem(1, 9, 2 * width, 40, 40, new Extent(2, 5), new Extent(1, 2),
				Extent.ONE, new Padding(1, 0, 2, 2), 40);
		checkWithAndWithoutBias(DepthwiseConvolution.depthwise(), strided, 20);
		ConvolutionProblem groups = new ConvolutionProblem(1, 9, width, 40, 40, new Extent(3, 4), Extent.ONE,
				new Extent(1, 2), new Padding(1, 1, 3, 3), 20);
		checkWithAndWithoutBias(DepthwiseConvolution.narrowGroups(), groups, 21);
	}

	/** Limited integers with bias, which are to be exact, and reals without. */
	private static void checkWithAndWithoutBias(ConvolutionAlgorithm algorithm, ConvolutionProblem problem, long seed) {
		assertThat(algorithm.refusal(problem)).isNull();
		String place = algorithm.name() + ", seed " + seed + ", " + problem.caseString();
		check(place, algorithm, problem, Clamp.RELU, true, true, new Random(seed));
		check(place, algorithm, problem, Clamp.NONE, false, false, new Random(seed + 1));
	}

	private static void check(String place, ConvolutionAlgorithm algorithm, ConvolutionProblem problem, Clamp clamp,
			boolean useBias, boolean integers, Random random) {
		float[] input = values(random, problem.batch() * problem.height() * problem.width() * problem.channels(),
				integers);
		int terms = problem.kernel().height() * problem.kernel().width() * problem.channelsPerGroup();
		float[] kernel = values(random, terms * problem.filters(), integers);
		float[] bias = useBias ? values(random, problem.filters(), integers) : null;
		PaddedOracle oracle = new PaddedOracle(problem, input, kernel, bias);
		Convolution convolution = algorithm.prepare(problem, kernel, bias, clamp);
		float[] nothing = new float[oracle.values().length];
		Arrays.fill(nothing, Float.NaN);
		float[] first = null;
		for (WorkerPool pool : POOLS) {
			Values source = AmongNaN.put(input, random.nextInt(1, 20));
			Values target = AmongNaN.put(nothing, random.nextInt(20, 40));
			convolution.run(source, target, pool, Cancellation.NONE);
			float[] output = target.toArray();
			assertThat(AmongNaN.around(target)).as("%s, %d threads: around the output", place, pool.threads())
				.containsOnly(Float.NaN);
			if (first == null) {
				first = output;
				// Sums of n terms: Higham, "Accuracy and Stability of Numerical
				// Algorithms", section 3.1.
				double bound = integers ? 0 : algorithm.isExact() ? (terms + 2) * Math.ulp(1f) / 2 : WINOGRAD_BOUND;
				compare(place, oracle, clamp, output, bound);
			}
			assertThat(output).as("%s, %d threads", place, pool.threads()).isEqualTo(first);
		}
	}

	private static void compare(String place, PaddedOracle oracle, Clamp clamp, float[] output, double bound) {
		for (int index = 0; index < output.length; index++) {
			double expected = Math.clamp(oracle.values()[index], clamp.low(), clamp.high());
			if (!(Math.abs(output[index] - expected) <= bound * oracle.magnitudes()[index])) {
				throw new AssertionError("%s: output %d is %s, not %s (Σ|x·w| %s)".formatted(place, index,
						output[index], expected, oracle.magnitudes()[index]));
			}
		}
	}

	private static float[] values(Random random, int count, boolean integers) {
		return integers ? Cases.integers(random, count) : Cases.normal(random, count);
	}

}
