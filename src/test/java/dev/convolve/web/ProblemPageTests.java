package dev.convolve.web;

import java.net.http.HttpRequest.BodyPublishers;

import dev.convolve.problem.ProblemKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The pages behind the problems' URIs, and the errors that are found before a request
 * reaches a controller.
 */
class ProblemPageTests extends HttpTests {

	@ParameterizedTest
	@EnumSource
	void everyKindHasAPage(ProblemKind kind) {
		Answer page = get(kind.path(), "Accept", "text/html");
		assertThat(page.status()).isEqualTo(200);
		assertThat(page.header("Content-Type")).isEqualToIgnoringCase("text/html;charset=UTF-8");
		assertThat(page.text()).startsWith("<!DOCTYPE html>")
			.contains("<h1>" + kind.title() + "</h1>", "HTTP status " + kind.status(), "href=\"/problems\"");
		assertThat(get("/problems").text()).contains("href=\"" + kind.path() + "\"");
	}

	@Test
	void unknownKind() {
		JsonNode problem = problem(get("/problems/%3Cscript%3E"));
		assertThat(problem.path("type").stringValue()).isEqualTo(ProblemKind.NOT_FOUND.path());
	}

	@ParameterizedTest
	@ValueSource(strings = { "/nothing", "/convolve/", "/problems/", "/convolve.json", "/a/b/c", "/actuator/nothing",
			"/error" })
	void unknownPath(String path) {
		Answer answer = get(path);
		assertThat(answer.status()).isEqualTo(404);
		assertThat(problem(answer).path("detail").stringValue()).doesNotContain("static resource");
	}

	@ParameterizedTest
	@CsvSource({ "GET,/convolve,POST", "PUT,/summary,POST", "DELETE,/explain,POST", "PATCH,/convolve,POST",
			"HEAD,/convolve,POST", "FOO,/convolve,POST", "POST,/problems,GET" })
	void wrongMethod(String method, String path, String allowed) {
		Answer answer = send(method, path, BodyPublishers.noBody());
		assertThat(answer.status()).isEqualTo(405);
		assertThat(answer.header("Allow")).contains(allowed);
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		if (!method.equals("HEAD")) {
			problem(answer);
		}
	}

	@Test
	void headAndOptions() {
		assertThat(send("HEAD", "/problems", BodyPublishers.noBody()).status()).isEqualTo(200);
		assertThat(send("HEAD", "/problems", BodyPublishers.noBody()).text()).isEmpty();
		Answer options = send("OPTIONS", "/convolve", BodyPublishers.noBody());
		assertThat(options.status()).isEqualTo(200);
		assertThat(options.header("Allow")).contains("POST", "OPTIONS");
	}

	@Test
	void wrongMediaTypes() {
		for (String type : new String[] { "text/plain", "application/x-www-form-urlencoded", "multipart/form-data",
				"multipart/form-data; boundary=a", "application/json; charset=latin1",
				"application/json; charset=utf-16", "application/json; charset=nothing", "nonsense", "application/xml",
				"*/*" }) {
			Answer answer = post("/convolve", request(model(conv(1, 3))), "Content-Type", type);
			assertThat(problem(answer).path("type").stringValue()).as(type)
				.isEqualTo(ProblemKind.UNSUPPORTED_MEDIA_TYPE.path());
		}
		for (String coding : new String[] { "gzip", "br", "nonsense", "identity, gzip" }) {
			Answer answer = post("/convolve", request(model(conv(1, 3))), "Content-Encoding", coding);
			assertThat(problem(answer).path("type").stringValue()).as(coding)
				.isEqualTo(ProblemKind.UNSUPPORTED_MEDIA_TYPE.path());
		}
		ok("/convolve", request(model(conv(1, 3))), "Content-Type", "application/json; charset=UTF-8");
		ok("/convolve", request(model(conv(1, 3))), "Content-Encoding", "identity");
	}

	@Test
	void wrongAccept() {
		Answer answer = post("/convolve", request(model(conv(1, 3))), "Accept", "image/png");
		assertThat(problem(answer).path("type").stringValue()).isEqualTo(ProblemKind.NOT_ACCEPTABLE.path());
		problem(get("/nothing", "Accept", "application/xml"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "GARBAGE\r\n\r\n", "\u0001\u0002\u0003\r\n\r\n", "GET / HTTP/3.7\r\nHost: x\r\n\r\n",
			"GET /a|b{} HTTP/1.1\r\nHost: x\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
			"GET /a%2Fb HTTP/1.1\r\nHost: x\r\n\r\n", "GET /a%00b HTTP/1.1\r\nHost: x\r\n\r\n",
			"GET /../.. HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
			"CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n", "TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
			"GET // HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
			"POST /convolve HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
			"POST /convolve HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
			"POST /convolve HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
			"POST /convolve HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
			"POST /convolve HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{\"a\"" })
	void whatIsNoHttp(String request) {
		String answer = raw(request);
		assertThat(answer).as(request)
			.matches("(?s)HTTP/1.1 4\\d\\d .*")
			.contains("Content-Type: application/problem+json");
		String body = answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1);
		JsonNode problem = json(body);
		assertThat(problem.path("status").intValue()).isEqualTo(Integer.parseInt(answer.substring(9, 12)));
		assertThat(get(problem.path("type").stringValue()).status()).isEqualTo(200);
	}

	@Test
	void tooLongAHeader() {
		assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(20_000) + "\r\n\r\n")).startsWith("HTTP/1.1 4")
			.contains("application/problem+json");
	}

}
