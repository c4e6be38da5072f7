package dev.convolve.engine;

/**
 * How exactly a network is to be computed.
 */
public enum Precision {

	/**
	 * The fastest algorithm. Where it is Winograd's the error is about 6e-7 · Σ|x·w| at
	 * most, the sum being the largest among the outputs of one tile; else it is that of
	 * float32 sums.
	 */
	FAST,

	/** No algorithm but sums of products: small integers come out exactly. */
	EXACT

}
