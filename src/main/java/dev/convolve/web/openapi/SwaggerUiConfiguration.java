package dev.convolve.web.openapi;

import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springdoc.core.properties.SwaggerUiOAuthProperties;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.webmvc.ui.SwaggerIndexTransformer;
import org.springdoc.webmvc.ui.SwaggerWelcomeCommon;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Fits Swagger UI to tensors, where it is switched on.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty({ "springdoc.api-docs.enabled", "springdoc.swagger-ui.enabled" })
class SwaggerUiConfiguration {

	@Bean
	SwaggerIndexTransformer swaggerIndexTransformer(SwaggerUiConfigProperties config, SwaggerUiOAuthProperties oauth,
			SwaggerWelcomeCommon welcome, ObjectMapperProvider mappers) {
		return new CompactJsonTransformer(config, oauth, welcome, mappers);
	}

}
