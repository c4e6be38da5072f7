package dev.convolve.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.convolve.wire.TensorValues;
import dev.convolve.wire.TensorValuesSerializer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.module.SimpleModule;

import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * How HTTP and JSON are spoken.
 */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

	private final ApplicationAvailability availability;

	WebConfiguration(ApplicationAvailability availability) {
		this.availability = availability;
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(new ReadinessInterceptor(this.availability));
	}

	@Bean
	JsonMapperBuilderCustomizer strictJson() {
		return (builder) -> builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
			.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.ALWAYS))
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION, StreamReadFeature.USE_FAST_DOUBLE_PARSER)
			.enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER);
	}

	@Bean
	JsonFactoryBuilderCustomizer onlyUtf8() {
		return (builder) -> builder.disable(TokenStreamFactory.Feature.CHARSET_DETECTION);
	}

	@Bean
	JacksonModule requests() {
		return new SimpleModule("convolve")
			.addDeserializer(ConvolveRequest.class, new RequestDeserializer<>(ConvolveRequest::read))
			.addDeserializer(ExplainRequest.class, new RequestDeserializer<>(ExplainRequest::read))
			.addDeserializer(SummaryRequest.class, new RequestDeserializer<>(SummaryRequest::read))
			.addSerializer(TensorValues.class, new TensorValuesSerializer());
	}

}
