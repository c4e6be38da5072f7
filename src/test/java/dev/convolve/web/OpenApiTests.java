package dev.convolve.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.convolve.config.ConvolveProperties;
import dev.convolve.network.ActivationFunction;
import dev.convolve.problem.ProblemKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the OpenAPI document says what the service does.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		// The validator warns that a document is no schema
		properties = "logging.level.com.networknt=error")
@AutoConfigureRestTestClient
class OpenApiTests {

	private static final String CONV_2D = """
			{"type": "Conv2D", "filters": 1, "kernel_size": 3}""";

	private static final String LIST_START = "one of: ";

	private final JsonMapper json = JsonMapper.shared();

	@Autowired
	private RestTestClient client;

	@Autowired
	private BuildProperties build;

	@Autowired
	private ConvolveProperties properties;

	private OpenApiDocument document;

	@BeforeEach
	void fetch() throws IOException {
		byte[] body = this.client.get()
			.uri("/v3/api-docs")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.returnResult()
			.getResponseBody();
		// For src/test/openapi/lint.sh
		Files.write(Path.of("target", "openapi.json"), body);
		this.document = new OpenApiDocument(this.json.readTree(body).toString());
	}

	@Test
	void infoIsComplete() {
		assertThat(this.document.at("/info/title").asString()).isEqualTo("Convolve");
		assertThat(this.document.at("/info/version").asString()).isEqualTo(this.build.getVersion());
		assertThat(this.document.at("/info/license/identifier").asString()).isEqualTo("Apache-2.0");
		assertThat(this.document.at("/servers/0/url").asString()).isEqualTo("/");
		assertThat(this.document.at("/tags").values()).extracting((tag) -> tag.path("name").asString())
			.containsExactly("Convolve", "Summary", "Explain");
	}

	@Test
	void descriptionNamesTheLimits() {
		ConvolveProperties.Limits limits = this.properties.limits();
		assertThat(this.document.at("/info/description").asString())
			.contains(limits.bodySize().toMegabytes() + "MB", limits.deadline().toSeconds() + "s a request",
					"within " + limits.patience().toSeconds() + "s")
			.doesNotContain("${");
	}

	@Test
	void operationsAreDescribed() {
		assertThat(this.document.operations()).extracting(OpenApiDocument.Operation::path)
			.containsExactly("/convolve", "/summary", "/explain");
		assertThat(this.document.operations()).allSatisfy((operation) -> {
			JsonNode node = operation.node();
			assertThat(node.path("operationId").asString()).isEqualTo(operation.path().substring(1));
			assertThat(node.path("summary").asString()).isNotBlank();
			assertThat(node.path("description").asString()).isNotBlank();
			assertThat(node.path("tags").size()).isEqualTo(1);
			assertThat(operation.examples()).isNotEmpty()
				.allSatisfy((example) -> assertThat(example.getValue().path("summary").asString()).isNotBlank());
			assertThat(node.path("responses").propertyNames()).containsExactly("200", "400", "406", "413", "415", "422",
					"429", "503", "504");
			assertThat(node.at("/responses/200/headers").propertyNames()).containsExactly("Server-Timing");
		});
	}

	@Test
	void schemasAreDescribedAndTheirExamplesValid() {
		assertThat(this.document.schemas()).allSatisfy((schema) -> {
			assertThat(schema.getValue().path("description").asString()).isNotBlank();
			assertThat(schema.getValue().path("examples").values()).isNotEmpty()
				.allSatisfy((example) -> assertThat(this.document.errors(schema.getKey(), example)).isEmpty());
		});
	}

	@Test
	void schemasAreAllUsed() {
		Set<String> used = new TreeSet<>();
		List<String> open = new ArrayList<>(references(this.document.at("/paths")));
		open.addAll(references(this.document.at("/components/responses")));
		while (!open.isEmpty()) {
			String name = open.removeLast();
			if (used.add(name)) {
				open.addAll(references(this.document.schema(name)));
			}
		}
		assertThat(this.document.schemas()).extracting(Map.Entry::getKey).containsExactlyInAnyOrderElementsOf(used);
	}

