package dev.convolve.web;

import java.util.Locale;

/**
 * The form in which a tensor's values are returned.
 */
enum DataForm {

	/** Arrays in arrays, as deep as the tensor's rank. */
	NESTED(36),

	/** One flat list, row-major. */
	FLAT(32),

	/** Base64 of little-endian float32. */
	BASE64(12),

	/** No values, but their statistics. */
	NONE(0);

	private final int bytesPerValue;

	DataForm(int bytesPerValue) {
		this.bytesPerValue = bytesPerValue;
	}

	/**
	 * About what one value takes while the response is written.
	 * @return bytes, from above
	 */
	int bytesPerValue() {
		return this.bytesPerValue;
	}

	String jsonName() {
		return name().toLowerCase(Locale.ROOT);
	}

}
