package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;

/**
 * The values of a row cut into blocks for the matrix product. Each but the last has the
 * same width; the last is filled up with zeros to that or to {@link Gemm#SHORT}. What is
 * laid out row by row lies chunk by chunk instead: {@code [chunks][rows][width]}.
 *
 * @param values of a row
 * @param size width of every chunk but the last
 * @param count how many chunks
 */
record Chunks(int values, int size, int count) {

	static Chunks of(int values, int size) {
		return new Chunks(values, size, (values + size - 1) / size);
	}

	/** The first value of a chunk, and how many places lie before it. */
	int start(int chunk) {
		return chunk * this.size;
	}

	/** How many values a chunk has. */
	int length(int chunk) {
		return Math.min(this.size, this.values - start(chunk));
	}

	/** How many it has room for. */
	int width(int chunk) {
		return (length(chunk) <= Gemm.SHORT) ? Gemm.SHORT : this.size;
	}

	/** The room of all chunks. */
	int room() {
		return (int) room(this.values);
	}

	/** The room of the chunks of some values, however many. */
	static double room(double values) {
		return Math.ceil(values / Gemm.SHORT) * Gemm.SHORT;
	}

}
