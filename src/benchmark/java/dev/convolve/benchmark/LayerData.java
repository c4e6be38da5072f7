package dev.convolve.benchmark;

import java.util.SplittableRandom;

/**
 * The numbers of a layer, the same in every run.
 *
 * @param input {@code [batch, height, width, channels]}
 * @param kernel {@code [rows, columns, channels / groups, filters]}
 */
record LayerData(float[] input, float[] kernel) {

	static LayerData of(Layer layer) {
		SplittableRandom random = new SplittableRandom(layer.name().hashCode());
		return new LayerData(uniform(random, layer.inputSize()), uniform(random, layer.kernelSize()));
	}

	private static float[] uniform(SplittableRandom random, int size) {
		float[] values = new float[size];
		for (int index = 0; index < size; index++) {
			values[index] = (float) random.nextDouble(-1, 1);
		}
		return values;
	}

}
