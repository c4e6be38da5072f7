package dev.convolve.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.convolve.problem.ProblemKind;
import dev.convolve.service.MemoryBudget;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base of the tests that meet the service over HTTP: all of them share one application.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class HttpTests {

	static final JsonMapper JSON = JsonMapper.builder().build();

	/** The tutorial's image: 8 × 8, with a vertical line. */
	static final String IMAGE = rows(8, "[0,0,0,1,1,0,0,0]");

	/** The tutorial's filter, and its bias. */
	static final String DETECTOR = "[" + rows(3, "[[[0]],[[1]],[[0]]]") + ",[0]]";

	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private static final Set<String> SEEN_PAGES = new HashSet<>();

	@LocalServerPort
	private int port;

	@Autowired
	private MemoryBudget memory;

	static String rows(int count, String row) {
		return "[" + String.join(",", Collections.nCopies(count, row)) + "]";
	}

	/** A short-form model of these layers. */
	static String model(String... layers) {
		return "{\"layers\":[" + String.join(",", layers) + "]}";
	}

	static String conv(int filters, int kernel, String... more) {
		return "{\"type\":\"Conv2D\",\"filters\":%d,\"kernel_size\":%d%s}".formatted(filters, kernel, fields(more));
	}

	/** A request on the tutorial's image. */
	static String request(String model, String... more) {
		return "{\"model\":%s,\"input\":%s%s}".formatted(model, IMAGE, fields(more));
	}

	static String requestOn(String input, String model, String... more) {
		return "{\"model\":%s,\"input\":%s%s}".formatted(model, input, fields(more));
	}

	private static String fields(String... more) {
		StringBuilder fields = new StringBuilder();
		for (String field : more) {
			fields.append(',').append(field);
		}
		return fields.toString();
	}

	static String quoted(String text) {
		return JSON.writeValueAsString(text);
	}

	static JsonNode json(String text) {
		return JSON.readTree(text);
	}

	int port() {
		return this.port;
	}

	MemoryBudget memory() {
		return this.memory;
	}

	Answer post(String path, String body, String... headers) {
		return post(path, BodyPublishers.ofString(body), headers);
	}

	Answer post(String path, BodyPublisher body, String... headers) {
		return send("POST", path, body, headers);
	}

	Answer get(String path, String... headers) {
		return send("GET", path, BodyPublishers.noBody(), headers);
	}

	Answer send(String method, String path, BodyPublisher body, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.timeout(Duration.ofSeconds(60))
			.method(method, body);
		if (!List.of(headers).contains("Content-Type")) {
			request.header("Content-Type", "application/json");
		}
		if (headers.length > 0) {
			request.headers(headers);
		}
		try {
			return new Answer(CLIENT.send(request.build(), BodyHandlers.ofByteArray()));
		}
		catch (IOException ex) {
			throw new AssertionError(method + " " + path + " got no answer", ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Sends bytes as they are; the whole answer as text. */
	String raw(String head) {
		try (Socket socket = new Socket("localhost", this.port)) {
			socket.setSoTimeout(30_000);
			socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
			socket.shutdownOutput();
			ByteArrayOutputStream answer = new ByteArrayOutputStream();
			socket.getInputStream().transferTo(answer);
			return answer.toString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new AssertionError("No answer to " + head.lines().findFirst().orElse(""), ex);
		}
	}

	/** Posts what must succeed. */
	JsonNode ok(String path, String body, String... headers) {
		Answer answer = post(path, body, headers);
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.json();
	}

	/** Posts what must be refused. */
	JsonNode refused(ProblemKind kind, String pointer, String path, String body) {
		JsonNode problem = problem(post(path, body));
		assertThat(problem.path("type").stringValue()).as("%s: %s", shown(body), problem).isEqualTo(kind.path());
		assertThat(problem.path("pointer").stringValue(null)).as("%s: %s", shown(body), problem).isEqualTo(pointer);
		return problem;
	}

	/** What every answer of the 4xx must be. */
	JsonNode problem(Answer answer) {
		assertThat(answer.status()).as(answer.shown()).isBetween(400, 499);
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		JsonNode problem = answer.json();
		assertThat(problem.path("status").intValue()).isEqualTo(answer.status());
		assertThat(problem.path("title").stringValue()).isNotBlank();
		assertThat(problem.path("detail").stringValue()).isNotBlank()
			.hasSizeLessThan(2100)
			.doesNotContain("REDACTED", "enable `", "from `", "java.", "tools.jackson", "VALUE_", "Exception",
					"org.springframework", "StreamRead");
		String type = problem.path("type").stringValue();
		assertThat(type).startsWith("/problems/");
		synchronized (SEEN_PAGES) {
			if (SEEN_PAGES.add(type)) {
				Answer page = get(type);
				assertThat(page.status()).as(type).isEqualTo(200);
				assertThat(page.header("Content-Type")).startsWith("text/html");
				assertThat(page.text()).contains(problem.path("title").stringValue());
			}
		}
		return problem;
	}

	/** Waits until nothing is reserved any more. */
	void assertMemoryIsGivenBack() {
		long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (this.memory.available() < this.memory.capacity() && System.nanoTime() < end) {
			Thread.onSpinWait();
		}
		assertThat(this.memory.available()).isEqualTo(this.memory.capacity());
	}

	static String shown(String text) {
		return (text.length() <= 300) ? text : text.substring(0, 300) + "… (" + text.length() + ")";
	}

	/** All values of a node, in order. */
	static List<Float> floats(JsonNode node) {
		List<Float> floats = new ArrayList<>();
		collect(node, floats);
		return floats;
	}

	private static void collect(JsonNode node, List<Float> floats) {
		if (node.isArray()) {
			node.forEach((entry) -> collect(entry, floats));
		}
		else {
			floats.add(node.isString() ? Float.valueOf(node.stringValue()) : node.floatValue());
		}
	}

	static List<Integer> ints(JsonNode node) {
		List<Integer> ints = new ArrayList<>();
		node.forEach((entry) -> ints.add(entry.isNull() ? null : Integer.valueOf(entry.intValue())));
		return ints;
	}

	static List<Integer> list(Integer... sides) {
		return Arrays.asList(sides);
	}

	/** An answer. */
	record Answer(HttpResponse<byte[]> response) {

		int status() {
			return this.response.statusCode();
		}

		String header(String name) {
			return this.response.headers().firstValue(name).orElse("");
		}

		String text() {
			return new String(this.response.body(), StandardCharsets.UTF_8);
		}

		String shown() {
			return HttpTests.shown(text());
		}

		JsonNode json() {
			return HttpTests.json(text());
		}

	}

}
