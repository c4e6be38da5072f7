package dev.convolve.benchmark;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * A layer measured with a number of threads.
 *
 * @param layer the layer
 * @param threads for each contender
 * @param algorithm of ours
 * @param ours time of one run, in nanoseconds
 * @param rivals their times by name, without those who did not take the layer
 * @param errors of the rivals by name, like maxError
 * @param peak of these threads, in GFLOP/s
 * @param maxError of ours, against float64: |error| / Σ|x·w|
 */
record Measurement(Layer layer, int threads, String algorithm, double ours, Map<String, Double> rivals,
		Map<String, Double> errors, double peak, double maxError) {

	/** A rival that is off by this or more is not exact. */
	static final double INEXACT = 1e-5;

	Measurement {
		rivals = Map.copyOf(rivals);
		errors = Map.copyOf(errors);
	}

	/**
	 * How much faster than the best rival.
	 * @return its time over ours, empty if no rival took the layer
	 */
	OptionalDouble speedup() {
		return speedup(Rivals.NAMES.toArray(String[]::new));
	}

	/**
	 * How much faster than the best rival that is off by less than {@link #INEXACT}.
	 * @return its time over ours, empty if there is none
	 */
	OptionalDouble speedupOverExact() {
		return speedup(
				this.rivals.keySet().stream().filter((name) -> this.errors.get(name) < INEXACT).toArray(String[]::new));
	}

	/**
	 * How much faster than the best of some rivals.
	 * @param names who counts
	 * @return its time over ours, empty if none of them took the layer
	 */
	OptionalDouble speedup(String... names) {
		OptionalDouble best = OptionalDouble.empty();
		for (String name : names) {
			Double nanos = this.rivals.get(name);
			if (nanos != null && nanos < best.orElse(Double.POSITIVE_INFINITY)) {
				best = OptionalDouble.of(nanos);
			}
		}
		return best.isPresent() ? OptionalDouble.of(best.getAsDouble() / this.ours) : best;
	}

	double gflops() {
		return gflops(this.ours);
	}

	double gflops(double nanos) {
		return this.layer.flops() / nanos;
	}

	/**
	 * Of what the processor can do at most; above 1 where an algorithm saves operations.
	 * @return our effective GFLOP/s over the peak's
	 */
	double fractionOfPeak() {
		return gflops() / this.peak;
	}

}
