package dev.convolve.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.convolve.json.Fields;
import dev.convolve.network.Layer;
import dev.convolve.network.Network;
import dev.convolve.problem.ProblemKind;
import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.POJONode;

/**
 * Reads a model: the short form, or what {@code model.to_json()} prints in Keras 3 and in
 * tf-keras 2.
 */
public final class ModelReader {

	/** More than any network has. */
	private static final int MOST_LAYERS = 10_000;

	private static final String SUPPORTED_MODELS = "Sequential";

	private final List<Layer> layers = new ArrayList<>();

	private final Map<String, List<Tensor>> inlineWeights = new HashMap<>();

	private final Map<String, String> pointers = new HashMap<>();

	private final LayerNames names = new LayerNames();

	private final boolean shortForm;

	private final LayerReader reader;

	private @Nullable Shape declaredInput;

	private ModelReader(boolean shortForm, boolean keras2) {
		this.shortForm = shortForm;
		this.reader = new LayerReader(keras2);
	}

	/**
	 * Reads a model.
	 * @param model the JSON value; {@code weights} of a layer are POJO nodes that hold a
	 * list of tensors
	 * @param pointer its place in the request
	 * @return the definition
	 * @throws dev.convolve.problem.ProblemException if it is not a possible network
	 */
	public static ModelDefinition read(JsonNode model, String pointer) {
		Fields fields = Fields.of(model, pointer, "The model");
		if (fields.has("class_name") || fields.has("config")) {
			return readKeras(fields);
		}
		String name = fields.text("name");
		LayerNames.requireShort(name, fields);
		JsonNode layers = fields.require("layers");
		fields.refuseOthers();
		ModelReader reader = new ModelReader(true, false);
		reader.readLayers(layers, fields, "type");
		return reader.definition((name != null) ? name : "sequential", null);
	}

	private static ModelDefinition readKeras(Fields fields) {
		String className = fields.requireText("class_name");
		if (!className.equals(SUPPORTED_MODELS)) {
			throw fields
				.problem(ProblemKind.UNSUPPORTED_LAYER, "class_name",
						"Models of the class '%s' are not supported.".formatted(className))
				.expected(SUPPORTED_MODELS)
				.received(className)
				.exception();
		}
		// tf-keras notes its version, Keras 3 the module of each class.
		boolean keras2 = fields.has("keras_version") || !fields.has("module");
		JsonNode config = fields.require("config");
		fields.ignore("module", "registered_name", "build_config", "compile_config", "keras_version", "backend");
		fields.refuseOthers();
		ModelReader reader = new ModelReader(false, keras2);
		if (config.isArray()) {
			// Keras before 2.2.3 wrote the bare list of layers.
			reader.readLayers(config, fields, "class_name");
			return reader.definition("sequential", null);
		}
		Fields configFields = Fields.of(config, fields.pointer("config"), "The model's config");
		String name = configFields.text("name");
		LayerNames.requireShort(name, configFields);
		Shape builtFor = InputShapes.builtFor(configFields);
		JsonNode layers = configFields.require("layers");
		configFields.ignore("trainable", "dtype");
		configFields.refuseOthers();
		reader.readLayers(layers, configFields, "class_name");
		return reader.definition((name != null) ? name : "sequential", builtFor);
	}

	private void readLayers(JsonNode array, Fields parent, String typeField) {
		String listName = parent.has("layers") ? "layers" : "config";
		if (!array.isArray()) {
			throw parent.wrongType(listName, "an array of layers", array);
		}
		if (array.size() > MOST_LAYERS) {
			throw parent.problem(ProblemKind.TOO_LARGE, listName, "The model has %d layers.".formatted(array.size()))
				.expected("at most " + MOST_LAYERS + " layers")
				.received(array.size())
				.exception();
		}
		List<String> types = new ArrayList<>();
		List<Fields> configs = new ArrayList<>();
		for (int index = 0; index < array.size(); index++) {
			Fields fields = Fields.of(array.path(index), parent.pointer(listName) + "/" + index, "Layer " + index);
			String type = fields.requireText(typeField);
			this.reader.requireSupported(type, fields, typeField);
			Fields config = fields;
			if (!this.shortForm) {
				config = fields.requireObject("config", "Layer %d (%s)".formatted(index, type));
				fields.ignore("module", "registered_name", "build_config", "name", "inbound_nodes");
				fields.refuseOthers();
			}
			types.add(type);
			configs.add(config);
		}
		this.names.reserve(configs);
		for (int index = 0; index < configs.size(); index++) {
			readLayer(index, types.get(index), configs.get(index));
		}
	}

	private void readLayer(int index, String type, Fields fields) {
		String given = fields.text("name");
		if (type.equals(LayerReader.INPUT_LAYER)) {
			if (index > 0) {
				throw fields.problem(ProblemKind.INVALID_VALUE, "name", "An InputLayer can only be the first layer.")
					.at(fields.pointer())
					.inLayer(given)
					.exception();
			}
			this.declaredInput = InputShapes.ofInputLayer(fields);
			fields.refuseOthers();
			return;
		}
		String name = this.names.nameOf(given, type);
		fields.inLayer(name);
		this.pointers.put(name, fields.pointer());
		Shape input = InputShapes.ofFirstLayer(fields);
		if (this.layers.isEmpty() && this.declaredInput == null) {
			this.declaredInput = input;
		}
		if (this.shortForm) {
			readWeights(fields, name, type);
		}
		this.layers.add(this.reader.read(type, name, fields));
		fields.refuseOthers();
	}

	private void readWeights(Fields fields, String name, String type) {
		if (!type.equals(LayerReader.CONV_2D)) {
			return;
		}
		JsonNode node = fields.get("weights");
		if (node == null) {
			return;
		}
		if (!node.isPojo() || !(((POJONode) node).getPojo() instanceof List<?> tensors)) {
			throw fields.wrongType("weights", "a list of tensors: the kernel and the bias", node);
		}
		this.inlineWeights.put(name, tensors.stream().map(Tensor.class::cast).toList());
	}

	private ModelDefinition definition(String name, @Nullable Shape builtFor) {
		return new ModelDefinition(new Network(name, this.declaredInput, this.layers), builtFor, this.names.generated(),
				this.inlineWeights, this.pointers);
	}

}
