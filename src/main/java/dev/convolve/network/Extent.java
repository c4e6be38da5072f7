package dev.convolve.network;

import java.util.List;

/**
 * A pair of sizes, along the height and along the width of an image.
 *
 * @param height rows
 * @param width columns
 */
public record Extent(int height, int width) {

	/** One row and one column. */
	public static final Extent ONE = new Extent(1, 1);

	/**
	 * The pair as JSON gives it.
	 * @return height and width
	 */
	public List<Integer> toList() {
		return List.of(this.height, this.width);
	}

	@Override
	public String toString() {
		return this.height + "×" + this.width;
	}

}
