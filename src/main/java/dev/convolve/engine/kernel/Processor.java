package dev.convolve.engine.kernel;

/**
 * What the choice of algorithms and block sizes depends on.
 *
 * @param lanes floats in a vector
 * @param level1 bytes of the first-level data cache
 * @param level2 bytes of the second-level cache of one core
 */
public record Processor(int lanes, int level1, int level2) {

	/**
	 * This machine, as far as Java tells: the caches are assumed to be small ones.
	 * @return its facts
	 */
	public static Processor current() {
		return new Processor(KernelMode.LANES, 32 << 10, (KernelMode.LANES == 16) ? 1 << 20 : 512 << 10);
	}

}
