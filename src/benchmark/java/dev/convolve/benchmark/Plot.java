package dev.convolve.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws the measurements: for each layer a group of bars, one a contender, as long as it
 * is fast; the fastest fills the width. Numbers of threads stand side by side.
 */
final class Plot {

	private static final int LABELS = 190;

	private static final int BARS = 340;

	private static final int FIGURES = 70;

	private static final int BAR = 6;

	private static final int GAP = 8;

	private static final int TOP = 66;

	private static final Map<String, String> COLOURS = colours();

	private final StringBuilder svg = new StringBuilder();

	private Plot() {
	}

	/**
	 * Writes the plot.
	 * @param measurements what to draw
	 * @param file an SVG file
	 * @throws IOException if it cannot be written
	 */
	static void write(List<Measurement> measurements, Path file) throws IOException {
		Files.writeString(file, new Plot().draw(measurements));
	}

	private String draw(List<Measurement> measurements) {
		List<Integer> threads = measurements.stream().map(Measurement::threads).distinct().toList();
		List<String> names = measurements.stream().map((each) -> each.layer().name()).distinct().toList();
		int group = COLOURS.size() * BAR + GAP;
		int width = LABELS + threads.size() * (BARS + FIGURES);
		int height = TOP + names.size() * group + GAP;
		add("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
				+ " font-size=\"11\">%n", width, height);
		add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n");
		text(GAP, 18, "font-size=\"14\" font-weight=\"bold\"",
				"Convolutions by layer: speed, the fastest fills the width; figures are Convolve's GFLOP/s");
		legend();
		for (int index = 0; index < threads.size(); index++) {
			int count = threads.get(index);
			text(left(index), TOP - 8, "font-weight=\"bold\"", (count == 1) ? "1 thread" : count + " threads");
		}
		for (int row = 0; row < names.size(); row++) {
			text(LABELS - GAP, TOP + row * group + group / 2, "text-anchor=\"end\"", names.get(row));
		}
		for (Measurement measurement : measurements) {
			int y = TOP + names.indexOf(measurement.layer().name()) * group;
			bars(measurement, left(threads.indexOf(measurement.threads())), y);
		}
		return this.svg.append("</svg>\n").toString();
	}

	private void legend() {
		int x = GAP;
		for (Map.Entry<String, String> entry : COLOURS.entrySet()) {
			add("<rect x=\"%d\" y=\"28\" width=\"10\" height=\"10\" fill=\"%s\"/>%n", x, entry.getValue());
			text(x + 14, 37, "", entry.getKey());
			x += 100;
		}
	}

	private void bars(Measurement measurement, int x, int y) {
		Map<String, Double> times = new LinkedHashMap<>(measurement.rivals());
		times.put("ours", measurement.ours());
		double fastest = times.values().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
		List<String> order = new ArrayList<>(COLOURS.keySet());
		for (String name : order) {
			Double nanos = times.get(name);
			if (nanos != null) {
				add("<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"><title>%s, %s: %.1f GFLOP/s, %.1f"
						+ " µs</title></rect>%n", x, y + order.indexOf(name) * BAR, BARS * fastest / nanos, BAR - 1,
						COLOURS.get(name), measurement.layer().name(), name, measurement.gflops(nanos), nanos / 1e3);
			}
		}
		text(x + BARS + 6, y + BAR + 2, "", String.format(Locale.ROOT, "%.1f", measurement.gflops()));
	}

	private void text(int x, int y, String attributes, String content) {
		add("<text x=\"%d\" y=\"%d\" %s>%s</text>%n", x, y, attributes,
				content.replace("&", "&amp;").replace("<", "&lt;"));
	}

	private void add(String format, Object... values) {
		this.svg.append(String.format(Locale.ROOT, format, values));
	}

	private static int left(int panel) {
		return LABELS + panel * (BARS + FIGURES);
	}

	/** Okabe and Ito's palette, which everybody can tell apart; ours is the dark one. */
	private static Map<String, String> colours() {
		List<String> rest = List.of("#0072B2", "#E69F00", "#56B4E9", "#009E73", "#CC79A7");
		Map<String, String> colours = new LinkedHashMap<>();
		colours.put("ours", "#222222");
		for (String name : Rivals.NAMES) {
			colours.put(name, rest.get(colours.size() - 1));
		}
		return colours;
	}

}
