package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.tensor.Values;
import org.jspecify.annotations.Nullable;

/**
 * The weights of all groups in panels of {@link Gemm#PANEL} filters, each
 * {@code [room][PANEL]}, so that the product reads them as one stream. A last panel that
 * is not full overlaps the one before; if there is only one, it is filled up with zeros,
 * as are values that there is only room for.
 *
 * @param values weights of one filter
 * @param filters of one group
 * @param panels of one group
 * @param weights the array that holds those of all groups, perhaps beside others'
 * @param first where they start
 * @param bias one value a filter, panel by panel
 */
record PackedWeights(int values, int filters, int panels, float[] weights, int first, float[] bias) {

	static PackedWeights pack(int groups, int values, int room, int filters, float[] kernel, float @Nullable [] bias) {
		int panel = Gemm.PANEL;
		int panels = (filters + panel - 1) / panel;
		Values weights = AlignedValues.WEIGHTS.of(groups * panels * panel * room);
		float[] biases = new float[groups * panels * panel];
		int width = Math.min(filters, panel);
		for (int group = 0; group < groups; group++) {
			for (int index = 0; index < panels; index++) {
				int number = group * panels + index;
				int filter = group * filters + firstFilter(filters, index);
				for (int value = 0; value < values; value++) {
					System.arraycopy(kernel, value * groups * filters + filter, weights.array(),
							weights.first() + (number * room + value) * panel, width);
				}
				if (bias != null) {
					System.arraycopy(bias, filter, biases, number * panel, width);
				}
			}
		}
		return new PackedWeights(values, filters, panels, weights.array(), weights.first(), biases);
	}

	/** Where a panel starts among the filters of its group. */
	int firstFilter(int panel) {
		return firstFilter(this.filters, panel);
	}

	private static int firstFilter(int filters, int panel) {
		return Math.max(0, Math.min(panel * Gemm.PANEL, filters - Gemm.PANEL));
	}

	/**
	 * Whether panels are wider than there are filters, so that results cannot be stored
	 * whole.
	 */
	boolean isNarrow() {
		return this.filters < Gemm.PANEL;
	}

}
