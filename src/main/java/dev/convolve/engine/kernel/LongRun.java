package dev.convolve.engine.kernel;

/**
 * Which taps that follow each other in memory are multiplied four at a time, by
 * {@link IndirectRunKernel} and {@link InPlaceRunKernel}. Known without vectors, too.
 */
public final class LongRun {

	/** Taps that are multiplied at a time. */
	public static final int TOGETHER = 4;

	/**
	 * Of fewer taps the checks of all indices, which are made once a tile, take more than
	 * is saved.
	 */
	private static final int LEAST_TAPS = 48;

	private LongRun() {
	}

	/**
	 * Whether taps that follow each other are computed like this.
	 * @param taps how many
	 */
	public static boolean takes(int taps) {
		return taps >= LEAST_TAPS && taps % TOGETHER == 0;
	}

}
