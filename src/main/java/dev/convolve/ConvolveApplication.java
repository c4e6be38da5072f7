package dev.convolve;

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
		SpringApplication.run(ConvolveApplication.class, args);
	}

}
