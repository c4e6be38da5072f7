package dev.convolve.engine.conv;

import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
import dev.convolve.tensor.Values;

/**
 * A convolution whose algorithm is chosen and whose weights are packed. Immutable: it may
 * run several times at once.
 */
public interface Convolution {

	/**
	 * Convolves.
	 * @param input {@code [batch, height, width, channels]}, row-major
	 * @param output {@code [batch, output height, output width, filters]}, overwritten
	 * @param pool the threads that compute
	 * @param cancellation asked between the tasks
	 */
	void run(Values input, Values output, WorkerPool pool, Cancellation cancellation);

	/** The same for arrays with nothing else in them. */
	default void run(float[] input, float[] output, WorkerPool pool, Cancellation cancellation) {
		run(Values.of(input), Values.of(output), pool, cancellation);
	}

}
