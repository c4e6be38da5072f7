package dev.convolve.json;

import tools.jackson.databind.JsonNode;

/**
 * Puts a received JSON value into a message, shortened.
 */
public final class Received {

	private static final int LONGEST = 60;

	private Received() {
	}

	/**
	 * The value as it is shown.
	 * @param value what came
	 * @return a short text
	 */
	public static String of(JsonNode value) {
		if (value.isPojo()) {
			return "a tensor";
		}
		if (value.isObject()) {
			return "an object";
		}
		if (value.isArray() && value.size() > 4) {
			return "an array of " + value.size();
		}
		String text = value.toString();
		return (text.length() <= LONGEST) ? text : text.substring(0, LONGEST) + "…";
	}

}
