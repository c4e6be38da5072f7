package dev.convolve.service;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Takes the times of the parts of a request, one behind the other.
 */
public final class Stopwatch {

	private final Map<String, Long> laps = new LinkedHashMap<>();

	private long last = System.nanoTime();

	/**
	 * Ends a part.
	 * @param name of the part that ends now
	 */
	public void lap(String name) {
		long now = System.nanoTime();
		this.laps.merge(name, now - this.last, Long::sum);
		this.last = now;
	}

	/**
	 * The times as the {@code Server-Timing} header has them (W3C Server Timing), in
	 * milliseconds.
	 * @return such as {@code parse;dur=0.41, compute;dur=1.20}
	 */
	public String toHeader() {
		StringBuilder header = new StringBuilder();
		this.laps.forEach((name, nanos) -> header.append((header.isEmpty()) ? "" : ", ")
			.append(name)
			.append(";dur=")
			.append(String.format(Locale.ROOT, "%.3f", nanos / 1e6)));
		return header.toString();
	}

}
