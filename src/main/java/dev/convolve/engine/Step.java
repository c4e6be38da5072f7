package dev.convolve.engine;

import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
import dev.convolve.tensor.Tensor;

/**
 * One step of a plan: computes a layer.
 */
interface Step {

	/**
	 * Computes the layer's output.
	 * @param input the layer's input
	 * @param scratch whether nobody else reads the input, so that it may be overwritten
	 * @param pool the threads that compute
	 * @param cancellation asked often
	 * @return the layer's output
	 */
	Tensor run(Tensor input, boolean scratch, WorkerPool pool, Cancellation cancellation);

	/**
	 * What the step does, for people.
	 * @return one line
	 */
	String describe();

}
