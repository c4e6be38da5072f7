package dev.convolve.web.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.examples.Example;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.ResourcePatternResolver;

/**
 * Reads the files that the OpenAPI document is completed from: {@code api.yaml} is a
 * document without paths, each of {@code schemas/*.yaml} a map of schemas by name, and
 * each of <code>examples/{operation}/*.json</code> an Example Object of OpenAPI.
 */
final class DocumentFiles {

	private static final String FOLDER = "classpath:openapi/";

	private static final String EXAMPLE_SUFFIX = ".json";

	private final ResourcePatternResolver resources = new PathMatchingResourcePatternResolver(
			DocumentFiles.class.getClassLoader());

	/**
	 * The document without paths.
	 * @return a new object each time, with all schemas
	 */
	OpenAPI document() {
		ObjectNode document = tree(this.resources.getResource(FOLDER + "api.yaml"));
		ObjectNode schemas = document.withObject("/components").putObject("schemas");
		list("schemas/*.yaml").forEach((file) -> schemas.setAll(tree(file)));
		return Json31.mapper().convertValue(document, OpenAPI.class);
	}

	/**
	 * The examples of an operation's requests.
	 * @param operation the operation's id
	 * @return by name, in the order of the files' names
	 */
	Map<String, Example> examples(String operation) {
		Map<String, Example> examples = new LinkedHashMap<>();
		for (Resource file : list("examples/" + operation + "/*" + EXAMPLE_SUFFIX)) {
			String name = fileName(file);
			examples.put(name.substring(0, name.length() - EXAMPLE_SUFFIX.length()),
					read(file, Json31.mapper(), Example.class));
		}
		return examples;
	}

	private List<Resource> list(String pattern) {
		try {
			return Arrays.stream(this.resources.getResources(FOLDER + pattern))
				.sorted(Comparator.comparing(DocumentFiles::fileName))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static ObjectNode tree(Resource file) {
		return read(file, Yaml31.mapper(), ObjectNode.class);
	}

	private static <T> T read(Resource file, ObjectMapper mapper, Class<T> type) {
		try (InputStream stream = file.getInputStream()) {
			return mapper.readValue(stream, type);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(file.getDescription(), ex);
		}
	}

	private static String fileName(Resource file) {
		return Objects.requireNonNull(file.getFilename());
	}

}
