package dev.convolve.web.openapi;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.stereotype.Component;

/**
 * Has springdoc's beans made when the document is asked for first: they bring a second
 * Jackson along, which the start need not wait for.
 */
@Component
class LazyDocument implements BeanFactoryPostProcessor {

	private static final String SPRINGDOC = "org.springdoc.";

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
		for (String name : beans.getBeanDefinitionNames()) {
			BeanDefinition definition = beans.getBeanDefinition(name);
			if (isOfSpringdoc(definition.getBeanClassName()) || isOfSpringdoc(definition.getFactoryBeanName())) {
				definition.setLazyInit(true);
			}
		}
	}

	private static boolean isOfSpringdoc(@Nullable String name) {
		return name != null && name.startsWith(SPRINGDOC);
	}

}
