package dev.convolve.wire;

import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/**
 * Says in plain words what the JSON parser complains about, and where: without the
 * parser's own switches and classes, which mean nothing to a client.
 */
public final class Syntax {

	private static final Pattern START = Pattern.compile(" \\(start marker at \\[Source: .*?]\\)");

	private static final Pattern SOURCE = Pattern.compile("\\[Source: .*?]");

	private static final Pattern SWITCH = Pattern.compile(
			":? ?enable `[^`]*` to allow| \\(not recognized as one since Feature '\\w+' not enabled for parser\\)");

	private static final Pattern LIMIT = Pattern.compile(", from `[^`]*`");

	private Syntax() {
	}

	/**
	 * What is wrong with a JSON text.
	 * @param complaint the parser's
	 * @return one sentence with its place, without the full stop
	 */
	public static String describe(JacksonException complaint) {
		String text = complaint.getOriginalMessage().lines().findFirst().orElse("The text is not valid JSON");
		text = START.matcher(text).replaceAll("");
		text = SOURCE.matcher(text).replaceAll("the text");
		text = SWITCH.matcher(text).replaceAll("");
		text = LIMIT.matcher(text).replaceAll("");
		text = text.replace("VALUE_STRING", "a string")
			.replace("No content to map due to end-of-input", "The text is blank");
		TokenStreamLocation location = complaint.getLocation();
		return (location != null && location.getLineNr() > 0) ? text + ", " + place(location) : text;
	}

	/**
	 * A place in a JSON text.
	 * @param location the parser's
	 * @return line and column, counted from 1
	 */
	public static String place(TokenStreamLocation location) {
		return "at line %d, column %d".formatted(location.getLineNr(), Math.max(1, location.getColumnNr()));
	}

}
