package dev.convolve.testing;

import java.util.Random;
import java.util.random.RandomGenerator;

import dev.convolve.network.ActivationFunction;
import dev.convolve.network.Conv2D;
import dev.convolve.network.DataFormat;
import dev.convolve.network.Extent;
import dev.convolve.network.Initializer;
import dev.convolve.network.PaddingMode;

/**
 * Random convolutions.
 */
public final class Cases {

	private Cases() {
	}

	/**
	 * A random convolution with every parameter crossed.
	 * @param seed reproduces it
	 * @return the case, which always has an output
	 */
	public static Oracle random(long seed) {
		RandomGenerator random = new Random(seed);
		while (true) {
			int groups = (random.nextInt(3) == 0) ? random.nextInt(1, 7) : 1;
			int channels = groups * ((random.nextInt(4) == 0) ? 1 : random.nextInt(1, 40) / groups + 1);
			int filters = groups * ((random.nextInt(4) == 0) ? 1 : random.nextInt(1, 70) / groups + 1);
			boolean square = random.nextBoolean();
			int kernel = random.nextInt(1, 6);
			int stride = random.nextInt(1, 4);
			int dilation = (random.nextInt(3) == 0) ? random.nextInt(1, 4) : 1;
			Oracle oracle = new Oracle(random.nextInt(1, 4), random.nextInt(1, 20), random.nextInt(1, 20), channels,
					filters, kernel, square ? kernel : random.nextInt(1, 6), stride,
					square ? stride : random.nextInt(1, 4), dilation, square ? dilation : random.nextInt(1, 4), groups,
					random.nextBoolean());
			if (oracle.outputHeight() > 0 && oracle.outputWidth() > 0) {
				return oracle;
			}
		}
	}

	/**
	 * The layer of a case.
	 * @param oracle the case
	 * @param useBias whether it has a bias
	 * @return a layer named {@code conv}
	 */
	public static Conv2D layer(Oracle oracle, boolean useBias) {
		return new Conv2D("conv", oracle.filters(), new Extent(oracle.kernelHeight(), oracle.kernelWidth()),
				new Extent(oracle.strideHeight(), oracle.strideWidth()),
				oracle.same() ? PaddingMode.SAME : PaddingMode.VALID, DataFormat.CHANNELS_LAST,
				new Extent(oracle.dilationHeight(), oracle.dilationWidth()), oracle.groups(), ActivationFunction.LINEAR,
				useBias, Initializer.GLOROT_UNIFORM, Initializer.ZEROS, true);
	}

	/**
	 * Small integers, whose sums of products are exact in float32.
	 * @param random the generator
	 * @param count how many
	 * @return values from -4 to 4
	 */
	public static float[] integers(RandomGenerator random, int count) {
		float[] values = new float[count];
		for (int index = 0; index < count; index++) {
			values[index] = random.nextInt(-4, 5);
		}
		return values;
	}

	/**
	 * Normally distributed values.
	 * @param random the generator
	 * @param count how many
	 * @return the values
	 */
	public static float[] normal(RandomGenerator random, int count) {
		float[] values = new float[count];
		for (int index = 0; index < count; index++) {
			values[index] = (float) random.nextGaussian();
		}
		return values;
	}

}
