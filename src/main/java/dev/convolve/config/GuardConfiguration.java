package dev.convolve.config;

import dev.convolve.service.MemoryBudget;
import dev.convolve.web.RequestGuard;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/**
 * Puts the guard in front of every request.
 */
@Configuration(proxyBeanMethods = false)
class GuardConfiguration {

	@Bean
	FilterRegistrationBean<RequestGuard> requestGuard(MemoryBudget memory, ConvolveProperties properties) {
		ConvolveProperties.Limits limits = properties.limits();
		FilterRegistrationBean<RequestGuard> registration = new FilterRegistrationBean<>(
				new RequestGuard(memory, limits.deadline(), limits.bodySize().toBytes()));
		registration.setOrder(Ordered.LOWEST_PRECEDENCE - 100);
		return registration;
	}

}
