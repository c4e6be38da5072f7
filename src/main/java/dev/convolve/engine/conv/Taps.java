package dev.convolve.engine.conv;

/**
 * Where the values that one output needs lie, from where the first one does: those that
 * two and two follow each other in memory, then single ones. They are cut into chunks so
 * that the weights of one stay in the cache.
 *
 * @param places by value
 * @param paired how many come in pairs
 * @param order which value of {@code [rows, columns, channels]} each is
 */
record Taps(int[] places, int paired, int[] order) {

	/** Values of a chunk: an even number. */
	static final int CHUNK = 128;

	/**
	 * Finds them.
	 * @param problem the descriptor
	 * @param pitch values from one row of the image to the next
	 * @param pixelStep values from one pixel to the next
	 */
	static Taps of(ConvolutionProblem problem, int pitch, int pixelStep) {
		int channels = problem.channelsPerGroup();
		int columns = problem.kernel().width();
		boolean contiguous = columns == 1 || (problem.dilation().width() == 1 && pixelStep == channels);
		int runsOfRow = contiguous ? 1 : columns;
		int length = columns / runsOfRow * channels;
		int runs = problem.kernel().height() * runsOfRow;
		int paired = length - length % 2;
		int[] places = new int[runs * length];
		int[] order = new int[runs * length];
		for (int run = 0; run < runs; run++) {
			int place = run / runsOfRow * problem.dilation().height() * pitch
					+ run % runsOfRow * problem.dilation().width() * pixelStep;
			for (int value = 0; value < length; value++) {
				int to = (value < paired) ? run * paired + value : runs * paired + run;
				places[to] = place + value;
				order[to] = run * length + value;
			}
		}
		return new Taps(places, runs * paired, order);
	}

	/** How many values an output needs. */
	int values() {
		return this.places.length;
	}

	/** How many chunks they are cut into. */
	int chunks() {
		return Math.ceilDiv(values(), CHUNK);
	}

	/** The first value of a chunk. */
	int first(int chunk) {
		return chunk * CHUNK;
	}

	/** Behind the last value of a chunk that comes in a pair. */
	int split(int chunk) {
		return Math.clamp(this.paired, first(chunk), end(chunk));
	}

	/** Behind the last value of a chunk. */
	int end(int chunk) {
		return Math.min(first(chunk) + CHUNK, values());
	}

}
