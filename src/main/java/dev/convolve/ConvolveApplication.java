package dev.convolve;

import java.util.Locale;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Starts the Convolve service.
 */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class ConvolveApplication {

	public static void main(String[] args) {
		// The texts are English, and so are the numbers in them, wherever the service
		// runs.
		Locale.setDefault(Locale.ROOT);
		SpringApplication.run(ConvolveApplication.class, args);
	}

}
