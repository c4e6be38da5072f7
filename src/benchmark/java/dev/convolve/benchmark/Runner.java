package dev.convolve.benchmark;

/**
 * A layer that a contender has loaded.
 */
interface Runner extends AutoCloseable {

	/**
	 * Runs the layer.
	 * @param iterations how many times, at least 1
	 * @return nanoseconds in all, the contender's output there at the end of each
	 * @throws Exception if the contender fails
	 */
	double nanos(int iterations) throws Exception;

	/**
	 * What was computed.
	 * @return channels last
	 * @throws Exception if the contender fails
	 */
	float[] output() throws Exception;

	/**
	 * How it is computed.
	 * @return a word or two, empty if nobody knows
	 */
	default String algorithm() {
		return "";
	}

	@Override
	void close();

}
