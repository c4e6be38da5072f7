package dev.convolve.web;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.convolve.json.Fields;
import dev.convolve.network.Network;
import dev.convolve.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a client wants to have back.
 *
 * @param selection which layers' outputs
 * @param names of the layers, for {@link Selection#NAMED}
 * @param data in which form
 * @param summary whether the summary comes along
 */
record ResponseOptions(Selection selection, List<String> names, DataForm data, boolean summary) {

	/** What a client gets that asks for nothing in particular. */
	static final ResponseOptions DEFAULT = new ResponseOptions(Selection.LAST, List.of(), DataForm.NESTED, true);

	static ResponseOptions read(@Nullable JsonNode node) {
		if (node == null) {
			return DEFAULT;
		}
		Fields fields = Fields.of(node, "/response", "The response");
		JsonNode layers = fields.get("layers");
		Selection selection = Selection.LAST;
		List<String> names = List.of();
		if (layers != null && layers.isArray()) {
			selection = Selection.NAMED;
			names = readNames(fields, layers);
		}
		else if (layers != null) {
			selection = switch (layers.isString() ? layers.stringValue() : "") {
				case "last" -> Selection.LAST;
				case "all" -> Selection.ALL;
				default -> throw fields.wrongType("layers", "\"last\", \"all\" or a list of layer names", layers);
			};
		}
		DataForm data = readData(fields);
		boolean summary = fields.flag("summary", DEFAULT.summary());
		fields.refuseOthers();
		return new ResponseOptions(selection, names, data, summary);
	}

	private static List<String> readNames(Fields fields, JsonNode array) {
		List<String> names = new ArrayList<>();
		for (JsonNode name : array) {
			if (!name.isString()) {
				throw fields.wrongType("layers/" + names.size(), "the name of a layer", name);
			}
			names.add(name.stringValue());
		}
		return names;
	}

	private static DataForm readData(Fields fields) {
		String text = fields.text("data");
		for (DataForm form : DataForm.values()) {
			if (text == null || form.jsonName().equals(text)) {
				return form;
			}
		}
		throw fields.invalid("data", "one of: \"nested\", \"flat\", \"base64\", \"none\"", fields.require("data"));
	}

	/**
	 * The layers whose outputs are wanted.
	 * @param network the network
	 * @return their indices
	 * @throws ProblemException if a named layer is not there
	 */
	BitSet wanted(Network network) {
		BitSet wanted = new BitSet();
		int count = network.layers().size();
		switch (this.selection) {
			case LAST -> wanted.set(count - 1);
			case ALL -> wanted.set(0, count);
			case NAMED -> {
				Map<String, Integer> indices = new HashMap<>();
				network.layers().forEach((layer) -> indices.put(layer.name(), indices.size()));
				for (int index = 0; index < this.names.size(); index++) {
					String name = this.names.get(index);
					try {
						wanted.set(indices.containsKey(name) ? indices.get(name) : network.indexOf(name));
					}
					catch (ProblemException ex) {
						throw ex.problem().at("/response/layers/" + index).exception();
					}
				}
			}
		}
		return wanted;
	}

	/** Which layers. */
	enum Selection {

		LAST, ALL, NAMED

	}

}
