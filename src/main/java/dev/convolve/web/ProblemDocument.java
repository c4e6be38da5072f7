package dev.convolve.web;

import java.net.URI;
import java.net.URISyntaxException;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemKind;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * Turns a problem into its problem document (RFC 9457).
 */
final class ProblemDocument {

	private static final String RETRY_AFTER_SECONDS = "1";

	/** More than any text of ours; what a client sent may be longer. */
	private static final int LONGEST = 2000;

	private ProblemDocument() {
	}

	static ProblemDetail of(Problem problem) {
		ProblemKind kind = problem.kind();
		ProblemDetail document = ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(kind.status()),
				shortened(problem.detail()));
		document.setType(URI.create(kind.path()));
		document.setTitle(kind.title());
		put(document, "pointer", problem.pointer());
		put(document, "layer", problem.layer());
		put(document, "expected", problem.expected());
		put(document, "received", problem.received());
		put(document, "hint", (problem.hint() != null) ? problem.hint() : kind.remedy());
		return document;
	}

	static ResponseEntity<Object> response(Problem problem, HttpHeaders headers, String path) {
		HttpHeaders all = new HttpHeaders(headers);
		all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		if (problem.kind() == ProblemKind.TOO_BUSY || problem.kind() == ProblemKind.NOT_READY) {
			all.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
		}
		ProblemDetail document = of(problem);
		document.setInstance(instance(path));
		return ResponseEntity.status(problem.kind().status()).headers(all).body(document);
	}

	/** Not every path that the web server lets through is a URI by itself, such as //. */
	private static URI instance(String path) {
		try {
			return new URI(path);
		}
		catch (URISyntaxException ex) {
			return URI.create("/");
		}
	}

	private static String shortened(String text) {
		return (text.length() <= LONGEST) ? text : text.substring(0, LONGEST) + "…";
	}

	private static void put(ProblemDetail document, String name, @Nullable String value) {
		if (value != null) {
			document.setProperty(name, name.equals("pointer") ? value : shortened(value));
		}
	}

}
