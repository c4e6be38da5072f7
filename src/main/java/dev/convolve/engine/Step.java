package dev.convolve.engine;

import dev.convolve.tensor.Tensor;

/**
 * One step of a plan: computes a layer.
 */
interface Step {

	/**
	 * Computes the layer's output.
	 * @param input the layer's input
	 * @param scratch whether nobody else reads the input, so that it may be overwritten
	 * @param execution what the steps share
	 * @return the layer's output
	 */
	Tensor run(Tensor input, boolean scratch, Execution execution);

	/**
	 * What the step does, for people.
	 * @return one line
	 */
	String describe();

}
