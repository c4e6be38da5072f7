package dev.convolve.engine.kernel;

/**
 * The widths of panels of filters: one or two vectors, and with vectors of 512 bits also
 * four, or half of one for few filters in place.
 */
public final class Panels {

	/** The most vectors of filters in one panel: a power of two. */
	public static final int MOST_VECTORS = (KernelMode.VECTOR && KernelMode.LANES == 16) ? 4 : 2;

	/** Filters in the widest panel. */
	public static final int WIDEST = MOST_VECTORS * KernelMode.LANES;

	/** Filters in the narrowest panel. */
	public static final int NARROWEST = KernelMode.LANES;

	/**
	 * Filters in half a vector of 512 bits, where there are panels of so many: else 0.
	 */
	public static final int HALF = (KernelMode.VECTOR && KernelMode.LANES == 16) ? 8 : 0;

	/** What panels of {@link #HALF} have instead of a number of vectors. */
	public static final int HALF_A_VECTOR = 0;

	private Panels() {
	}

}
