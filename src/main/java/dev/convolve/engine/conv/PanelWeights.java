package dev.convolve.engine.conv;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

import dev.convolve.engine.kernel.Panels;
import dev.convolve.tensor.Values;
import org.jspecify.annotations.Nullable;

/**
 * The weights of all groups in panels as wide as the registers allow, then narrower ones,
 * each {@code [values][filters]}, so that the product reads them as one stream. A last
 * panel that is not full overlaps the one before; if there is only one, it is filled up
 * with zeros.
 *
 * @param filters of one group
 * @param panels of one group
 * @param values of one filter, with zeros that fill it up
 * @param weights the array that holds those of all groups, perhaps beside others'
 * @param first where they start
 * @param bias of all groups, {@link Panels#WIDEST} values a panel
 */
record PanelWeights(int filters, List<Panel> panels, int values, float[] weights, int first, float[] bias) {

	/**
	 * Packs.
	 * @param values of a filter
	 * @param order which value of {@code [rows, columns, channels]} comes at a place
	 */
	static PanelWeights pack(int groups, int filters, int values, IntUnaryOperator order, float[] kernel,
			float @Nullable [] bias) {
		return pack(panels(filters), groups, filters, values, values, order, kernel, bias);
	}

	/** The same for products that also take panels of {@link Panels#HALF}. */
	static PanelWeights packWithHalf(int groups, int filters, int values, float[] kernel, float @Nullable [] bias) {
		return pack(panelsWithHalf(filters), groups, filters, values, values, IntUnaryOperator.identity(), kernel,
				bias);
	}

	/**
	 * Packs.
	 * @param values of a filter
	 * @param room of a filter: what has no value is 0
	 * @param order which value of {@code [rows, columns, channels]} comes at a place
	 */
	static PanelWeights pack(int groups, int filters, int values, int room, IntUnaryOperator order, float[] kernel,
			float @Nullable [] bias) {
		return pack(panels(filters), groups, filters, values, room, order, kernel, bias);
	}

	private static PanelWeights pack(List<Panel> panels, int groups, int filters, int values, int room,
			IntUnaryOperator order, float[] kernel, float @Nullable [] bias) {
		int perGroup = room * places(panels);
		// Room for one value more: C2 checks where a loop would begin before it knows
		// whether it does, and throws the code away where there is no such place
		Values weights = AlignedValues.WEIGHTS.of(groups * perGroup + Panels.WIDEST);
		float[] biases = new float[groups * panels.size() * Panels.WIDEST];
		for (int group = 0; group < groups; group++) {
			for (int index = 0; index < panels.size(); index++) {
				Panel panel = panels.get(index);
				int filter = group * filters + panel.firstFilter();
				int width = Math.min(filters, panel.filters());
				int to = weights.first() + group * perGroup + panel.start() * room;
				for (int value = 0; value < values; value++) {
					System.arraycopy(kernel, order.applyAsInt(value) * groups * filters + filter, weights.array(),
							to + value * panel.filters(), width);
				}
				if (bias != null) {
					System.arraycopy(bias, filter, biases, (group * panels.size() + index) * Panels.WIDEST, width);
				}
			}
		}
		return new PanelWeights(filters, panels, room, weights.array(), weights.first(), biases);
	}

	/** How the filters of a group are cut into panels. */
	static List<Panel> panels(int filters) {
		List<Panel> panels = new ArrayList<>();
		int start = 0;
		while (start < filters) {
			int vectors = vectors(filters - start);
			int width = vectors * Panels.NARROWEST;
			panels.add(new Panel(vectors, Math.max(0, Math.min(start, filters - width)), start));
			start += width;
		}
		return List.copyOf(panels);
	}

	/** The same where few filters may have half a vector. */
	static List<Panel> panelsWithHalf(int filters) {
		return (filters <= Panels.HALF) ? List.of(new Panel(Panels.HALF_A_VECTOR, 0, 0)) : panels(filters);
	}

	/** How many panels {@link #panels} makes; allocates nothing, for every run asks. */
	static int count(int filters) {
		int count = 0;
		for (int left = filters; left > 0; left -= vectors(left) * Panels.NARROWEST) {
			count++;
		}
		return count;
	}

	/**
	 * How many vectors the next panel has. One of four is no wider than what is left. One
	 * of two is where more than one vector is left: if they are not full it overlaps the
	 * panel before, which takes less than two of one vector.
	 * @param left filters that are in no panel yet
	 */
	static int vectors(int left) {
		if (left >= Panels.WIDEST) {
			return Panels.MOST_VECTORS;
		}
		return (left > Panels.NARROWEST) ? 2 : 1;
	}

	/**
	 * Whether every panel has two vectors at least, and filters for all of their lanes.
	 */
	static boolean areWide(int filters) {
		List<Panel> panels = panels(filters);
		return panels.getLast().vectors() > 1 && panels.getFirst().filters() <= filters;
	}

	/** Filters of a group that there is room for. */
	private static int places(List<Panel> panels) {
		Panel last = panels.getLast();
		return last.start() + last.filters();
	}

	/** Where the weights of a panel start. */
	int start(int group, int panel) {
		return this.first + (group * places(this.panels) + this.panels.get(panel).start()) * this.values;
	}

	/** Where the bias of a panel starts. */
	int biasStart(int group, int panel) {
		return (group * this.panels.size() + panel) * Panels.WIDEST;
	}

	/**
	 * Whether the panel is wider than there are filters, so that a pixel's results cannot
	 * be stored whole unless others follow.
	 */
	boolean isNarrow() {
		return this.filters < this.panels.getFirst().filters();
	}

	/**
	 * Some filters of a group.
	 *
	 * @param vectors of filters, or {@link Panels#HALF_A_VECTOR}
	 * @param firstFilter in its group
	 * @param start places of the panels before it
	 */
	record Panel(int vectors, int firstFilter, int start) {

		/** How many there is room for. */
		int filters() {
			return (this.vectors == Panels.HALF_A_VECTOR) ? Panels.HALF : this.vectors * Panels.NARROWEST;
		}

	}

}
