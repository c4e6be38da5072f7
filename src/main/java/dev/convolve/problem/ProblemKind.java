package dev.convolve.problem;

import java.util.Locale;

/**
 * The catalogue: every kind of problem that a client can meet. Each has a stable
 * {@linkplain #path() URI} which the service itself serves as a page.
 */
public enum ProblemKind {

	/** The body is not a JSON document. */
	MALFORMED_JSON(400, "The body is not valid JSON",
			"The body could not be read as one JSON document (RFC 8259) in UTF-8: the syntax is wrong, it ends too early, "
					+ "a key occurs twice in one object, it is nested too deeply, or text follows the document.",
			"Look at the place that the problem names. NaN and infinities are written as the strings \"NaN\", "
					+ "\"Infinity\" and \"-Infinity\", and only in tensors."),

	/** The HTTP request itself is not in order. */
	BAD_REQUEST(400, "The HTTP request is not in order",
			"A query parameter or a header does not have a value that the operation takes.",
			"Compare the request with the operation's description in Swagger UI."),

	/** No such resource. */
	NOT_FOUND(404, "There is nothing at this address", "The path is not one of this service's.",
			"Swagger UI at /swagger-ui.html lists every operation."),

	/** The resource exists but not with this method. */
	METHOD_NOT_ALLOWED(405, "The method is not allowed here",
			"The path exists, but not for the HTTP method that was used.",
			"Use the method that the Allow header names; /convolve, /summary and /explain take POST."),

	/** No representation fits the Accept header. */
	NOT_ACCEPTABLE(406, "No representation fits the Accept header",
			"The operation cannot answer in any of the media types that the Accept header asks for.",
			"Ask for application/json; /summary also speaks text/plain and text/csv."),

	/** The body is longer than the limit. */
	BODY_TOO_LARGE(413, "The body is too large", "The request's body is longer than this server accepts.",
			"Send tensors as base64, which needs a third to a half of the bytes, send fewer images at once, "
					+ "or ask the operator to raise convolve.limits.body-size."),

	/** The work is larger than the memory that the server may use. */
	TOO_LARGE(413, "The work is too large for this server",
			"The model or tensor in the request has more parts, or needs more memory, than this server may use. "
					+ "Nothing was computed.",
			"Use a smaller input or batch, ask for fewer layers or for \"data\": \"none\" or \"base64\", or ask the operator "
					+ "to give the server more memory."),

	/** The body's media type, charset or coding is not supported. */
	UNSUPPORTED_MEDIA_TYPE(415, "The body's media type is not supported",
			"The operation reads JSON: Content-Type: application/json in UTF-8, without a content coding.",
			"Send the header Content-Type: application/json."),

	/** A field that must be there is not. */
	MISSING_FIELD(422, "A required field is missing",
			"The JSON is well-formed but a field that has no default is absent.",
			"Add the field that the pointer names."),

	/** A field that nobody knows. */
	UNKNOWN_FIELD(422, "A field is unknown",
			"The JSON has a field that is not part of this object. It is refused rather than ignored, because a misspelt "
					+ "field would change the result silently.",
			"Check the spelling against the list in the problem, or leave the field out."),

	/** A value has the wrong JSON type. */
	WRONG_TYPE(422, "A value has the wrong type",
			"A field holds a JSON value of another type than it takes, such as a string in place of an integer, or null.",
			"Give a value of the expected type, or leave the field out to get its default."),

	/** A value is outside its range. */
	INVALID_VALUE(422, "A value is not allowed", "A field holds a value of the right type which is out of its range.",
			"Give a value within the range that the problem states."),

	/** A layer type that is not supported. */
	UNSUPPORTED_LAYER(422, "The layer type is not supported",
			"The model has a layer of a type that this service does not run.",
			"The problem lists the types that are supported."),

	/** A feature of a supported layer that is not supported. */
	UNSUPPORTED_FEATURE(422, "The setting is not supported",
			"The model uses a setting, an activation or an initializer that this service does not know.",
			"The problem lists what is supported."),

	/** Two layers with one name. */
	DUPLICATE_LAYER_NAME(422, "Two layers have the same name",
			"Layers are addressed by name, so each name may occur once in a model.", "Rename one of the layers."),

