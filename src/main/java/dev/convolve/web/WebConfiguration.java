package dev.convolve.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.convolve.wire.TensorValues;
import dev.convolve.wire.TensorValuesSerializer;
import io.micrometer.observation.ObservationPredicate;
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
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * How HTTP and JSON are spoken.
 */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

	private final ApplicationAvailability availability;

	private final OwnRequests own;

	WebConfiguration(ApplicationAvailability availability, OwnRequests own) {
		this.availability = availability;
		this.own = own;
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(new ReadinessInterceptor(this.availability, this.own));
	}

	/** What the service asks itself is not among the requests that are counted. */
	@Bean
	static ObservationPredicate requestsOfOthers(OwnRequests own) {
		return (name, context) -> !(context instanceof ServerRequestObservationContext request
				&& own.isOwn(request.getCarrier()));
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
