package dev.convolve.tensor;

/**
 * A dense float32 tensor, row-major. Whoever makes one hands the array over and does not
 * write to it any more.
 */
public final class Tensor {

	private final Shape shape;

	private final float[] data;

	/**
	 * A tensor over an array, which is not copied.
	 * @param shape a known shape
	 * @param data as many values as the shape has elements, row-major
	 */
	public Tensor(Shape shape, float[] data) {
		if (shape.elements() != data.length) {
			throw new IllegalArgumentException("Shape " + shape + " does not hold " + data.length + " values");
		}
		this.shape = shape;
		this.data = data;
	}

	public Shape shape() {
		return this.shape;
	}

	/**
	 * The values themselves, not a copy.
	 * @return the array, row-major, not to be written to
	 */
	public float[] data() {
		return this.data;
	}

	/**
	 * Whether two tensors are views of one array.
	 * @param other a tensor
	 * @return true if so
	 */
	@SuppressWarnings("ReferenceEquality")
	public boolean sharesDataWith(Tensor other) {
		return this.data == other.data;
	}

	/**
	 * The same values under another shape.
	 * @param newShape a shape of as many elements
	 * @return a tensor that shares this one's values
	 */
	public Tensor reshape(Shape newShape) {
		return new Tensor(newShape, this.data);
	}

	@Override
	public String toString() {
		return "Tensor" + this.shape;
	}

}
