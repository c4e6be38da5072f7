package dev.convolve.config;

import dev.convolve.engine.Engine;
import dev.convolve.service.Admission;
import dev.convolve.service.Explainer;
import dev.convolve.service.InferenceService;
import dev.convolve.service.MemoryBudget;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wires the engine and the services around it.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConvolveProperties.class)
class EngineConfiguration {

	@Bean
	Engine engine(ConvolveProperties properties) {
		ConvolveProperties.Engine settings = properties.engine();
		// Unless the start has done so: it is read when the first kernel is loaded
		System.setProperty("convolve.engine.kernels", settings.kernels());
		double heap = Runtime.getRuntime().maxMemory();
		return new Engine(settings.effectiveThreads(), (long) (heap * settings.planCacheFraction()),
				(long) (heap * settings.bufferFraction()));
	}

	@Bean
	MemoryBudget memoryBudget(ConvolveProperties properties) {
		double bytes = Runtime.getRuntime().maxMemory() * properties.limits().memoryFraction();
		return new MemoryBudget((long) bytes, properties.limits().patience());
	}

	@Bean
	Admission admission(ConvolveProperties properties, Engine engine) {
		int configured = properties.limits().concurrentRequests();
		return new Admission((configured > 0) ? configured : 2 * engine.threads(), properties.limits().patience());
	}

	@Bean
	InferenceService inferenceService(Engine engine, Admission admission) {
		return new InferenceService(engine, admission);
	}

	@Bean
	Explainer explainer(InferenceService inference) {
		return new Explainer(inference);
	}

}
