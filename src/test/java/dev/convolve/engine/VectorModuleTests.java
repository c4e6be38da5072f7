package dev.convolve.engine;

import java.util.Arrays;

import dev.convolve.engine.conv.Algorithms;
import dev.convolve.engine.conv.Clamp;
import dev.convolve.engine.conv.ConvolutionProblem;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
import dev.convolve.network.Extent;
import dev.convolve.network.Padding;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where the vectors come from, in virtual machines that are started without their module.
 */
class VectorModuleTests {

	/** What the jar's manifest says: both are the build's property. */
	private static final String EXPORT = "--add-exports=" + System.getProperty("convolve.jvm.exports") + "=ALL-UNNAMED";

	@Test
	void loadsTheModuleIfJavaWasStartedWithoutIt() throws Exception {
		assertThat(ChildJvm.run(VectorModuleTests.class, EXPORT)).singleElement()
			.asString()
			.matches("vector, \\d+ bits, obstacle: null, boot: false, result: 32\\.0");
	}

	@Test
	void computesWithoutVectorsIfItMayNot() throws Exception {
		assertThat(ChildJvm.run(VectorModuleTests.class)).singleElement()
			.asString()
			.matches("scalar, obstacle: start Java with .*IllegalAccessException.*, boot: false, result: 32\\.0");
	}

	@Test
	void leavesTheModuleOutIfNobodyWantsVectors() throws Exception {
		assertThat(ChildJvm.run(VectorModuleTests.class, EXPORT, "-Dconvolve.engine.kernels=scalar"))
			.containsExactly("scalar, obstacle: null, boot: false, result: 32.0");
	}

	public static void main(String[] args) {
		String kernels = Engine.kernels();
		boolean boot = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
		System.out.println(
				kernels + ", obstacle: " + Engine.vectorObstacle() + ", boot: " + boot + ", result: " + sumOfOnes(32));
	}

	/** Adds up so many ones, as a convolution with a kernel of a single pixel. */
	private static float sumOfOnes(int count) {
		ConvolutionProblem problem = new ConvolutionProblem(1, 8, 8, count, 64, Extent.ONE, Extent.ONE, Extent.ONE,
				Padding.NONE, 1);
		float[] input = new float[8 * 8 * count];
		float[] weights = new float[count * 64];
		float[] output = new float[8 * 8 * 64];
		Arrays.fill(input, 1);
		Arrays.fill(weights, 1);
		try (WorkerPool pool = new WorkerPool(1)) {
			Algorithms.choose(problem, weights, null, Clamp.NONE, false)
				.convolution()
				.run(input, output, pool, Cancellation.NONE);
		}
		return output[output.length - 1];
	}

}
