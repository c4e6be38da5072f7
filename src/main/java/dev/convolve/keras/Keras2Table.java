package dev.convolve.keras;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;

/**
 * The summary of a sequential model as Keras 2.2.4 prints it, 65 columns wide.
 * <p>
 * A row grows from left to right: each field is cut at its column's end, and the last
 * character before a column's start gives way to a blank. Lengths are code points, not
 * terminal cells. Source: {@code print_summary} of Keras 2.2.4
 * {@code utils/layer_utils.py}.
 */
final class Keras2Table {

	private static final int LINE_LENGTH = 65;

	/** Where the columns end: 0.45, 0.85 and 1.0 of the line. */
	private static final int[] COLUMN_ENDS = { 29, 55, LINE_LENGTH };

	private static final String THIN_RULE = "_".repeat(LINE_LENGTH) + "\n";

	private static final String THICK_RULE = "=".repeat(LINE_LENGTH) + "\n";

	private Keras2Table() {
	}

	/**
	 * Returns the table, each line ended by a line feed.
	 * @param rows the layers in the order of the model
	 * @param totals the parameter counts of the model
	 * @return the text Keras prints
	 * @throws IllegalArgumentException if a layer is not built, where Keras 2 refuses to
	 * print
	 */
	static String render(List<TableRow> rows, TableTotals totals) {
		StringBuilder table = new StringBuilder(THIN_RULE);
		appendRow(table, "Layer (type)", "Output Shape", "Param #");
		table.append(THICK_RULE);
		for (int i = 0; i < rows.size(); i++) {
			TableRow row = rows.get(i);
			appendRow(table, row.name() + " (" + row.type() + ")", shape(row), Long.toString(row.params()));
			table.append((i == rows.size() - 1) ? THICK_RULE : THIN_RULE);
		}
		table.append(String.format(Locale.ROOT, "Total params: %,d\n", totals.total()));
		table.append(String.format(Locale.ROOT, "Trainable params: %,d\n", totals.trainable()));
		table.append(String.format(Locale.ROOT, "Non-trainable params: %,d\n", totals.nonTrainable()));
		return table.append(THIN_RULE).toString();
	}

	private static void appendRow(StringBuilder table, String... fields) {
		StringBuilder line = new StringBuilder();
		for (int i = 0; i < fields.length; i++) {
			if (i > 0) {
				line.setLength(line.offsetByCodePoints(line.length(), -1));
				line.append(' ');
			}
			line.append(fields[i]);
			int excess = line.codePointCount(0, line.length()) - COLUMN_ENDS[i];
			if (excess > 0) {
				line.setLength(line.offsetByCodePoints(line.length(), -excess));
			}
			else {
				line.repeat(' ', -excess);
			}
		}
		table.append(line).append('\n');
	}

	/** A Python tuple: one side alone is followed by a comma. */
	private static String shape(TableRow row) {
		List<@Nullable Integer> sides = row.outputShape();
		if (sides == null || row.params() == TableRow.UNBUILT) {
			throw new IllegalArgumentException(
					"Keras 2 prints only models that are built. Received: unbuilt layer '" + row.name() + "'");
		}
		StringJoiner tuple = new StringJoiner(", ", "(", (sides.size() == 1) ? ",)" : ")");
		for (Integer side : sides) {
			tuple.add((side != null) ? side.toString() : "None");
		}
		return tuple.toString();
	}

}
