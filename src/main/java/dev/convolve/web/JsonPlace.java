package dev.convolve.web;

import tools.jackson.core.TokenStreamLocation;

/**
 * Says where in a JSON text something is.
 */
final class JsonPlace {

	private JsonPlace() {
	}

	static String of(TokenStreamLocation location) {
		return "at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
	}

}
