package dev.convolve.engine.kernel;

/**
 * Where vectors in arrays lie on cache lines of 64 bytes. A vector of 512 bits that does
 * not start at one is loaded from two, which takes twice as long.
 */
public final class Alignment {

	/**
	 * The first value that starts a cache line in an array that is large enough for G1 to
	 * give it regions of its own (half of a region, whose least size is 1 MiB): the
	 * array's header takes 16 bytes. In smaller arrays, wherever they lie, it is as good
	 * as any other.
	 */
	public static final int FIRST = 12;

	/**
	 * Values of an array that is large enough, unless the heap is so large that regions
	 * are larger than 2 MiB.
	 */
	public static final int LARGE = 1 << 18;

	private Alignment() {
	}

}
