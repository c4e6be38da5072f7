package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Indirect;

/**
 * Where the values that one output needs lie, from where the first one does. First come
 * those of which {@link Indirect#TAPS} follow each other in memory, then single ones.
 * They are cut into chunks, of whole runs if these are not too long, so that the weights
 * of one stay in the cache.
 *
 * @param places by value, and one more at the end: C2 checks where a loop would begin
 * before it knows whether it does, and throws the code away where there is no such place
 * @param runs of values that follow each other in memory
 * @param length of each run
 * @param chunk values of each chunk but the last
 */
record Taps(int[] places, int runs, int length, int chunk) {

	/** Values that a chunk has at most. */
	static final int MOST_OF_CHUNK = 1152;

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
		int values = problem.kernel().height() * columns * channels;
		int[] places = new int[values + 1];
		Taps taps = new Taps(places, problem.kernel().height() * runsOfRow, length, chunk(values, length));
		for (int value = 0; value < values; value++) {
			int run = taps.order(value) / length;
			places[value] = run / runsOfRow * problem.dilation().height() * pitch
					+ run % runsOfRow * problem.dilation().width() * pixelStep + taps.order(value) % length;
		}
		return taps;
	}

	/** Whole runs, or at least whole fours, and chunks of about the same size. */
	private static int chunk(int values, int length) {
		int fours = foursOf(length);
		int step = (fours > 0 && fours <= MOST_OF_CHUNK) ? fours : Indirect.TAPS;
		int count = Math.ceilDiv(values, MOST_OF_CHUNK / step * step);
		return Math.ceilDiv(Math.ceilDiv(values, count), step) * step;
	}

	private static int foursOf(int length) {
		return length - length % Indirect.TAPS;
	}

	/** How many values an output needs. */
	int values() {
		return this.runs * this.length;
	}

	/** How many of a run come in fours. */
	private int foursOfRun() {
		return foursOf(this.length);
	}

	/** How many of all do. */
	private int fours() {
		return this.runs * foursOfRun();
	}

	/** Which value of {@code [rows, columns, channels]} one is. */
	int order(int value) {
		if (value < fours()) {
			return value / foursOfRun() * this.length + value % foursOfRun();
		}
		int single = value - fours();
		int singlesOfRun = this.length - foursOfRun();
		return single / singlesOfRun * this.length + foursOfRun() + single % singlesOfRun;
	}

	/** How many chunks so many values are cut into, or a few less. */
	static double chunks(double values) {
		return Math.ceil(values / MOST_OF_CHUNK);
	}

	/** How many chunks they are cut into. */
	int chunks() {
		return Math.ceilDiv(values(), this.chunk);
	}

	/** The first value of a chunk: the first of a run, or at least of a four. */
	int first(int chunk) {
		return chunk * this.chunk;
	}

	/** Behind the last value of a chunk that comes in a four. */
	int split(int chunk) {
		return Math.clamp(fours(), first(chunk), end(chunk));
	}

	/** Behind the last value of a chunk. */
	int end(int chunk) {
		return (chunk + 1 < chunks()) ? first(chunk + 1) : values();
	}

}
