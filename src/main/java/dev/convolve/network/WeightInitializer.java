package dev.convolve.network;

import java.util.Arrays;

import dev.convolve.network.Initializer.Distribution;
import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Makes initial weights. The same seed gives the values that Keras 3 gives on TensorFlow.
 */
final class WeightInitializer {

	/** The standard deviation of the standard normal distribution cut off at ±2. */
	private static final double TRUNCATED_DEVIATION = 0.8796256610342398;

	private static final float CUT_OFF = 2;

	/** TensorFlow sets aside this many blocks for each four truncated normal values. */
	private static final int BLOCKS_PER_GROUP = 256;

	private static final int GROUP = 4;

	private static final float SMALLEST_UNIFORM = 1e-7f;

	private WeightInitializer() {
	}

	/**
	 * Makes the values of a weight.
	 * @param initializer how
	 * @param shape of the weight
	 * @param seed for where the initializer has none of its own
	 * @param check called often; what it throws ends the work
	 * @return the weight
	 */
	static Tensor create(Initializer initializer, Shape shape, long seed, Runnable check) {
		check.run();
		int count = Math.toIntExact(shape.elements());
		float[] values = switch (initializer) {
			case Initializer.Constant constant -> filled(count, constant.value());
			case Initializer.RandomUniform uniform ->
				uniform(count, uniform.minimum(), uniform.maximum(), orElse(uniform.seed(), seed));
			case Initializer.RandomNormal normal ->
				scaled((normal.truncated()) ? truncatedNormal(count, orElse(normal.seed(), seed))
						: normal(count, orElse(normal.seed(), seed)), normal.deviation(), normal.mean());
			case Initializer.VarianceScaling scaling -> varianceScaling(scaling, shape, orElse(scaling.seed(), seed));
			case Initializer.Orthogonal orthogonal -> Orthogonalizer.create(shape, orthogonal.gain(),
					(length) -> normal(length, orElse(orthogonal.seed(), seed)), check);
		};
		return new Tensor(shape, values);
	}

	private static long orElse(@Nullable Long own, long seed) {
		return (own != null) ? own : seed;
	}

	private static float[] filled(int count, float value) {
		float[] values = new float[count];
		Arrays.fill(values, value);
		return values;
	}

	private static float[] varianceScaling(Initializer.VarianceScaling scaling, Shape shape, long seed) {
		int count = Math.toIntExact(shape.elements());
		double variance = scaling.scale() / Math.max(1, fan(scaling.fan(), shape));
		if (scaling.distribution() == Distribution.UNIFORM) {
			float limit = (float) Math.sqrt(3 * variance);
			return uniform(count, -limit, limit, seed);
		}
		double deviation = Math.sqrt(variance);
		return (scaling.distribution() == Distribution.TRUNCATED_NORMAL)
				? scaled(truncatedNormal(count, seed), (float) (deviation / TRUNCATED_DEVIATION), 0)
				: scaled(normal(count, seed), (float) deviation, 0);
	}

	/**
	 * Connections into and out of a weight, as Keras's {@code compute_fans} counts them.
	 */
	private static double fan(Initializer.Fan fan, Shape shape) {
		double receptive = 1;
		for (int axis = 0; axis < shape.rank() - 2; axis++) {
			receptive *= shape.side(axis);
		}
		double in = receptive * shape.side(Math.max(0, shape.rank() - 2));
		double out = receptive * shape.lastSide();
		return switch (fan) {
			case IN -> in;
			case OUT -> out;
			case AVERAGE -> (in + out) / 2;
		};
	}

	private static float[] uniform(int count, float minimum, float maximum, long seed) {
		Philox random = Philox.seeded(seed);
		float range = maximum - minimum;
		float[] values = new float[count];
		for (int index = 0; index < count; index++) {
			values[index] = random.nextUniform() * range + minimum;
		}
		return values;
	}

	private static float[] normal(int count, long seed) {
		Philox random = Philox.seeded(seed);
		float[] values = new float[count];
		float[] pair = new float[2];
		for (int index = 0; index < count; index++) {
			if (index % 2 == 0) {
				boxMuller(random, pair);
			}
			values[index] = pair[index % 2];
		}
		return values;
	}

	private static float[] truncatedNormal(int count, long seed) {
		Philox start = Philox.seeded(seed);
		float[] values = new float[count];
		float[] pair = new float[2];
		for (int group = 0; group * GROUP < count; group++) {
			Philox random = start.skipped((long) group * BLOCKS_PER_GROUP);
			int next = group * GROUP;
			int end = Math.min(count, next + GROUP);
			while (next < end) {
				boxMuller(random, pair);
				for (int half = 0; half < 2 && next < end; half++) {
					if (Math.abs(pair[half]) < CUT_OFF) {
						values[next++] = pair[half];
					}
				}
			}
		}
		return values;
	}

	/**
	 * Two normally distributed values of two uniform ones: Box and Muller, 1958,
	 * doi:10.1214/aoms/1177706645.
	 */
	private static void boxMuller(Philox random, float[] pair) {
		float first = Math.max(random.nextUniform(), SMALLEST_UNIFORM);
		float angle = (float) (2 * Math.PI * random.nextUniform());
		float radius = (float) Math.sqrt(-2 * (float) Math.log(first));
		pair[0] = (float) Math.sin(angle) * radius;
		pair[1] = (float) Math.cos(angle) * radius;
	}

	private static float[] scaled(float[] values, float factor, float offset) {
		for (int index = 0; index < values.length; index++) {
			values[index] = values[index] * factor + offset;
		}
		return values;
	}

}
