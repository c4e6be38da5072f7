package dev.convolve.keras;

import java.util.ArrayList;
import java.util.List;

import dev.convolve.network.LayerSummary;
import dev.convolve.network.NetworkSummary;

/**
 * A network's summary as the tables that Keras prints.
 */
public final class SummaryTables {

	private SummaryTables() {
	}

	/**
	 * What Keras 3's {@code model.summary()} prints.
	 * @param summary the summary
	 * @return lines, each ended by a line feed
	 */
	public static String keras3(NetworkSummary summary) {
		List<TableRow> rows = new ArrayList<>();
		for (LayerSummary layer : summary.layers()) {
			rows.add(row(layer, layer.name()));
		}
		return Keras3Table.render(summary.name(), rows, totals(summary));
	}

	/**
	 * What Keras 2's {@code model.summary()} printed. Names that the model does not give
	 * are counted from 1, as Keras did then.
	 * @param model the definition, which knows the names that were made up
	 * @param summary the summary
	 * @return lines, each ended by a line feed
	 */
	public static String keras2(ModelDefinition model, NetworkSummary summary) {
		List<TableRow> rows = new ArrayList<>();
		for (LayerSummary layer : summary.layers()) {
			ModelDefinition.GeneratedName generated = model.generatedNames().get(layer.name());
			String name = (generated != null) ? generated.base() + "_" + (generated.ordinal() + 1) : layer.name();
			rows.add(row(layer, name));
		}
		return Keras2Table.render(rows, totals(summary));
	}

	private static TableRow row(LayerSummary layer, String name) {
		return new TableRow(name, layer.type(), layer.outputShape(), layer.params());
	}

	private static TableTotals totals(NetworkSummary summary) {
		return new TableTotals(summary.trainableParams(), summary.nonTrainableParams());
	}

}
