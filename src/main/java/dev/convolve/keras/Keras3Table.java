package dev.convolve.keras;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;

/**
 * The summary of a sequential model as Keras 3 prints it to a file or a pipe.
 * <p>
 * The console is 80 cells wide there, the table 76, and nothing is coloured. The table
 * asks for columns of 34, 26 and 16 cells plus two blanks each; with four border lines
 * only 72 of these 82 are left of the 76, and rich takes the excess evenly from all
 * three. Words that do not fit a cell are cut with an ellipsis, the line above the table
 * is folded. Sources: {@code print_summary} of Keras 3 {@code utils/summary_utils.py};
 * rich {@code table.py}, box {@code HEAVY_HEAD}.
 */
final class Keras3Table {

	private static final int CONSOLE_WIDTH = 80;

	/** The cells of each column between its two padding blanks. */
	private static final int[] COLUMN_WIDTHS = { 31, 22, 13 };

	private static final int BYTES_PER_PARAM = Float.BYTES;

	private static final String[] MEMORY_UNITS = { "B", "KB", "MB", "GB", "TB", "PB" };

	private Keras3Table() {
	}

	/**
	 * Returns the table and what stands above and below it, each line ended by a line
	 * feed.
	 * @param modelName the model's name
	 * @param rows the layers in the order of the model
	 * @param totals the parameter counts of the model, four bytes each
	 * @return the text Keras prints
	 */
	static String render(String modelName, List<TableRow> rows, TableTotals totals) {
		StringBuilder table = new StringBuilder();
		String title = "Model: \"" + TableMarkup.display(modelName) + "\"";
		for (String line : TableWrap.fold(title, CONSOLE_WIDTH)) {
			table.append(line).append('\n');
		}
		appendRule(table, "┏━┳┓");
		appendRow(table, '┃', "Layer (type)", "Output Shape", "Param #");
		appendRule(table, "┡━╇┩");
		for (int i = 0; i < rows.size(); i++) {
			if (i > 0) {
				appendRule(table, "├─┼┤");
			}
			TableRow row = rows.get(i);
			String layer = TableMarkup.display(row.name()) + " (" + TableMarkup.display(row.type()) + ")";
			appendRow(table, '│', layer, shape(row.outputShape()), params(row.params()));
		}
		appendRule(table, "└─┴┘");
		double trainableBytes = (double) totals.trainable() * BYTES_PER_PARAM;
		double nonTrainableBytes = (double) totals.nonTrainable() * BYTES_PER_PARAM;
		appendTotal(table, "Total", totals.total(), trainableBytes + nonTrainableBytes);
		appendTotal(table, "Trainable", totals.trainable(), trainableBytes);
		appendTotal(table, "Non-trainable", totals.nonTrainable(), nonTrainableBytes);
		return table.toString();
	}

	/** Draws a rule from its left end, line, crossing and right end. */
	private static void appendRule(StringBuilder table, String box) {
		for (int column = 0; column < COLUMN_WIDTHS.length; column++) {
			table.append(box.charAt((column == 0) ? 0 : 2));
			table.repeat(box.charAt(1), COLUMN_WIDTHS[column] + 2);
		}
		table.append(box.charAt(3)).append('\n');
	}

	private static void appendRow(StringBuilder table, char border, String... texts) {
		List<List<String>> cells = new ArrayList<>();
		int height = 1;
		for (int column = 0; column < texts.length; column++) {
			List<String> lines = TableWrap.ellipsize(texts[column], COLUMN_WIDTHS[column]);
			height = Math.max(height, lines.size());
			cells.add(lines);
		}
		for (int i = 0; i < height; i++) {
			for (int column = 0; column < texts.length; column++) {
				List<String> lines = cells.get(column);
				String text = (i < lines.size()) ? lines.get(i) : "";
				boolean right = column == COLUMN_WIDTHS.length - 1;
				table.append(border).append(' ').append(pad(text, COLUMN_WIDTHS[column], right));
				table.append(' ');
			}
			table.append(border).append('\n');
		}
	}

	/**
	 * Fills a cell with blanks. rich measures the filled cell once more, and a zero-width
	 * joiner at the end of the text has then swallowed the first blank.
	 */
	private static String pad(String text, int width, boolean right) {
		String blanks = " ".repeat(Math.max(0, width - TableCells.width(text)));
		String padded = right ? blanks + text : text + blanks;
		return padded + " ".repeat(Math.max(0, width - TableCells.width(padded)));
	}

	private static String shape(@Nullable List<@Nullable Integer> sides) {
		if (sides == null) {
			return "?";
		}
		StringJoiner shape = new StringJoiner(", ", "(", ")");
		for (Integer side : sides) {
			shape.add((side != null) ? side.toString() : "None");
		}
		return shape.toString();
	}

	private static String params(long params) {
		return (params == TableRow.UNBUILT) ? "0 (unbuilt)" : String.format(Locale.ROOT, "%,d", params);
	}

	private static void appendTotal(StringBuilder table, String kind, long params, double bytes) {
		table.append(String.format(Locale.ROOT, " %s params: %,d (%s)\n", kind, params, memorySize(bytes)));
	}

	/**
	 * Names a size with two decimals. A value halfway between two goes to the even one,
	 * as Python formats; beyond the last unit Keras divides once more but keeps the unit.
	 */
	private static String memorySize(double bytes) {
		double size = bytes;
		int unit = 0;
		while (size >= 1024 && unit < MEMORY_UNITS.length) {
			size /= 1024;
			unit++;
		}
		String number = new BigDecimal(size).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
		return number + " " + MEMORY_UNITS[Math.min(unit, MEMORY_UNITS.length - 1)];
	}

}
