package dev.convolve.web.openapi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletRequest;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springdoc.core.properties.SwaggerUiOAuthProperties;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.webmvc.ui.SwaggerIndexPageTransformer;
import org.springdoc.webmvc.ui.SwaggerWelcomeCommon;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/**
 * Adds a script to Swagger UI that prints tensors a row a line.
 */
final class CompactJsonTransformer extends SwaggerIndexPageTransformer {

	private static final Resource SCRIPT = new ClassPathResource("openapi/compact-json.js");

	CompactJsonTransformer(SwaggerUiConfigProperties config, SwaggerUiOAuthProperties oauth,
			SwaggerWelcomeCommon welcome, ObjectMapperProvider mappers) {
		super(config, oauth, welcome, mappers);
	}

	@Override
	public Resource transform(HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
			throws IOException {
		Resource transformed = super.transform(request, resource, chain);
		if (!(transformed instanceof TransformedResource)) {
			return transformed;
		}
		String script = transformed.getContentAsString(StandardCharsets.UTF_8)
				+ SCRIPT.getContentAsString(StandardCharsets.UTF_8);
		return new TransformedResource(resource, script.getBytes(StandardCharsets.UTF_8));
	}

}
