package dev.convolve.web;

import java.util.Arrays;
import java.util.Locale;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemKind;
import io.swagger.v3.oas.annotations.Hidden;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/**
 * The pages behind the {@code type} URIs of problem documents.
 */
@RestController
@Hidden
class ProblemPages {

	@GetMapping(path = "/problems", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
	String index() {
		StringBuilder rows = new StringBuilder();
		for (ProblemKind kind : ProblemKind.values()) {
			rows.append("<tr><td>%d</td><td><a href=\"%s\">%s</a></td><td>%s</td></tr>%n".formatted(kind.status(),
					kind.path(), kind.slug(), escape(kind.title())));
		}
		return HtmlPage.of("Problems", """
				<p>Every error is answered with a document of the type <code>application/problem+json</code>
				(<a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>). These are its kinds.</p>
				<table><thead><tr><th>Status</th><th>Kind</th><th>Title</th></tr></thead><tbody>
				%s</tbody></table>
				<p><a href="/swagger-ui.html">All operations, to read and to try</a></p>
				""".formatted(rows));
	}

	@GetMapping(path = "/problems/{slug}", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
	String page(@PathVariable String slug) {
		ProblemKind kind = Arrays.stream(ProblemKind.values())
			.filter((candidate) -> candidate.slug().equals(slug.toLowerCase(Locale.ROOT)))
			.findFirst()
			.orElseThrow(
					() -> Problem.of(ProblemKind.NOT_FOUND, "There is no problem of the kind '%s'.".formatted(slug))
						.hint("/problems lists all kinds.")
						.exception());
		return HtmlPage.of(kind.title(), """
				<p class="status">HTTP status %d · <code>%s</code></p>
				<h2>What it means</h2><p>%s</p>
				<h2>What to do</h2><p>%s</p>
				<p><a href="/problems">All kinds of problems</a> · <a href="/swagger-ui.html">All operations</a></p>
				""".formatted(kind.status(), kind.path(), escape(kind.meaning()), escape(kind.remedy())));
	}

	private static String escape(String text) {
		return HtmlUtils.htmlEscape(text, "UTF-8");
	}

}
