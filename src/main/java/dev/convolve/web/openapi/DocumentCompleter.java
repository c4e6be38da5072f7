package dev.convolve.web.openapi;

import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * Completes the document that springdoc derives from the controllers. Of that remain the
 * operations; the components are replaced by those of the files.
 */
final class DocumentCompleter implements OpenApiCustomizer {

	private final DocumentFiles files = new DocumentFiles();

	private final UnaryOperator<String> placeholders;

	private final @Nullable String version;

	/**
	 * A completer.
	 * @param placeholders puts the server's settings into the description
	 * @param version of the build, or null if it is not known
	 */
	DocumentCompleter(UnaryOperator<String> placeholders, @Nullable String version) {
		this.placeholders = placeholders;
		this.version = version;
	}

	@Override
	public void customise(OpenAPI document) {
		OpenAPI written = this.files.document();
		document.info(complete(written.getInfo()))
			.servers(written.getServers())
			.tags(written.getTags())
			.security(written.getSecurity())
			.components(written.getComponents())
			.paths(inOrder(document.getPaths(), written.getTags()));
		document.getPaths()
			.values()
			.stream()
			.flatMap((path) -> path.readOperations().stream())
			.forEach((operation) -> complete(operation, written));
	}

	private Info complete(Info info) {
		info.setDescription(this.placeholders.apply(info.getDescription()));
		if (this.version != null) {
			info.setVersion(this.version);
		}
		return info;
	}

	private void complete(Operation operation, OpenAPI written) {
		operation.getResponses()
			.forEach((_, response) -> response.addHeaderObject("Server-Timing",
					new Header().$ref("#/components/headers/ServerTiming")));
		written.getComponents()
			.getResponses()
			.keySet()
			.forEach((status) -> operation.getResponses()
				.addApiResponse(status, new ApiResponse().$ref("#/components/responses/" + status)));
		operation.getRequestBody()
			.getContent()
			.values()
			.forEach((content) -> content.setExamples(this.files.examples(operation.getOperationId())));
	}

	private static Paths inOrder(Paths paths, List<Tag> tags) {
		List<String> names = tags.stream().map(Tag::getName).toList();
		Paths ordered = new Paths();
		paths.entrySet()
			.stream()
			.sorted(Comparator.comparingInt((entry) -> names.indexOf(tagOf(entry.getValue()))))
			.forEach((entry) -> ordered.addPathItem(entry.getKey(), entry.getValue()));
		return ordered;
	}

	private static String tagOf(PathItem path) {
		return path.readOperations().getFirst().getTags().getFirst();
	}

}
