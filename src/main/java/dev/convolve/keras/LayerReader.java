package dev.convolve.keras;

import java.util.List;

import dev.convolve.json.Fields;
import dev.convolve.network.ActivationFunction;
import dev.convolve.network.ActivationLayer;
import dev.convolve.network.Conv2D;
import dev.convolve.network.DataFormat;
import dev.convolve.network.Extent;
import dev.convolve.network.Initializer;
import dev.convolve.network.Layer;
import dev.convolve.network.Padding;
import dev.convolve.network.PaddingMode;
import dev.convolve.network.ReLU;
import dev.convolve.network.ZeroPadding2D;
import dev.convolve.problem.ProblemKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads one layer from the fields that Keras gives it, with Keras's defaults.
 */
final class LayerReader {

	static final String INPUT_LAYER = "InputLayer";

	static final String CONV_2D = "Conv2D";

	private static final List<String> SUPPORTED = List.of("Activation", CONV_2D, INPUT_LAYER, "ReLU", "ZeroPadding2D");

	private final ActivationReader activations;

	/**
	 * A reader for one flavour of Keras.
	 * @param keras2 whether names have the meaning that tf-keras 2 gives them
	 */
	LayerReader(boolean keras2) {
		this.activations = new ActivationReader(keras2);
	}

	void requireSupported(String type, Fields fields, String typeField) {
		if (!SUPPORTED.contains(type)) {
			throw fields
				.problem(ProblemKind.UNSUPPORTED_LAYER, typeField,
						"Layers of the type '%s' are not supported.".formatted(type))
				.inLayer((fields.has("name")) ? fields.text("name") : null)
				.expected("one of: " + String.join(", ", SUPPORTED))
				.received(type)
				.exception();
		}
	}

	/**
	 * Reads a layer.
	 * @param type one of the supported types but {@code InputLayer}
	 * @param name the layer's name
	 * @param fields its fields
	 * @return the layer
	 */
	Layer read(String type, String name, Fields fields) {
		fields.ignore("type", "name", "dtype");
		boolean trainable = fields.flag("trainable", true);
		return switch (type) {
			case CONV_2D -> convolution(name, trainable, fields);
			case "Activation" -> new ActivationLayer(name,
					this.activations.read(fields, "activation", fields.require("activation")), trainable);
			case "ReLU" -> relu(name, trainable, fields);
			case "ZeroPadding2D" -> zeroPadding(name, trainable, fields);
			default -> throw new IllegalArgumentException(type);
		};
	}

	private Conv2D convolution(String name, boolean trainable, Fields fields) {
		fields.ignore("kernel_regularizer", "bias_regularizer", "activity_regularizer", "kernel_constraint",
				"bias_constraint");
		int filters = fields.requirePositive("filters");
		Extent kernelSize = extent(fields, "kernel_size", fields.require("kernel_size"));
		Extent strides = extent(fields, "strides", fields.get("strides"));
		Extent dilation = extent(fields, "dilation_rate", fields.get("dilation_rate"));
		int groups = fields.positive("groups", 1);
		if (filters % groups != 0) {
			throw fields
				.problem(ProblemKind.GROUPS_MISMATCH, "groups",
						"Layer '%s': %d groups do not divide the %d filters.".formatted(name, groups, filters))
				.expected("a divisor of " + filters)
				.received(groups)
				.exception();
		}
		JsonNode activation = fields.get("activation");
		ActivationFunction function = (activation == null) ? ActivationFunction.LINEAR
				: this.activations.read(fields, "activation", activation);
		Initializer kernel = InitializerReader.read(fields, "kernel_initializer", Initializer.GLOROT_UNIFORM);
		Initializer bias = InitializerReader.read(fields, "bias_initializer", Initializer.ZEROS);
		return new Conv2D(name, filters, kernelSize, strides, paddingMode(fields), dataFormat(fields), dilation, groups,
				function, fields.flag("use_bias", true), kernel, bias, trainable);
	}

	private static Extent extent(Fields fields, String name, @Nullable JsonNode value) {
		if (value == null) {
			return Extent.ONE;
		}
		int[] pair = fields.pair(name, value);
		return new Extent(pair[0], pair[1]);
	}

	private static ReLU relu(String name, boolean trainable, Fields fields) {
		JsonNode ceiling = fields.get("max_value");
		Float maxValue = (ceiling == null || ceiling.isNull()) ? null : nonNegative(fields, "max_value");
		return new ReLU(name, maxValue, nonNegative(fields, "negative_slope"), nonNegative(fields, "threshold"),
				trainable);
	}

	private static float nonNegative(Fields fields, String name) {
		float value = fields.number(name, 0);
		if (value < 0) {
			throw fields.invalid(name, "a number of at least 0", fields.require(name));
		}
		return value;
	}

	private static ZeroPadding2D zeroPadding(String name, boolean trainable, Fields fields) {
		JsonNode value = fields.get("padding");
		return new ZeroPadding2D(name, (value == null) ? new Padding(1, 1, 1, 1) : padding(fields, value),
				dataFormat(fields), trainable);
	}

	/** An integer, a pair [rows, columns], or [[top, bottom], [left, right]]. */
	private static Padding padding(Fields fields, JsonNode value) {
		if (value.isIntegralNumber()) {
			int all = fields.integer("padding", value, 0);
			return new Padding(all, all, all, all);
		}
		if (!value.isArray() || value.size() != 2) {
			throw fields.wrongType("padding", "an integer, a pair, or a pair of pairs [[top, bottom], [left, right]]",
					value);
		}
		int[] rows = sides(fields, "padding/0", value.path(0));
		int[] columns = sides(fields, "padding/1", value.path(1));
		return new Padding(rows[0], rows[1], columns[0], columns[1]);
	}

	private static int[] sides(Fields fields, String path, JsonNode value) {
		if (value.isArray() && value.size() == 2) {
			return new int[] { fields.integer(path + "/0", value.path(0), 0),
					fields.integer(path + "/1", value.path(1), 0) };
		}
		int both = fields.integer(path, value, 0);
		return new int[] { both, both };
	}

	private static PaddingMode paddingMode(Fields fields) {
		String text = fields.text("padding");
		for (PaddingMode mode : PaddingMode.values()) {
			if (text == null || mode.kerasName().equalsIgnoreCase(text)) {
				return mode;
			}
		}
		throw fields.invalid("padding", "\"valid\" or \"same\"", fields.require("padding"));
	}

	private static DataFormat dataFormat(Fields fields) {
		String text = fields.text("data_format");
		for (DataFormat format : DataFormat.values()) {
			if (text == null || format.kerasName().equalsIgnoreCase(text)) {
				return format;
			}
		}
		throw fields.invalid("data_format", "\"channels_last\" or \"channels_first\"", fields.require("data_format"));
	}

}
