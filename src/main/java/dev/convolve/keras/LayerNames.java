package dev.convolve.keras;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.convolve.json.Fields;
import dev.convolve.problem.ProblemKind;
import org.jspecify.annotations.Nullable;

/**
 * Gives names to layers as Keras does: the class in snake case, then with _1, _2, …
 */
final class LayerNames {

	private static final Map<String, String> SNAKE_CASE = Map.of("Conv2D", "conv2d", "Activation", "activation", "ReLU",
			"re_lu", "ZeroPadding2D", "zero_padding2d");

	/** Each answer repeats the names. */
	private static final int LONGEST = 1000;

	private final Set<String> taken = new HashSet<>();

	private final Map<String, Integer> used = new HashMap<>();

	private final Map<String, ModelDefinition.GeneratedName> generated = new HashMap<>();

	/**
	 * Notes the names that the model gives.
	 * @param layers the fields of every layer
	 */
	void reserve(List<Fields> layers) {
		for (Fields fields : layers) {
			String name = fields.text("name");
			if (name == null) {
				continue;
			}
			requireShort(name, fields);
			if (!this.taken.add(name)) {
				throw fields
					.problem(ProblemKind.DUPLICATE_LAYER_NAME, "name", "Two layers have the name '%s'.".formatted(name))
					.inLayer(name)
					.expected("a name that no other layer has")
					.received(name)
					.exception();
			}
		}
	}

	/**
	 * Refuses a name that would make every answer long.
	 * @param name of a layer or a model, or null
	 * @param fields whose field it is
	 */
	static void requireShort(@Nullable String name, Fields fields) {
		if (name != null && name.length() > LONGEST) {
			throw fields.invalid("name", "a text of at most %d characters".formatted(LONGEST), fields.require("name"));
		}
	}

	/**
	 * The name of a layer.
	 * @param given what the model says, or null
	 * @param type the layer's class
	 * @return the given name, or the next free one
	 */
	String nameOf(@Nullable String given, String type) {
		if (given != null) {
			return given;
		}
		String base = SNAKE_CASE.getOrDefault(type, type);
		while (true) {
			int ordinal = this.used.merge(base, 1, Integer::sum) - 1;
			String name = (ordinal == 0) ? base : base + "_" + ordinal;
			if (this.taken.add(name)) {
				this.generated.put(name, new ModelDefinition.GeneratedName(base, ordinal));
				return name;
			}
		}
	}

	Map<String, ModelDefinition.GeneratedName> generated() {
		return this.generated;
	}

}
