package dev.convolve.service;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemKind;

/**
 * What a request may use, and what it has used.
 *
 * @param memory takes what the request is about to allocate
 * @param deadline when its work is stopped
 * @param timing the times of its parts
 */
public record Allowance(MemoryBudget.Reservation memory, Deadline deadline, Stopwatch timing) {

	/** About what the summary of a layer takes, in memory and as JSON. */
	private static final int BYTES_PER_LAYER = 3000;

	/**
	 * Takes memory for an answer, which is held until it is complete.
	 * @param bytes how long it may be, from above
	 * @param purpose what it holds, to be read after "needs … for"
	 * @throws dev.convolve.problem.ProblemException if an answer cannot be that long
	 */
	public void takeAnswer(double bytes, String purpose) {
		if (bytes > Integer.MAX_VALUE) {
			throw Problem
				.of(ProblemKind.TOO_LARGE,
						"The answer would have about %.0f MiB for %s.".formatted(bytes / (1 << 20), purpose))
				.expected("less than 2048 MiB")
				.exception();
		}
		this.memory.add(bytes, purpose);
	}

	/**
	 * Takes memory for a summary.
	 * @param layers how many the network has
	 */
	public void takeSummary(int layers) {
		takeAnswer((double) layers * BYTES_PER_LAYER, "the summary");
	}
}
