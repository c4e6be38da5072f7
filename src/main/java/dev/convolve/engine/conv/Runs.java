package dev.convolve.engine.conv;

import java.util.Arrays;

import dev.convolve.engine.kernel.Gather;
import dev.convolve.engine.kernel.Gemm;

/**
 * The values that one output needs, as runs that are contiguous in memory, and how they
 * are cut into the chunks of the matrix product.
 *
 * @param chunks of all values
 * @param pieces what is copied at once, see {@link Gather#rows}
 * @param starts by chunk, where its pieces start; one more at the end
 */
record Runs(Chunks chunks, int[] pieces, int[] starts) {

	/**
	 * Finds the runs.
	 * @param problem the descriptor
	 * @param pitch values from one row of the image to the next
	 * @param pixelStep values from one pixel to the next
	 * @param width of a chunk: {@link Gemm#LONG}, or one chunk of any width above
	 * {@link Gemm#SHORT} that takes all values
	 */
	static Runs of(ConvolutionProblem problem, int pitch, int pixelStep, int width) {
		int channels = problem.channelsPerGroup();
		int kernelColumns = problem.kernel().width();
		boolean contiguous = kernelColumns == 1 || (problem.dilation().width() == 1 && pixelStep == channels);
		int runsOfRow = contiguous ? 1 : kernelColumns;
		int length = kernelColumns / runsOfRow * channels;
		int count = problem.kernel().height() * runsOfRow;
		Chunks chunks = Chunks.of(count * length, width);
		int[] starts = new int[chunks.count() + 1];
		// Every run and every chunk may end one piece too early
		int[] pieces = new int[2 * (chunks.values() / Gather.PIECE + count + chunks.count() + 1)];
		int size = 0;
		int value = 0;
		for (int chunk = 0; chunk < chunks.count(); chunk++) {
			int end = chunks.start(chunk) + chunks.length(chunk);
			while (value < end) {
				int run = value / length;
				int within = value % length;
				pieces[size++] = run / runsOfRow * problem.dilation().height() * pitch
						+ run % runsOfRow * problem.dilation().width() * pixelStep + within;
				pieces[size++] = value - chunks.start(chunk);
				value += Math.min(Math.min(Gather.PIECE, length - within), end - value);
			}
			starts[chunk + 1] = size;
		}
		return new Runs(chunks, Arrays.copyOf(pieces, size), starts);
	}

	/**
	 * Lays out some chunks, {@code [chunks][rows][width]}.
	 * @param start where to
	 * @param step from chunk to chunk
	 */
	void gather(int first, int end, float[] source, int base, int[] table, int rows, float[] target, int start,
			int step) {
		int chunk = first;
		while (chunk < end) {
			int to = start + (chunk - first) * step;
			int blockEnd = chunk;
			while (blockEnd < end && isBlock(blockEnd)
					&& from(blockEnd) == from(chunk) + (blockEnd - chunk) * Gemm.LONG) {
				blockEnd++;
			}
			if (blockEnd > chunk) {
				Gather.blocks(source, base + from(chunk), table, rows, blockEnd - chunk, target, to, step);
				chunk = blockEnd;
			}
			else {
				Gather.rows(source, base, table, rows, this.pieces, this.starts[chunk], this.starts[chunk + 1], target,
						to, this.chunks.length(chunk), this.chunks.width(chunk));
				chunk++;
			}
		}
	}

	/** Whether a chunk's values are {@link Gemm#LONG} that follow each other. */
	private boolean isBlock(int chunk) {
		return this.chunks.length(chunk) == Gemm.LONG
				&& this.pieces[this.starts[chunk + 1] - 2] - from(chunk) == Gemm.LONG - Gather.PIECE;
	}

	private int from(int chunk) {
		return this.pieces[this.starts[chunk]];
	}

}
