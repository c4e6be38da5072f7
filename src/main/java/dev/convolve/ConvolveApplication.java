package dev.convolve;

import java.util.Locale;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts the Convolve service. The start looks for beans only where Spring is allowed.
 */
@SpringBootApplication(proxyBeanMethods = false, scanBasePackages = { "dev.convolve.config", "dev.convolve.web" })
public class ConvolveApplication {

	public static void main(String[] args) {
		// The texts are English, and so are the numbers in them, wherever the service
		// runs.
		Locale.setDefault(Locale.ROOT);
		SpringApplication.run(ConvolveApplication.class, args);
	}

}
