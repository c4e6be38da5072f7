package dev.convolve.engine.kernel;

/**
 * The widths of panels of filters: one, two or, with vectors of 512 bits, four vectors.
 */
public final class Panels {

	/** The most vectors of filters in one panel: a power of two. */
	public static final int MOST_VECTORS = (KernelMode.VECTOR && KernelMode.LANES == 16) ? 4 : 2;

	/** Filters in the widest panel. */
	public static final int WIDEST = MOST_VECTORS * KernelMode.LANES;

	/** Filters in the narrowest panel. */
	public static final int NARROWEST = KernelMode.LANES;

	private Panels() {
	}

}
