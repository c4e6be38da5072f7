package dev.convolve.engine;

import dev.convolve.tensor.Values;

/**
 * Swaps the two inner axes of {@code [batch, rows, columns]}: between channels first and
 * channels last, where one of the two axes is the channels and the other the pixels.
 */
final class Transposition {

	/** A square of this many rows and columns stays in the L1 cache. */
	private static final int BLOCK = 32;

	private Transposition() {
	}

	static Values run(Values input, int batch, int rows, int columns, Execution execution) {
		Values output = execution.buffers().take(input.count());
		int blocksPerImage = (rows - 1) / BLOCK + 1;
		Slices.forEach(batch * blocksPerImage, (int) Math.min(Integer.MAX_VALUE, (long) BLOCK * columns), execution,
				(from, end) -> {
					for (int block = from; block < end; block++) {
						int image = block / blocksPerImage;
						int firstRow = block % blocksPerImage * BLOCK;
						transposeRows(input, output, image * rows * columns, rows, columns, firstRow,
								Math.min(rows, firstRow + BLOCK));
					}
				});
		return output;
	}

	private static void transposeRows(Values input, Values output, int start, int rows, int columns, int firstRow,
			int endRow) {
		float[] source = input.array();
		float[] target = output.array();
		int from = input.first() + start;
		int to = output.first() + start;
		for (int firstColumn = 0; firstColumn < columns; firstColumn += BLOCK) {
			int endColumn = Math.min(columns, firstColumn + BLOCK);
			for (int row = firstRow; row < endRow; row++) {
				for (int column = firstColumn; column < endColumn; column++) {
					target[to + column * rows + row] = source[from + row * columns + column];
				}
			}
		}
	}

}
