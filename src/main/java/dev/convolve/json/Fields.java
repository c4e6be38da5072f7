package dev.convolve.json;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemException;
import dev.convolve.problem.ProblemKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of one JSON object and notes which were asked for, so that what nobody
 * asked for can be refused. Every error names the field by its JSON pointer.
 */
public final class Fields {

	private final JsonNode object;

	private final String pointer;

	private final String owner;

	private final Set<String> known = new LinkedHashSet<>();

	private @Nullable String layer;

	private Fields(JsonNode object, String pointer, String owner) {
		this.object = object;
		this.pointer = pointer;
		this.owner = owner;
	}

	/**
	 * The fields of what must be an object.
	 * @param node the JSON value
	 * @param pointer its place in the request
	 * @param owner what it describes, for messages
	 * @return its fields
	 */
	public static Fields of(JsonNode node, String pointer, String owner) {
		if (!node.isObject()) {
			throw wrongType(pointer, owner, "an object", node).exception();
		}
		return new Fields(node, pointer, owner);
	}

	public Fields inLayer(@Nullable String newLayer) {
		this.layer = newLayer;
		return this;
	}

	public String pointer() {
		return this.pointer;
	}

	/**
	 * The place of a field.
	 * @param name the field's name
	 * @return a JSON pointer (RFC 6901)
	 */
	public String pointer(String name) {
		return this.pointer + "/" + name.replace("~", "~0").replace("/", "~1");
	}

	public boolean has(String name) {
		return this.object.has(name);
	}

	/**
	 * A field that may be absent.
	 * @param name the field's name
	 * @return its value, which may be JSON's null, or null if it is absent
	 */
	public @Nullable JsonNode get(String name) {
		this.known.add(name);
		return this.object.get(name);
	}

	public JsonNode require(String name) {
		JsonNode value = get(name);
		if (value == null) {
			throw problem(ProblemKind.MISSING_FIELD, name, "%s lacks the field '%s'.".formatted(this.owner, name))
				.exception();
		}
		return value;
	}

	public Fields requireObject(String name, String what) {
		return Fields.of(require(name), pointer(name), what).inLayer(this.layer);
	}

	/**
	 * Fields that are taken but have no effect.
	 * @param names their names
	 */
	public void ignore(String... names) {
		this.known.addAll(Set.of(names));
	}

	/** Refuses the fields that nobody has asked for. */
	public void refuseOthers() {
		for (Map.Entry<String, JsonNode> field : this.object.properties()) {
			String name = field.getKey();
			if (!this.known.contains(name)) {
				throw problem(ProblemKind.UNKNOWN_FIELD, name, "%s has no field '%s'.".formatted(this.owner, name))
					.expected("one of: " + String.join(", ", this.known.stream().sorted().toList()))
					.received(name)
					.exception();
			}
		}
	}

	public @Nullable String text(String name) {
		JsonNode value = get(name);
		if (value == null) {
			return null;
		}
		if (!value.isString()) {
			throw wrongType(name, "a string", value);
		}
		return value.stringValue();
	}

	public String requireText(String name) {
		require(name);
		return String.valueOf(text(name));
	}

	public boolean flag(String name, boolean defaultValue) {
		JsonNode value = get(name);
		if (value == null) {
			return defaultValue;
		}
		if (!value.isBoolean()) {
			throw wrongType(name, "true or false", value);
		}
		return value.booleanValue();
	}

	/**
	 * A number that float32 holds.
	 * @param name the field's name
	 * @param defaultValue for where it is absent
	 * @return a finite value
	 */
	public float number(String name, float defaultValue) {
		JsonNode value = get(name);
		if (value == null) {
			return defaultValue;
		}
		if (!value.isNumber()) {
			throw wrongType(name, "a number", value);
		}
		float number = (float) value.doubleValue(Double.NaN);
		if (!Float.isFinite(number)) {
			throw invalid(name, "a number within ±3.4e38", value);
		}
		return number;
	}

	public int positive(String name, int defaultValue) {
		JsonNode value = get(name);
		return (value == null) ? defaultValue : integer(name, value, 1);
	}

	public int requirePositive(String name) {
		return integer(name, require(name), 1);
	}

	/**
	 * An integer or a pair of them, each at least 1.
	 * @param name the field's name
	 * @param value its value
	 * @return the pair
	 */
	public int[] pair(String name, JsonNode value) {
		if (value.isArray() && value.size() == 2) {
			return new int[] { integer(name + "/0", value.path(0), 1), integer(name + "/1", value.path(1), 1) };
		}
		if (value.isArray() || !value.isNumber()) {
			throw wrongType(name, "an integer, or a pair [rows, columns]", value);
		}
		int side = integer(name, value, 1);
		return new int[] { side, side };
	}

	/**
	 * An integer with a lower bound.
	 * @param path the field's name, or where within it the value is
	 * @param value the JSON value
	 * @param minimum the lowest that is allowed
	 * @return the integer
	 */
	public int integer(String path, JsonNode value, int minimum) {
		String rule = "an integer from %d to %d".formatted(minimum, Integer.MAX_VALUE);
		if (!value.isIntegralNumber()) {
			throw wrongType(path, rule, value);
		}
		if (!value.canConvertToInt() || value.intValue() < minimum) {
			throw invalid(path, rule, value);
		}
		return value.intValue();
	}

	public ProblemException wrongType(String path, String expected, JsonNode received) {
		return wrongType(place(path), "%s: '%s'".formatted(this.owner, path), expected, received).inLayer(this.layer)
			.exception();
	}

	public ProblemException invalid(String path, String expected, JsonNode received) {
		String value = Received.of(received);
		return Problem
			.of(ProblemKind.INVALID_VALUE, "%s: '%s' must be %s, not %s.".formatted(this.owner, path, expected, value))
			.at(place(path))
			.inLayer(this.layer)
			.expected(expected)
			.received(value)
			.exception();
	}

	/**
	 * A problem with a field.
	 * @param kind the entry of the catalogue
	 * @param name the field's name
	 * @param detail what is wrong
	 * @return the problem with its place
	 */
	public Problem problem(ProblemKind kind, String name, String detail) {
		return Problem.of(kind, detail).at(pointer(name)).inLayer(this.layer);
	}

	private String place(String path) {
		return this.pointer + "/" + path;
	}

	private static Problem wrongType(String pointer, String what, String expected, JsonNode received) {
		String value = Received.of(received);
		return Problem.of(ProblemKind.WRONG_TYPE, "%s must be %s, not %s.".formatted(what, expected, value))
			.at(pointer)
			.expected(expected)
			.received(value);
	}

}
