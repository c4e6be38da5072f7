package dev.convolve.engine.conv;

import java.util.Arrays;

/**
 * The values that one output needs, as runs that are contiguous in memory, cut into
 * blocks whose weights fit the first-level cache.
 *
 * @param starts by segment, where it starts, relative to the output's first value
 * @param lengths by segment
 * @param blocks by block, its first segment; one more at the end
 * @param values by block, how many values are before it; one more at the end
 */
record Segments(int[] starts, int[] lengths, int[] blocks, int[] values) {

	/**
	 * Cuts runs of equal length.
	 * @param runStarts where each run starts
	 * @param runLength values in a run
	 * @param blockValues values that a block should not exceed
	 */
	static Segments of(int[] runStarts, int runLength, int blockValues) {
		int total = runStarts.length * runLength;
		int blockCount = (total + blockValues - 1) / blockValues;
		// Multiples of 8 suit C2's unrolling
		int blockSize = ((total + blockCount - 1) / blockCount + 7) & -8;
		int capacity = runStarts.length + blockCount;
		int[] starts = new int[capacity];
		int[] lengths = new int[capacity];
		int[] blocks = new int[blockCount + 1];
		int[] values = new int[blockCount + 1];
		int segment = 0;
		int block = 0;
		int value = 0;
		while (value < total) {
			if (value == block * blockSize) {
				blocks[block] = segment;
				values[block] = value;
				block++;
			}
			int within = value % runLength;
			int length = Math.min(runLength - within, block * blockSize - value);
			starts[segment] = runStarts[value / runLength] + within;
			lengths[segment] = length;
			segment++;
			value += length;
		}
		blocks[block] = segment;
		values[block] = total;
		return new Segments(starts, lengths, Arrays.copyOf(blocks, block + 1), Arrays.copyOf(values, block + 1));
	}

	int blockCount() {
		return this.blocks.length - 1;
	}

}
