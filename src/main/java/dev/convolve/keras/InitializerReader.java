package dev.convolve.keras;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.convolve.json.Fields;
import dev.convolve.network.Initializer;
import dev.convolve.network.Initializer.Distribution;
import dev.convolve.network.Initializer.Fan;
import dev.convolve.problem.ProblemKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads an initializer: its name, or the object that Keras writes for it. Names and
 * defaults as in {@code keras.initializers}.
 */
final class InitializerReader {

	private static final List<String> SUPPORTED = List.of("Constant", "GlorotNormal", "GlorotUniform", "HeNormal",
			"HeUniform", "LecunNormal", "LecunUniform", "Ones", "Orthogonal", "RandomNormal", "RandomUniform",
			"TruncatedNormal", "VarianceScaling", "Zeros");

	/** Other spellings that Keras takes, without underscores and in lower case. */
	private static final Map<String, String> ALIASES = Map.of("zero", "Zeros", "one", "Ones", "normal", "RandomNormal",
			"uniform", "RandomUniform", "orthogonalinitializer", "Orthogonal");

	private static final JsonNode EMPTY = JsonNodeFactory.instance.objectNode();

	private InitializerReader() {
	}

	static Initializer read(Fields fields, String field, Initializer defaultValue) {
		JsonNode value = fields.get(field);
		if (value == null) {
			return defaultValue;
		}
		if (value.isString()) {
			String name = className(fields, field, value.stringValue());
			return create(name, Fields.of(EMPTY, fields.pointer(field), "The initializer"));
		}
		Fields serialized = Fields.of(value, fields.pointer(field), "The initializer");
		serialized.ignore("module", "registered_name", "shared_object_id");
		String name = className(serialized, "class_name", serialized.requireText("class_name"));
		Fields config = serialized.has("config") ? serialized.requireObject("config", "The initializer " + name)
				: Fields.of(EMPTY, serialized.pointer("config"), "The initializer");
		serialized.refuseOthers();
		// Keras 3.15 notes which axes a kernel has, always as null for a Conv2D.
		config.ignore("dtype", "input_axes", "output_axes");
		Initializer initializer = create(name, config);
		config.refuseOthers();
		return initializer;
	}

	private static String className(Fields fields, String field, String name) {
		String plain = name.replace("_", "").toLowerCase(Locale.ROOT);
		for (String supported : SUPPORTED) {
			if (supported.toLowerCase(Locale.ROOT).equals(plain)) {
				return supported;
			}
		}
		String alias = ALIASES.get(plain);
		if (alias != null) {
			return alias;
		}
		throw fields
			.problem(ProblemKind.UNSUPPORTED_FEATURE, field, "The initializer '%s' is not supported.".formatted(name))
			.expected("one of: " + String.join(", ", SUPPORTED))
			.received(name)
			.exception();
	}

	private static Initializer create(String name, Fields config) {
		return switch (name) {
			case "Zeros" -> new Initializer.Constant(0);
			case "Ones" -> new Initializer.Constant(1);
			case "Constant" -> new Initializer.Constant(config.number("value", 0));
			case "RandomUniform" -> new Initializer.RandomUniform(config.number("minval", -0.05f),
					config.number("maxval", 0.05f), seed(config));
			case "RandomNormal" -> normal(config, false);
			case "TruncatedNormal" -> normal(config, true);
			case "Orthogonal" -> new Initializer.Orthogonal(config.number("gain", 1), seed(config));
			case "VarianceScaling" -> varianceScaling(config);
			case "GlorotNormal" -> scaled(1, Fan.AVERAGE, Distribution.TRUNCATED_NORMAL, config);
			case "GlorotUniform" -> scaled(1, Fan.AVERAGE, Distribution.UNIFORM, config);
			case "HeNormal" -> scaled(2, Fan.IN, Distribution.TRUNCATED_NORMAL, config);
			case "HeUniform" -> scaled(2, Fan.IN, Distribution.UNIFORM, config);
			case "LecunNormal" -> scaled(1, Fan.IN, Distribution.TRUNCATED_NORMAL, config);
			case "LecunUniform" -> scaled(1, Fan.IN, Distribution.UNIFORM, config);
			default -> throw new IllegalArgumentException(name);
		};
	}

	private static Initializer normal(Fields config, boolean truncated) {
		return new Initializer.RandomNormal(config.number("mean", 0), config.number("stddev", 0.05f), truncated,
				seed(config));
	}

	private static Initializer scaled(double scale, Fan fan, Distribution distribution, Fields config) {
		// Older files write the fixed parameters of these classes too.
		config.ignore("scale", "mode", "distribution");
		return new Initializer.VarianceScaling(scale, fan, distribution, seed(config));
	}

	private static Initializer varianceScaling(Fields config) {
		float scale = config.number("scale", 1);
		if (scale <= 0) {
			throw config.invalid("scale", "a number above 0", config.require("scale"));
		}
		Fan fan = switch (textOr(config, "mode", "fan_in")) {
			case "fan_in" -> Fan.IN;
			case "fan_out" -> Fan.OUT;
			case "fan_avg" -> Fan.AVERAGE;
			default -> throw config.invalid("mode", "\"fan_in\", \"fan_out\" or \"fan_avg\"", config.require("mode"));
		};
		Distribution distribution = switch (textOr(config, "distribution", "truncated_normal")) {
			case "truncated_normal", "normal" -> Distribution.TRUNCATED_NORMAL;
			case "untruncated_normal" -> Distribution.UNTRUNCATED_NORMAL;
			case "uniform" -> Distribution.UNIFORM;
			default -> throw config.invalid("distribution",
					"\"truncated_normal\", \"untruncated_normal\" or \"uniform\"", config.require("distribution"));
		};
		return new Initializer.VarianceScaling(scale, fan, distribution, seed(config));
	}

	private static String textOr(Fields fields, String name, String defaultValue) {
		String text = fields.text(name);
		return (text != null) ? text : defaultValue;
	}

	private static @Nullable Long seed(Fields config) {
		JsonNode value = config.get("seed");
		if (value == null || value.isNull()) {
			return null;
		}
		if (value.isObject()) {
			// A SeedGenerator's first draw is that of its seed.
			Fields generator = Fields.of(value, config.pointer("seed"), "The seed");
			generator.ignore("module", "registered_name", "class_name");
			Fields state = generator.requireObject("config", "The seed generator");
			state.ignore("name");
			return seed(state);
		}
		if (!value.isIntegralNumber() || !value.canConvertToLong()) {
			throw config.wrongType("seed", "an integer of at most 64 bits", value);
		}
		return value.longValue();
	}

}
