package dev.convolve.network;

import java.util.function.IntFunction;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemKind;
import dev.convolve.tensor.Shape;

/**
 * Makes a matrix with orthogonal rows or columns of random values: the Q of a QR
 * decomposition whose R has a positive diagonal, which is unique.
 */
final class Orthogonalizer {

	private static final double MOST_WORK = 2e10;

	private Orthogonalizer() {
	}

	/**
	 * The values of an orthogonal weight.
	 * @param shape of the weight; all axes but the last are the rows
	 * @param gain the factor
	 * @param normal makes normally distributed values
	 * @param check called often; what it throws ends the work
	 * @return the values, row-major
	 */
	static float[] create(Shape shape, float gain, IntFunction<float[]> normal, Runnable check) {
		int count = Math.toIntExact(shape.elements());
		int columns = shape.lastSide();
		int rows = count / columns;
		int length = Math.max(rows, columns);
		int vectors = Math.min(rows, columns);
		if ((double) count * vectors > MOST_WORK) {
			throw Problem
				.of(ProblemKind.TOO_LARGE, "An orthogonal initializer of the shape " + shape + " takes too long.")
				.expected("a smaller weight, or another initializer")
				.exception();
		}
		double[][] basis = orthonormal(normal.apply(count), length, vectors, check);
		float[] values = new float[count];
		for (int row = 0; row < rows; row++) {
			for (int column = 0; column < columns; column++) {
				double value = (rows < columns) ? basis[row][column] : basis[column][row];
				values[row * columns + column] = gain * (float) value;
			}
		}
		return values;
	}

	/** Gram and Schmidt, each vector twice for the sake of rounding. */
	private static double[][] orthonormal(float[] random, int length, int vectors, Runnable check) {
		double[][] basis = new double[vectors][length];
		for (int vector = 0; vector < vectors; vector++) {
			check.run();
			double[] current = basis[vector];
			for (int index = 0; index < length; index++) {
				current[index] = random[index * vectors + vector];
			}
			for (int pass = 0; pass < 2; pass++) {
				for (int earlier = 0; earlier < vector; earlier++) {
					subtractProjection(current, basis[earlier]);
				}
			}
			double norm = Math.sqrt(dot(current, current));
			for (int index = 0; index < length; index++) {
				current[index] /= norm;
			}
		}
		return basis;
	}

	private static void subtractProjection(double[] vector, double[] unit) {
		double length = dot(vector, unit);
		for (int index = 0; index < vector.length; index++) {
			vector[index] -= length * unit[index];
		}
	}

	private static double dot(double[] left, double[] right) {
		double sum = 0;
		for (int index = 0; index < left.length; index++) {
			sum += left[index] * right[index];
		}
		return sum;
	}

}
