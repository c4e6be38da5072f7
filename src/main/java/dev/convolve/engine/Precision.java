package dev.convolve.engine;

/**
 * How exactly a network is to be computed.
 */
public enum Precision {

	/**
	 * The fastest algorithm: |error| ≤ 6e-7 · Σ|x·w| where Winograd's is chosen, else
	 * that of float32 sums.
	 */
	FAST,

	/** No algorithm but sums of products: small integers come out exactly. */
	EXACT

}