	@TestFactory
	Stream<DynamicTest> examplesWork() {
		return this.document.operations()
			.stream()
			.flatMap((operation) -> operation.examples()
				.stream()
				.map((example) -> DynamicTest.dynamicTest(operation.path() + " " + example.getKey(),
						() -> tryOut(operation, example.getValue().path("value")))));
	}

	private void tryOut(OpenApiDocument.Operation operation, JsonNode request) {
		assertThat(this.document.errors(operation.requestSchema(), request)).isEmpty();
		EntityExchangeResult<String> result = post(operation.path(), request.toString(), MediaType.APPLICATION_JSON);
		assertThat(result.getStatus().value()).as(result.getResponseBody()).isEqualTo(200);
		assertThat(result.getResponseHeaders().getFirst("Server-Timing")).isNotBlank();
		assertThat(this.document.errors(operation.responseSchema(), this.json.readTree(result.getResponseBody())))
			.isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "?layout=keras3, text/plain, Keras3Table", "?layout=keras2, text/plain, Keras2Table",
			"'', text/csv, Csv" })
	void summariesOtherThanJsonAreAsShown(String query, String type, String example) {
		JsonNode request = this.document
			.at("/paths/~1summary/post/requestBody/content/application~1json/examples/02-two-layers-3x3/value");
		String table = post("/summary" + query, request.toString(), MediaType.valueOf(type)).getResponseBody();
		assertThat(table.lines().map(String::stripTrailing)).containsExactlyElementsOf(
				this.document.at("/components/examples/" + example + "/value").asString().lines().toList());
	}

	@Test
	void problemTypesAreThoseOfTheCatalogue() {
		assertThat(OpenApiDocument.texts(this.document.at("/components/schemas/Problem/properties/type/enum")))
			.isEqualTo(Arrays.stream(ProblemKind.values())
				.map(ProblemKind::path)
				.collect(Collectors.toCollection(TreeSet::new)));
	}

	@TestFactory
	Stream<DynamicTest> problemsAreAsShown() {
		return this.document.at("/components/responses")
			.properties()
			.stream()
			.map((response) -> DynamicTest.dynamicTest(response.getKey(), () -> {
				JsonNode example = response.getValue().at("/content/application~1problem+json/example");
				assertThat(this.document.errors("Problem", example)).isEmpty();
				assertThat(Arrays.asList(ProblemKind.values())).anySatisfy((kind) -> {
					assertThat(example.path("status").intValue()).isEqualTo(kind.status());
					assertThat(example.path("type").asString()).isEqualTo(kind.path());
					assertThat(example.path("title").asString()).isEqualTo(kind.title());
				});
				assertThat(response.getKey()).isEqualTo(example.path("status").asString());
				provoke(response.getKey())
					.forEach((result) -> assertThat(this.json.readTree(result.getResponseBody())).isEqualTo(example));
			}));
	}

	private Stream<EntityExchangeResult<String>> provoke(String status) {
		return switch (status) {
			case "400" -> Stream.of(post("/convolve", "{\"model\": {\"layers\": []}, \"input\": [[0]]} {}"));
			case "406" -> Stream.of(post("/convolve", "{}", MediaType.TEXT_PLAIN));
			case "413" -> Stream.of(post("/convolve", run("""
					{"type": "Conv2D", "filters": 1000000, "kernel_size": 100, "padding": "same"}""")));
			case "415" -> Stream.of(this.client.post()
				.uri("/convolve")
				.contentType(MediaType.TEXT_PLAIN)
				.body("{}")
				.exchange()
				.returnResult(String.class));
			case "422" -> Stream.of(post("/convolve", run("""
					{"type": "Conv2D", "name": "detector", "filters": 1, "kernel_size": 3}""")));
			default -> Stream.empty();
		};
	}

	@Test
	void activationsAreThoseOfTheService() {
		Set<String> documented = OpenApiDocument.texts(this.document.schema("ActivationName").path("enum"));
		assertThat(documented).containsAll(ActivationFunction.names())
			.allSatisfy((name) -> assertThat(ActivationFunction.of(name)).isNotNull());
	}

	@Test
	void initializersAreThoseOfTheService() {
		Set<String> documented = OpenApiDocument.texts(this.document.schema("InitializerName").path("enum"));
		Set<String> expected = listed(post("/summary", summary("""
				{"type": "Conv2D", "filters": 1, "kernel_size": 3, "kernel_initializer": "none"}""")));
		assertThat(documented.stream().filter((name) -> Character.isUpperCase(name.charAt(0))))
			.containsExactlyElementsOf(expected);
		assertThat(
				documented.stream().map((name) -> name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase()).distinct())
			.hasSize(expected.size())
			.allSatisfy((name) -> assertThat(documented).contains(name));
	}

	/**
	 * The service lists the fields that it takes where it is given one that it does not.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					ConvolveRequest | /convolve | {"model": {"layers": [%s]}, "input": [[0]], "x": 0}
					ResponseOptions | /convolve | {"model": {"layers": [%s]}, "input": [[0]], "response": {"x": 0}}
					SummaryRequest  | /summary  | {"model": {"layers": [%s]}, "x": 0}
					ExplainRequest  | /explain  | {"model": {"layers": [%s]}, "input": [[0]], "row": 0, "x": 0}
					FlatTensor,Base64Tensor | /convolve | {"input": {"x": 0}}
					ShortModel      | /summary  | {"model": {"layers": [%s], "x": 0}}
					Conv2D          | /summary  | {"model": {"layers": [{"type": "Conv2D", "filters": 1, "kernel_size": 1, "x": 0}]}}
					Activation      | /summary  | {"model": {"layers": [{"type": "Activation", "activation": "relu", "x": 0}]}}
					ReLU            | /summary  | {"model": {"layers": [{"type": "ReLU", "x": 0}]}}
					ZeroPadding2D   | /summary  | {"model": {"layers": [{"type": "ZeroPadding2D", "x": 0}]}}
					KerasModel      | /summary  | {"model": {"class_name": "Sequential", "config": [], "x": 0}}
					KerasModelConfig | /summary | {"model": {"class_name": "Sequential", "config": {"layers": [], "x": 0}}}
					""")
	void fieldsAreThoseThatTheServiceTakes(String schemas, String path, String request) {
		Set<String> documented = new TreeSet<>();
		for (String schema : schemas.split(",")) {
			assertThat(this.document.schema(schema).path("additionalProperties").booleanValue(true)).isFalse();
			documented.addAll(this.document.fields(schema));
		}
		assertThat(listed(post(path, request.replace("%s", CONV_2D)))).isEqualTo(documented);
	}

	private Set<String> listed(EntityExchangeResult<String> result) {
		String expected = this.json.readTree(result.getResponseBody()).path("expected").asString();
		assertThat(expected).as(result.getResponseBody()).startsWith(LIST_START);
		return new TreeSet<>(Arrays.asList(expected.substring(LIST_START.length()).split(", ")));
	}

	private EntityExchangeResult<String> post(String path, String body) {
		return post(path, body, MediaType.APPLICATION_JSON);
	}

	private EntityExchangeResult<String> post(String path, String body, MediaType accept) {
		return this.client.post()
			.uri(path)
			.contentType(MediaType.APPLICATION_JSON)
			.header(HttpHeaders.ACCEPT, accept.toString())
			.body(body)
			.exchange()
			.returnResult(String.class);
	}

	private static String run(String layer) {
		return "{\"model\": {\"layers\": [%s]}, \"input\": [[0, 1], [1, 0]]}".formatted(layer);
	}

	private static String summary(String layer) {
		return "{\"model\": {\"layers\": [%s]}, \"input_shape\": [8, 8, 1]}".formatted(layer);
	}

	private static List<String> references(JsonNode node) {
		String start = "#/components/schemas/";
		return node.findValues("$ref")
			.stream()
			.map(JsonNode::asString)
			.filter((reference) -> reference.startsWith(start))
			.map((reference) -> reference.substring(start.length()).split("/")[0])
			.toList();
	}

}
