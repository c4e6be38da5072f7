package dev.convolve.tensor;

/**
 * A dense float32 tensor, row-major. Whoever makes one hands the array over and does not
 * write to it any more.
 */
public final class Tensor {

	private final Shape shape;

	private final Values values;

	/**
	 * A tensor over an array, which is not copied.
	 * @param shape a known shape
	 * @param data as many values as the shape has elements, row-major
	 */
	public Tensor(Shape shape, float[] data) {
		this(shape, Values.of(data));
	}

	/**
	 * A tensor over a part of an array, which is not copied.
	 * @param shape a known shape
	 * @param values as many as the shape has elements, row-major
	 */
	public Tensor(Shape shape, Values values) {
		if (shape.elements() != values.count()) {
			throw new IllegalArgumentException("Shape " + shape + " does not hold " + values.count() + " values");
		}
		this.shape = shape;
		this.values = values;
	}

	public Shape shape() {
		return this.shape;
	}

	/**
	 * The values where they are, not a copy.
	 * @return row-major, not to be written to
	 */
	public Values values() {
		return this.values;
	}

	/**
	 * The values in an array of their own.
	 * @return row-major, not to be written to; a copy if they lie in a longer array
	 */
	public float[] data() {
		return this.values.toArray();
	}

	/**
	 * Whether two tensors are views of the same values.
	 * @param other a tensor
	 * @return true if so
	 */
	public boolean sharesDataWith(Tensor other) {
		return this.values.overlaps(other.values);
	}

	/**
	 * The same values under another shape.
	 * @param newShape a shape of as many elements
	 * @return a tensor that shares this one's values
	 */
	public Tensor reshape(Shape newShape) {
		return new Tensor(newShape, this.values);
	}

	@Override
	public String toString() {
		return "Tensor" + this.shape;
	}

}
