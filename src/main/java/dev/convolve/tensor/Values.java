package dev.convolve.tensor;

import java.util.Arrays;
import java.util.Objects;

/**
 * Values that follow each other in an array, which may hold others before and behind.
 * Equal are those in the same places of the same array.
 *
 * @param array where they are
 * @param first the place of the first
 * @param count how many
 */
public record Values(float[] array, int first, int count) {

	public Values {
		Objects.checkFromIndexSize(first, count, array.length);
	}

	/**
	 * All values of an array.
	 * @param array is not copied
	 * @return the values
	 */
	public static Values of(float[] array) {
		return new Values(array, 0, array.length);
	}

	/**
	 * One of them.
	 * @param index counted from the first
	 * @return the value
	 */
	public float get(int index) {
		return this.array[this.first + Objects.checkIndex(index, this.count)];
	}

	/**
	 * Whether one of them is one of the others, in the same place of the same array.
	 * @param other other values
	 * @return whether it is
	 */
	@SuppressWarnings("ReferenceEquality")
	public boolean overlaps(Values other) {
		return this.array == other.array && this.first < other.first + other.count
				&& other.first < this.first + this.count;
	}

	/**
	 * An array with nothing else in it.
	 * @return the array itself if it is one, else a copy
	 */
	public float[] toArray() {
		return (this.count == this.array.length) ? this.array
				: Arrays.copyOfRange(this.array, this.first, this.first + this.count);
	}

}
