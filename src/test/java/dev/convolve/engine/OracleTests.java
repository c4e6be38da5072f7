package dev.convolve.engine;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.network.Conv2D;
import dev.convolve.network.ConvolutionWeights;
import dev.convolve.network.Network;
import dev.convolve.network.Weights;
import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;
import dev.convolve.testing.Cases;
import dev.convolve.testing.Oracle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The engine against the oracle, on random cases with every parameter crossed.
 */
class OracleTests {

	private static final List<Engine> ENGINES = List.of(new Engine(1), new Engine(2), new Engine(5));

	static LongStream seeds() {
		return LongStream.range(0, 400);
	}

	@AfterAll
	static void close() {
		ENGINES.forEach(Engine::close);
	}

	@ParameterizedTest(name = "seed {0}")
	@MethodSource("seeds")
	void integersComeOutExactlyForEveryNumberOfThreads(long seed) {
		Oracle oracle = Cases.random(seed);
		Random random = new Random(seed);
		float[] x = Cases.integers(random, oracle.batch() * oracle.height() * oracle.width() * oracle.channels());
		float[] w = Cases.integers(random, weights(oracle));
		float[] bias = random.nextBoolean() ? Cases.integers(random, oracle.filters()) : null;
		double[] expected = oracle.sums(x, w, bias, false);
		for (Engine engine : ENGINES) {
			float[] actual = run(engine, oracle, x, w, bias);
			for (int index = 0; index < expected.length; index++) {
				if (actual[index] != expected[index]) {
					throw new AssertionError("seed %d, %d threads, %s: output %d is %s, not %s".formatted(seed,
							engine.threads(), oracle, index, actual[index], expected[index]));
				}
			}
			assertThat(actual).hasSameSizeAs(expected);
		}
	}

	@ParameterizedTest(name = "seed {0}")
	@MethodSource("seeds")
	void randomValuesAreWithinTheSummationBoundAndIdenticalForEveryNumberOfThreads(long seed) {
		Oracle oracle = Cases.random(seed);
		Random random = new Random(seed);
		float[] x = Cases.normal(random, oracle.batch() * oracle.height() * oracle.width() * oracle.channels());
		float[] w = Cases.normal(random, weights(oracle));
		float[] bias = Cases.normal(random, oracle.filters());
		double[] expected = oracle.sums(x, w, bias, false);
		double[] scale = oracle.sums(x, w, bias, true);
		// n additions and a multiplication, each off by at most half a unit in the last
		// place:
		// Higham, "Accuracy and Stability of Numerical Algorithms", section 3.1.
		double bound = (weights(oracle) / oracle.filters() + 2) * Math.ulp(1f) / 2;
		float[] first = run(ENGINES.getFirst(), oracle, x, w, bias);
		for (int index = 0; index < expected.length; index++) {
			if (!(Math.abs(first[index] - expected[index]) <= bound * scale[index])) {
				throw new AssertionError("seed %d, %s: output %d is %s, not %s".formatted(seed, oracle, index,
						first[index], expected[index]));
			}
		}
		for (Engine engine : ENGINES) {
			assertThat(run(engine, oracle, x, w, bias)).as("seed %d, %d threads", seed, engine.threads())
				.isEqualTo(first);
		}
	}

	private static int weights(Oracle oracle) {
		return oracle.kernelHeight() * oracle.kernelWidth() * (oracle.channels() / oracle.groups()) * oracle.filters();
	}

	private static float[] run(Engine engine, Oracle oracle, float[] x, float[] w, float[] bias) {
		Conv2D layer = Cases.layer(oracle, bias != null);
		Shape input = Shape.of(oracle.batch(), oracle.height(), oracle.width(), oracle.channels());
		Tensor kernel = new Tensor(layer.weightShapes(input).get("kernel"), w);
		Weights weights = new Weights(Map.of("conv",
				new ConvolutionWeights(kernel, (bias != null) ? new Tensor(Shape.of(oracle.filters()), bias) : null)),
				List.of());
		Plan plan = engine.compile(new Network("n", null, List.of(layer)), weights, input, Precision.EXACT);
		BitSet wanted = new BitSet();
		wanted.set(0);
		return plan.run(new Tensor(input, x), wanted, Cancellation.NONE).tensors().get(0).data();
	}

}
