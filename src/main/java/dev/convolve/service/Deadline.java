package dev.convolve.service;

import java.time.Duration;

import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemKind;

/**
 * The moment at which a request's work is stopped.
 */
public final class Deadline implements Cancellation {

	private final Duration allowed;

	private final long end;

	private Deadline(Duration allowed) {
		this.allowed = allowed;
		this.end = System.nanoTime() + allowed.toNanos();
	}

	/**
	 * A deadline from now.
	 * @param allowed how much time there is
	 * @return the deadline
	 */
	public static Deadline after(Duration allowed) {
		return new Deadline(allowed);
	}

	@Override
	public void check() {
		if (System.nanoTime() - this.end > 0) {
			throw Problem
				.of(ProblemKind.DEADLINE_EXCEEDED,
						"The work was stopped after %d ms.".formatted(this.allowed.toMillis()))
				.expected("at most " + this.allowed.toMillis() + " ms")
				.exception();
		}
	}

}
