package dev.convolve.engine.parallel;

/**
 * Tells a computation that nobody wants its result any more. Asked often, from several
 * threads.
 */
@FunctionalInterface
public interface Cancellation {

	/** Never cancelled. */
	Cancellation NONE = () -> {
	};

	/**
	 * Returns if the computation is to go on.
	 * @throws RuntimeException if it is to end; whoever started the computation gets it
	 */
	void check();

}
