package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Indirect;

/**
 * Where the values that one output needs lie, from where the first one does: in pieces
 * that follow each other in memory. They are cut into chunks that are not too long, so
 * that the weights of one stay in the cache: of whole runs, or of a part of one.
 *
 * @param pieces see {@link Indirect#multiply}; all of the same length but for those that
 * end a run
 * @param values that an output needs
 * @param length of a run
 * @param cuts pieces of a run; more than one where a run is longer than a chunk may be
 * @param ofChunk pieces of each chunk but the last
 */
record Taps(int[] pieces, int values, int length, int cuts, int ofChunk) {

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
		int runsOfRow = runsOfRow(problem, pixelStep);
		int length = columns / runsOfRow * channels;
		int runs = runs(problem, pixelStep);
		int cuts = Math.ceilDiv(length, MOST_OF_CHUNK);
		int longest = Math.ceilDiv(length, cuts);
		int[] pieces = new int[Indirect.PIECE * runs * cuts];
		for (int index = 0; index < runs * cuts; index++) {
			int run = index / cuts;
			int within = index % cuts * longest;
			pieces[Indirect.PIECE * index] = run / runsOfRow * problem.dilation().height() * pitch
					+ run % runsOfRow * problem.dilation().width() * pixelStep + within;
			pieces[Indirect.PIECE * index + 1] = Math.min(longest, length - within);
		}
		int ofChunk = (cuts > 1) ? 1 : Math.ceilDiv(runs, Math.ceilDiv(runs, MOST_OF_CHUNK / length));
		return new Taps(pieces, runs * length, length, cuts, ofChunk);
	}

	private static int runsOfRow(ConvolutionProblem problem, int pixelStep) {
		int columns = problem.kernel().width();
		boolean contiguous = columns == 1
				|| (problem.dilation().width() == 1 && pixelStep == problem.channelsPerGroup());
		return contiguous ? 1 : columns;
	}

	/** How many times one tap does not follow another in memory, and once more. */
	static int runs(ConvolutionProblem problem, int pixelStep) {
		return problem.kernel().height() * runsOfRow(problem, pixelStep);
	}

	/** At least how many chunks so many values are cut into. */
	static double chunks(double values) {
		return Math.ceil(values / MOST_OF_CHUNK);
	}

	/** How many chunks they are cut into. */
	int chunks() {
		return Math.ceilDiv(this.pieces.length, this.ofChunk * Indirect.PIECE);
	}

	/** Where the pieces of a chunk start, or behind the last one's. */
	int first(int chunk) {
		return Math.min(this.pieces.length, chunk * this.ofChunk * Indirect.PIECE);
	}

	/** The first value of a chunk. */
	int firstValue(int chunk) {
		int piece = chunk * this.ofChunk;
		return piece / this.cuts * this.length + piece % this.cuts * Math.ceilDiv(this.length, this.cuts);
	}

}
