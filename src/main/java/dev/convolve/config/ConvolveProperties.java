package dev.convolve.config;

import java.time.Duration;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The service's settings.
 *
 * @param engine of the convolution engine
 * @param limits of what requests may use
 */
@ConfigurationProperties("convolve")
@Validated
public record ConvolveProperties(@Valid @DefaultValue Engine engine, @Valid @DefaultValue Limits limits) {

	/**
	 * Settings of the convolution engine.
	 *
	 * @param threads how many threads compute; 0 for as many as there are processors
	 * @param kernels what the inner loops use: {@code auto}, {@code vector} or
	 * {@code scalar}
	 * @param planCacheFraction the part of the heap that kept plans may take
	 * @param bufferFraction the part of the heap that arrays may take that wait for the
	 * next request's outputs
	 * @param warmUp how long the service, once started, may wait for the kernels to be
	 * compiled; 0 for not at all
	 */
	public record Engine(@PositiveOrZero @DefaultValue("0") int threads,
			@Pattern(regexp = KERNELS) @DefaultValue("auto") String kernels,
			@DecimalMin("0") @DecimalMax("0.5") @DefaultValue("0.1") double planCacheFraction,
			@DecimalMin("0") @DecimalMax("0.5") @DefaultValue("0.1") double bufferFraction,
			@NotNull @DefaultValue("20s") Duration warmUp) {

		private static final String KERNELS = "auto|vector|scalar";

		boolean hasKnownKernels() {
			return this.kernels.matches(KERNELS);
		}

		int effectiveThreads() {
			return (this.threads > 0) ? this.threads : Runtime.getRuntime().availableProcessors();
		}

	}

	/**
	 * What requests may use.
	 *
	 * @param bodySize the longest body
	 * @param memoryFraction the part of the heap that requests may use together
	 * @param deadline how long a request may take
	 * @param concurrentRequests how many requests may compute at the same time; 0 for
	 * twice as many as threads
	 * @param patience how long a request waits for a place or for memory
	 */
	public record Limits(@NotNull @DefaultValue("64MB") DataSize bodySize,
			@DecimalMin("0.1") @DecimalMax("0.9") @DefaultValue("0.6") double memoryFraction,
			@NotNull @DefaultValue("60s") Duration deadline, @PositiveOrZero @DefaultValue("0") int concurrentRequests,
			@NotNull @DefaultValue("5s") Duration patience) {

	}

}
