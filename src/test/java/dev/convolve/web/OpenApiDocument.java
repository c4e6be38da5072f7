package dev.convolve.web;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An OpenAPI document that can validate what goes in and out. More strictly than it says:
 * an answer may not have a field that its schema does not name, so that none is
 * forgotten.
 */
final class OpenApiDocument {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private static final String LOCATION = "https://localhost/openapi.json";

	private final JsonNode root;

	private final SchemaRegistry registry;

	OpenApiDocument(String json) {
		this.root = MAPPER.readTree(json);
		JsonNode strict = MAPPER.readTree(json);
		strict.at("/components/schemas").forEach((schema) -> {
			if (schema.has("properties") && !schema.has("additionalProperties")) {
				((ObjectNode) schema).put("additionalProperties", false);
			}
		});
		this.registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
				(builder) -> builder.schemas(Map.of(LOCATION, strict.toString())));
	}

	JsonNode at(String pointer) {
		JsonNode node = this.root.at(pointer);
		if (node.isMissingNode()) {
			throw new AssertionError("The document has nothing at " + pointer);
		}
		return node;
	}

	JsonNode schema(String name) {
		return at("/components/schemas/" + name);
	}

	Set<Map.Entry<String, JsonNode>> schemas() {
		return at("/components/schemas").properties();
	}

	List<Operation> operations() {
		return at("/paths").properties()
			.stream()
			.flatMap((path) -> path.getValue()
				.properties()
				.stream()
				.map((method) -> new Operation(path.getKey(), method.getKey(), method.getValue())))
			.toList();
	}

	Set<String> fields(String schema) {
		return new TreeSet<>(schema(schema).path("properties").propertyNames());
	}

	/**
	 * Validates a value.
	 * @param schema the name of its schema
	 * @param value the value
	 * @return what is wrong with it
	 */
	List<String> errors(String schema, JsonNode value) {
		return this.registry.getSchema(SchemaLocation.of(LOCATION + "#/components/schemas/" + schema))
			.validate(value)
			.stream()
			.map(Error::toString)
			.toList();
	}

	static Set<String> texts(JsonNode array) {
		return array.values().stream().map(JsonNode::asString).collect(Collectors.toCollection(TreeSet::new));
	}

	/**
	 * An operation.
	 *
	 * @param path where it is
	 * @param method in lower case
	 * @param node its description
	 */
	record Operation(String path, String method, JsonNode node) {

		private static final String JSON = "application/json";

		String requestSchema() {
			return name(this.node.path("requestBody").path("content").path(JSON));
		}

		String responseSchema() {
			return name(this.node.path("responses").path("200").path("content").path(JSON));
		}

		Collection<Map.Entry<String, JsonNode>> examples() {
			return this.node.path("requestBody").path("content").path(JSON).path("examples").properties();
		}

		private static String name(JsonNode content) {
			String reference = content.path("schema").path("$ref").stringValue();
			return reference.substring(reference.lastIndexOf('/') + 1);
		}

	}

}
