package dev.convolve.keras;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Breaks a text into lines of at most so many terminal cells, between words where it can.
 * <p>
 * A line feed always breaks; a tab reaches to the next multiple of eight cells. Blanks
 * stay on the line they end, unless the line is too long with them. Sources:
 * {@code Text.wrap} of rich {@code text.py}; {@code divide_line} of rich
 * {@code _wrap.py}.
 */
final class TableWrap {

	private static final int TAB = 8;

	private TableWrap() {
	}

	/** Wraps a text, and breaks a word longer than a line over several lines. */
	static List<String> fold(String text, int width) {
		return wrap(text, width, true);
	}

	/** Wraps a text, and cuts a word longer than a line with an ellipsis. */
	static List<String> ellipsize(String text, int width) {
		return wrap(text, width, false);
	}

	private static List<String> wrap(String text, int width, boolean fold) {
		List<String> lines = new ArrayList<>();
		for (String paragraph : text.split("\n", -1)) {
			int[] line = expandTabs(paragraph).codePoints().toArray();
			int start = 0;
			for (int end : breaks(line, width, fold)) {
				lines.add(fit(Arrays.copyOfRange(line, start, end), width, fold));
				start = end;
			}
			lines.add(fit(Arrays.copyOfRange(line, start, line.length), width, fold));
		}
		return lines;
	}

	private static String expandTabs(String line) {
		StringBuilder expanded = new StringBuilder();
		int position = 0;
		for (String part : line.split("(?<=\t)", -1)) {
			String text = part.replace('\t', ' ');
			expanded.append(text);
			position += TableCells.width(text);
			if (part.endsWith("\t")) {
				int blanks = Math.floorMod(-position, TAB);
				expanded.repeat(' ', blanks);
				position += blanks;
			}
		}
		return expanded.toString();
	}

	/** Finds the offsets, in code points, where new lines start. */
	private static List<Integer> breaks(int[] line, int width, boolean fold) {
		List<Integer> breaks = new ArrayList<>();
		int used = 0;
		int start = 0;
		int bodyEnd = skip(line, skip(line, 0, true), false);
		while (start < bodyEnd && !isBlank(line[bodyEnd - 1])) {
			int end = skip(line, bodyEnd, true);
			int bodyWidth = TableCells.width(Arrays.copyOfRange(line, start, bodyEnd));
			int[] word = Arrays.copyOfRange(line, start, end);
			if (bodyWidth <= width - used) {
				used += TableCells.width(word);
			}
			else if (bodyWidth > width && fold) {
				int offset = start;
				for (int[] piece : TableCells.chop(word, width)) {
					addBreak(breaks, offset);
					offset += piece.length;
					used = TableCells.width(piece);
				}
			}
			else {
				addBreak(breaks, start);
				used = TableCells.width(word);
			}
			start = end;
			bodyEnd = skip(line, end, false);
		}
		return breaks;
	}

	private static void addBreak(List<Integer> breaks, int offset) {
		if (offset > 0) {
			breaks.add(offset);
		}
	}

	/** Returns the first position from here on that is not, or is, a blank. */
	private static int skip(int[] line, int from, boolean blanks) {
		int position = from;
		while (position < line.length && isBlank(line[position]) == blanks) {
			position++;
		}
		return position;
	}

	/** Drops blanks that stand over the end, counted in code points, then cuts. */
	private static String fit(int[] line, int width, boolean fold) {
		int end = line.length;
		while (end > width && isBlank(line[end - 1])) {
			end--;
		}
		int[] kept = Arrays.copyOf(line, end);
		if (TableCells.width(kept) <= width) {
			return string(kept);
		}
		return fold ? string(TableCells.crop(kept, width)) : string(TableCells.crop(kept, width - 1)) + "…";
	}

	private static String string(int[] codePoints) {
		return new String(codePoints, 0, codePoints.length);
	}

	/** Says what Python's {@code str.isspace} says. */
	private static boolean isBlank(int codePoint) {
		return Character.isSpaceChar(codePoint) || (codePoint >= 0x09 && codePoint <= 0x0d)
				|| (codePoint >= 0x1c && codePoint <= 0x1f) || codePoint == 0x85;
	}

}
