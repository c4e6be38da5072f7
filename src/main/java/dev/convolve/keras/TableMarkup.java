package dev.convolve.keras;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is left of a name after Keras 3 has escaped it for rich's markup and rich has
 * rendered the markup.
 * <p>
 * A name that looks like a tag, such as {@code [bold]}, survives unchanged. Three things
 * do not: a backslash before a bracket that opens no tag vanishes, a single backslash at
 * the end is doubled, and bell, backspace, vertical tab, form feed and carriage return
 * are dropped. Sources: {@code escape} and {@code render} of rich {@code markup.py}; rich
 * {@code control.py}.
 * <p>
 * Not followed: rich also replaces emoji codes, such as {@code :cat:}.
 */
final class TableMarkup {

	private static final Pattern TAG = Pattern.compile("\\[[a-z#/@][^\\[]*?]");

	private static final Pattern CONTROL = Pattern.compile("[\\x07\\x08\\x0B\\x0C\\r]");

	private TableMarkup() {
	}

	static String display(String name) {
		StringBuilder text = new StringBuilder();
		Matcher tag = TAG.matcher(name);
		int position = 0;
		while (tag.find()) {
			text.append(withoutEscapes(name.substring(position, tag.start()))).append(tag.group());
			position = tag.end();
		}
		text.append(withoutEscapes(name.substring(position)));
		if (name.endsWith("\\") && !name.endsWith("\\\\")) {
			text.append('\\');
		}
		return CONTROL.matcher(text).replaceAll("");
	}

	private static String withoutEscapes(String plain) {
		return plain.replace("\\[", "[");
	}

}
