package dev.convolve.benchmark;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The kernels, through the API that the service uses: with vectors, and their scalar
 * twins in a Java virtual machine that was not given the Vector API.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ConvolutionBenchmark {

	/** A line of the shapes file: one for each kind of kernel. */
	@Param({ "res2_3x3_64", "res2_1x1_64_256", "conv1_7x7s2", "res3_3x3s2_128", "vgg1_1", "mb_dw_112_32",
			"sp_grouped_32", "sp_tutorial_8x8" })
	private String layer = "";

	@Param({ "1", "2" })
	private int threads;

	private ConvolveContender contender = new ConvolveContender(1);

	private Runner runner = new Idle();

	/**
	 * Compiles the layer.
	 * @throws Exception if the shapes file cannot be read
	 */
	@Setup(Level.Trial)
	public void prepare() throws Exception {
		Layer chosen = Layer.read(Path.of(System.getProperty("benchmark.shapes")))
			.stream()
			.filter((each) -> each.name().equals(this.layer))
			.findFirst()
			.orElseThrow();
		this.contender.close();
		this.contender = new ConvolveContender(this.threads);
		this.runner = this.contender.prepare(chosen, LayerData.of(chosen));
	}

	/**
	 * Ends the engine's threads.
	 */
	@TearDown(Level.Trial)
	public void close() {
		this.runner.close();
		this.contender.close();
	}

	/**
	 * The kernels that the processor gets.
	 * @return the time, so that nothing is optimised away
	 * @throws Exception never
	 */
	@Benchmark
	@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
	public double vector() throws Exception {
		return this.runner.nanos(1);
	}

	/**
	 * The scalar twins.
	 * @return the time, so that nothing is optimised away
	 * @throws Exception never
	 */
	@Benchmark
	@Fork(value = 1)
	public double scalar() throws Exception {
		return this.runner.nanos(1);
	}

	/**
	 * Stands in until a layer is compiled.
	 */
	private static final class Idle implements Runner {

		@Override
		public double nanos(int iterations) {
			return 0;
		}

		@Override
		public float[] output() {
			return new float[0];
		}

		@Override
		public void close() {
			// Nothing is held
		}

	}

}
