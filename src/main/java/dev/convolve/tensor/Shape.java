package dev.convolve.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * The sides of a tensor, outermost first. A side is at least 1, or {@linkplain #UNKNOWN
 * unknown} until an input says it.
 */
public final class Shape {

	/** Stands for a side that is not known, Keras's {@code None}. */
	public static final int UNKNOWN = -1;

	private final int[] sides;

	private Shape(int[] sides) {
		this.sides = sides;
	}

	/**
	 * A shape of these sides.
	 * @param sides each at least 1, or {@link #UNKNOWN}
	 * @return the shape
	 */
	public static Shape of(int... sides) {
		for (int side : sides) {
			if (side < 1 && side != UNKNOWN) {
				throw new IllegalArgumentException("A side must be at least 1: " + Arrays.toString(sides));
			}
		}
		return new Shape(sides.clone());
	}

	public int rank() {
		return this.sides.length;
	}

	/**
	 * The size along an axis.
	 * @param axis counted from 0, outermost first
	 * @return the size or {@link #UNKNOWN}
	 */
	public int side(int axis) {
		return this.sides[axis];
	}

	public int lastSide() {
		return this.sides[this.sides.length - 1];
	}

	/**
	 * This shape with another size along an axis.
	 * @param axis counted from 0
	 * @param size at least 1, or {@link #UNKNOWN}
	 * @return the other shape
	 */
	public Shape with(int axis, int size) {
		int[] copy = this.sides.clone();
		copy[axis] = size;
		return of(copy);
	}

	public boolean isKnown() {
		return Arrays.stream(this.sides).noneMatch((side) -> side == UNKNOWN);
	}

	/**
	 * The number of values in a tensor of this shape.
	 * @return the product of all sides, or -1 if a side is unknown
	 * @throws ArithmeticException if it does not fit a {@code long}
	 */
	public long elements() {
		return isKnown() ? knownElements() : -1;
	}

	/**
	 * The product of the sides that are known.
	 * @return at least 1
	 * @throws ArithmeticException if it does not fit a {@code long}
	 */
	public long knownElements() {
		long product = 1;
		for (int side : this.sides) {
			product = (side == UNKNOWN) ? product : Math.multiplyExact(product, side);
		}
		return product;
	}

	/**
	 * Whether a tensor of the other shape may stand where this one is asked for.
	 * @param other the other shape
	 * @return true if the ranks and all the sides that both know are equal
	 */
	public boolean accepts(Shape other) {
		return rank() == other.rank() && IntStream.range(0, rank())
			.allMatch((axis) -> side(axis) == UNKNOWN || other.side(axis) == UNKNOWN || side(axis) == other.side(axis));
	}

	/**
	 * This shape with its unknown sides taken from another one that it
	 * {@linkplain #accepts accepts}.
	 * @param other the shape that may know more
	 * @return the more exact shape
	 */
	public Shape refine(Shape other) {
		int[] copy = this.sides.clone();
		for (int axis = 0; axis < copy.length; axis++) {
			copy[axis] = (copy[axis] == UNKNOWN) ? other.side(axis) : copy[axis];
		}
		return new Shape(copy);
	}

	/**
	 * The sides as JSON and Keras give them.
	 * @return a list in which {@code null} is an unknown side
	 */
	public List<@Nullable Integer> toList() {
		List<@Nullable Integer> list = new ArrayList<>();
		for (int side : this.sides) {
			list.add((side == UNKNOWN) ? null : side);
		}
		return Collections.unmodifiableList(list);
	}

	public int[] toArray() {
		return this.sides.clone();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Shape shape && Arrays.equals(this.sides, shape.sides);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.sides);
	}

	/**
	 * The sides as JSON writes them.
	 * @return such as {@code [null, 8, 8, 1]}
	 */
	@Override
	public String toString() {
		return Arrays.stream(this.sides)
			.mapToObj((side) -> (side == UNKNOWN) ? "null" : Integer.toString(side))
			.collect(Collectors.joining(", ", "[", "]"));
	}

}
