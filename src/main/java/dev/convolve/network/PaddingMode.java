package dev.convolve.network;

/**
 * Keras's rules for the padding of a convolution.
 */
public enum PaddingMode {

	/** No padding: the filter stays inside the input. */
	VALID("valid"),

	/** Zeros so that the output has ⌈input / stride⌉ positions; the odd one goes last. */
	SAME("same");

	private final String kerasName;

	PaddingMode(String kerasName) {
		this.kerasName = kerasName;
	}

	public String kerasName() {
		return this.kerasName;
	}

}
