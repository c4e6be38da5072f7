package dev.convolve.engine.conv;

/**
 * Where the values that one output needs lie, from where the first one does: those that
 * two and two follow each other in memory, then single ones. They are cut into chunks so
 * that the weights of one stay in the cache.
 *
 * @param places by value, and one more at the end: C2 checks where a loop would begin
 * before it knows whether it does, and throws the code away where there is no such place
 * @param runs of values that follow each other in memory
 * @param length of each run
 */
record Taps(int[] places, int runs, int length) {

	/** Values that a chunk has at most, or one more. */
	static final int MOST_OF_CHUNK = 192;

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
		int[] places = new int[problem.kernel().height() * columns * channels + 1];
		Taps taps = new Taps(places, problem.kernel().height() * runsOfRow, length);
		for (int value = 0; value < taps.values(); value++) {
			int run = taps.order(value) / length;
			places[value] = run / runsOfRow * problem.dilation().height() * pitch
					+ run % runsOfRow * problem.dilation().width() * pixelStep + taps.order(value) % length;
		}
		return taps;
	}

	/** How many values an output needs. */
	int values() {
		return this.runs * this.length;
	}

	/** How many of them come in pairs. */
	private int paired() {
		return this.runs * (this.length - this.length % 2);
	}

	/** Which value of {@code [rows, columns, channels]} one is. */
	int order(int value) {
		int pairedOfRun = this.length - this.length % 2;
		return (value < paired()) ? value / pairedOfRun * this.length + value % pairedOfRun
				: (value - paired() + 1) * this.length - 1;
	}

	/** How many chunks they are cut into, all of about the same size. */
	int chunks() {
		return Math.ceilDiv(values(), MOST_OF_CHUNK);
	}

	/** The first value of a chunk: an even number. */
	int first(int chunk) {
		return (int) ((long) values() * chunk / chunks() / 2 * 2);
	}

	/** Behind the last value of a chunk that comes in a pair. */
	int split(int chunk) {
		return Math.clamp(paired(), first(chunk), end(chunk));
	}

	/** Behind the last value of a chunk. */
	int end(int chunk) {
		return (chunk + 1 < chunks()) ? first(chunk + 1) : values();
	}

}
