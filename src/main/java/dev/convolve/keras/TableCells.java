package dev.convolve.keras;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures and cuts text by the cells it takes in a terminal.
 * <p>
 * What joins the character before it shares its cells: a character of width zero, a
 * zero-width joiner together with the character after it, and variation selector 16,
 * which also makes a narrow emoji wide. Source: rich {@code cells.py}.
 */
final class TableCells {

	private static final int JOINER = 0x200d;

	private static final int EMOJI_SELECTOR = 0xfe0f;

	private TableCells() {
	}

	static int width(String text) {
		return width(text.codePoints().toArray());
	}

	static int width(int[] text) {
		int total = 0;
		int last = -1;
		for (int i = 0; i < text.length; i++) {
			if (text[i] == JOINER) {
				i++;
			}
			else if (text[i] == EMOJI_SELECTOR) {
				total += TableCellWidth.isNarrowEmoji(last) ? 1 : 0;
				last = -1;
			}
			else {
				int width = TableCellWidth.of(text[i]);
				total += width;
				last = (width > 0) ? text[i] : last;
			}
		}
		return total;
	}

	/**
	 * Keeps the first cells of a text that is longer; a wide character cut in the middle
	 * becomes a blank.
	 */
	static int[] crop(int[] text, int cells) {
		int used = 0;
		for (Cluster cluster : clusters(text)) {
			if (used == cells) {
				return Arrays.copyOf(text, cluster.start());
			}
			if (used + cluster.width() > cells) {
				int[] cropped = Arrays.copyOf(text, cluster.start() + 1);
				cropped[cluster.start()] = ' ';
				return cropped;
			}
			used += cluster.width();
		}
		return text;
	}

	/** Chops a text into pieces of at most so many cells. */
	static List<int[]> chop(int[] text, int cells) {
		List<int[]> pieces = new ArrayList<>();
		int start = 0;
		int used = 0;
		for (Cluster cluster : clusters(text)) {
			if (used + cluster.width() > cells) {
				pieces.add(Arrays.copyOfRange(text, start, cluster.start()));
				start = cluster.start();
				used = 0;
			}
			used += cluster.width();
		}
		pieces.add(Arrays.copyOfRange(text, start, text.length));
		return pieces;
	}

	private static List<Cluster> clusters(int[] text) {
		List<Cluster> clusters = new ArrayList<>();
		int last = -1;
		int i = 0;
		while (i < text.length) {
			int start = i;
			int width = 0;
			if (text[i] == JOINER && !clusters.isEmpty()) {
				i = Math.min(i + 2, text.length);
			}
			else if (text[i] == EMOJI_SELECTOR) {
				width = TableCellWidth.isNarrowEmoji(last) ? 1 : 0;
				last = (width > 0) ? -1 : last;
				i++;
			}
			else {
				width = (text[i] == JOINER) ? 0 : TableCellWidth.of(text[i]);
				last = (width > 0) ? text[i] : last;
				i++;
			}
			boolean joins = width == 0 || text[start] == EMOJI_SELECTOR;
			if (joins && !clusters.isEmpty()) {
				Cluster before = clusters.removeLast();
				clusters.add(new Cluster(before.start(), before.width() + width));
			}
			else {
				clusters.add(new Cluster(start, width));
			}
		}
		return clusters;
	}

	/** What is never torn apart, from an offset in code points on. */
	private record Cluster(int start, int width) {
	}

}
