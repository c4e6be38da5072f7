package dev.convolve.config;

import dev.convolve.engine.Engine;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;

/**
 * Starts to warm the kernels up as soon as the settings are known, so that they are
 * compiled while Spring makes the beans. {@link KernelWarmUp} waits for them.
 */
class EarlyWarmUp implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		ConvolveProperties.Engine settings;
		try {
			settings = Binder.get(event.getEnvironment())
				.bindOrCreate("convolve.engine", ConvolveProperties.Engine.class);
		}
		catch (BindException ex) {
			// Reported when the properties' bean is made
			return;
		}
		if (settings.hasKnownKernels()) {
			// Read once, when the first kernel is loaded: a constant to the compiler.
			System.setProperty("convolve.engine.kernels", settings.kernels());
			if (!settings.warmUp().isZero()) {
				Engine.startWarmUp();
			}
		}
	}

}
