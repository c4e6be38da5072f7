package dev.convolve.engine.conv;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
import dev.convolve.tensor.Values;
import dev.convolve.testing.Cases;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares an algorithm with the definition: exactly on small integers, within its bound
 * on real numbers, to the same bits for every number of threads, whatever workspaces held
 * before, and nothing around the output is touched.
 */
final class AlgorithmCheck implements AutoCloseable {

	/** |error| / Σ|x·w| of Winograd's algorithms. */
	private static final double WINOGRAD_BOUND = 6e-7;

	private final List<WorkerPool> pools = List.of(new WorkerPool(1), new WorkerPool(2), new WorkerPool(5));

	/** Of one thread, of two and of five. */
	List<WorkerPool> pools() {
		return this.pools;
	}

	/** Limited integers with bias, which are to be exact, and reals without. */
	void withAndWithoutBias(ConvolutionAlgorithm algorithm, ConvolutionProblem problem, long seed) {
		assertThat(algorithm.refusal(problem)).isNull();
		String place = algorithm.name() + ", seed " + seed + ", " + problem.caseString();
		once(place, algorithm, problem, Clamp.RELU, true, true, new Random(seed));
		once(place, algorithm, problem, Clamp.NONE, false, false, new Random(seed + 1));
	}

	void once(String place, ConvolutionAlgorithm algorithm, ConvolutionProblem problem, Clamp clamp, boolean useBias,
			boolean integers, Random random) {
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
		for (WorkerPool pool : this.pools) {
			poison();
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

	/** Nothing may depend on what workspaces held before. */
	private static void poison() {
		Workspace workspace = Workspaces.SHARED.borrow(1, 0);
		Arrays.fill(workspace.floats, Float.NaN);
		Workspaces.SHARED.giveBack(workspace);
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

	@Override
	public void close() {
		this.pools.forEach(WorkerPool::close);
	}

}
