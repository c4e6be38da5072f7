package dev.convolve.benchmark;

/**
 * Somebody who computes convolutions.
 */
interface Contender extends AutoCloseable {

	/**
	 * The name in the table and in the file.
	 * @return one word
	 */
	String name();

	/**
	 * Loads a layer, its input included.
	 * @param layer the layer
	 * @param data its numbers
	 * @return ready to run
	 * @throws Exception if the contender does not take the layer: the message says why
	 */
	Runner prepare(Layer layer, LayerData data) throws Exception;

	@Override
	void close();

}
