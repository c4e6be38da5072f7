package dev.convolve.service;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemKind;

/**
 * Lets a limited number of requests compute at the same time; the others wait a while,
 * first come first served, and are then sent away.
 */
public final class Admission {

	private final Semaphore places;

	private final int count;

	private final Duration patience;

	/**
	 * An admission.
	 * @param places how many requests may compute at the same time
	 * @param patience how long one waits for a place
	 */
	public Admission(int places, Duration patience) {
		this.places = new Semaphore(places, true);
		this.count = places;
		this.patience = patience;
	}

	/**
	 * Waits for a place.
	 * @return to be closed when the computation has ended
	 * @throws dev.convolve.problem.ProblemException if there is none in time
	 */
	public Place enter() {
		boolean entered = false;
		try {
			entered = this.places.tryAcquire(this.patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		if (!entered) {
			throw Problem
				.of(ProblemKind.TOO_BUSY,
						"%d requests are computing already, and none ended within %d ms.".formatted(this.count,
								this.patience.toMillis()))
				.exception();
		}
		return this.places::release;
	}

	/** A place among those that compute. */
	@FunctionalInterface
	public interface Place extends AutoCloseable {

		@Override
		void close();

	}

}
