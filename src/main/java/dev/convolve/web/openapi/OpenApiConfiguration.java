package dev.convolve.web.openapi;

import org.springdoc.core.customizers.OpenApiCustomizer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Has the OpenAPI document completed.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

	@Bean
	OpenApiCustomizer documentCompleter(Environment environment, ObjectProvider<BuildProperties> build) {
		BuildProperties properties = build.getIfAvailable();
		return new DocumentCompleter(environment::resolvePlaceholders,
				(properties != null) ? properties.getVersion() : null);
	}

}