	/** The input's shape is not known. */
	MISSING_INPUT_SHAPE(422, "The input's shape is not known",
			"Shapes follow from the input's shape, and neither the model nor the request states it.",
			"Add \"input_shape\": [rows, columns, channels]; null stands for an unknown side."),

	/** A tensor does not fit the layer or model. */
	SHAPE_MISMATCH(422, "A tensor does not fit the model",
			"The input tensor, or the output of one layer, does not have the rank, the channels or the sides that the next layer takes.",
			"Compare the expected shape with the received one."),

	/** The kernel does not fit into the input. */
	KERNEL_LARGER_THAN_INPUT(422, "The filter is larger than its input",
			"With padding 'valid' a filter must fit into its input. Its effective size along an axis is "
					+ "(kernel - 1) * dilation + 1.",
			"Use a smaller kernel or dilation, a larger input, or padding 'same'."),

	/** Groups do not divide channels or filters. */
	GROUPS_MISMATCH(422, "The groups do not divide the channels or filters",
			"A grouped convolution splits both its input channels and its filters into equal groups.",
			"Choose groups that divide both numbers."),

	/** A size overflows. */
	SIZE_OVERFLOW(422, "A size is beyond all bounds",
			"A side, or the product of sides, does not fit the numbers that sizes are counted in.",
			"No computer holds such a tensor: check the numbers."),

	/** The numbers are no tensor. */
	INVALID_TENSOR(422, "The numbers do not form a tensor",
			"Nested arrays must be equally long at each level and not empty, and a flat list or base64 text must hold as many "
					+ "values as the shape says.",
			"Check the place that the problem names."),

	/** The weights do not fit the layer. */
	WEIGHTS_MISMATCH(422, "The weights do not fit the layer",
			"A Conv2D takes a kernel [rows, columns, input channels / groups, filters] and, if it uses a bias, a vector of [filters].",
			"Compare the expected shape with the received one."),

	/** No layer of this name. */
	UNKNOWN_LAYER(422, "There is no layer of this name", "The request names a layer that the model does not have.",
			"The problem lists the model's layers."),

	/** An output position that is not there. */
	POSITION_OUT_OF_RANGE(422, "The position does not exist",
			"The request asks for an output position, row, filter or image that is not there.",
			"Positions count from 0; compare them with the layer's output shape."),

	/** The server has too much to do. */
	TOO_BUSY(429, "The server is busy", "The server works on as many requests as its memory and its limits allow.",
			"Try again after the seconds that the Retry-After header says."),

	/** A fault of the service. */
	INTERNAL_ERROR(500, "The service failed", "A fault in the service itself; the log has the details.",
			"Report it with the request that caused it."),

	/** The service is not ready. */
	NOT_READY(503, "The service is not ready", "The service is starting or stopping.",
			"Try again in a moment; /actuator/health/readiness tells when it is ready."),

	/** The deadline passed. */
	DEADLINE_EXCEEDED(504, "The work took too long", "The computation was stopped at the deadline of this server.",
			"Use a smaller input or model, or ask the operator to raise convolve.limits.deadline.");

	private final int status;

	private final String title;

	private final String meaning;

	private final String remedy;

	ProblemKind(int status, String title, String meaning, String remedy) {
		this.status = status;
		this.title = title;
		this.meaning = meaning;
		this.remedy = remedy;
	}

	/**
	 * The HTTP status that goes with this kind.
	 * @return the status code
	 */
	public int status() {
		return this.status;
	}

	/**
	 * A short summary, the same for every occurrence.
	 * @return one phrase
	 */
	public String title() {
		return this.title;
	}

	/**
	 * What this kind of problem means.
	 * @return one or two sentences
	 */
	public String meaning() {
		return this.meaning;
	}

	/**
	 * What a client can do about it.
	 * @return one or two sentences
	 */
	public String remedy() {
		return this.remedy;
	}

	/**
	 * The last part of the problem's URI.
	 * @return lower-case words joined by hyphens
	 */
	public String slug() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * The problem's {@code type}: a URI reference relative to the service.
	 * @return such as {@code /problems/malformed-json}
	 */
	public String path() {
		return "/problems/" + slug();
	}

}
