package dev.convolve.network;

/**
 * Rows and columns of zeros that are added on each side of an image.
 *
 * @param top rows above
 * @param bottom rows below
 * @param left columns before
 * @param right columns after
 */
public record Padding(int top, int bottom, int left, int right) {

	/** Nothing is added. */
	public static final Padding NONE = new Padding(0, 0, 0, 0);

}
