package dev.convolve.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemKind;

/**
 * The memory that requests may use together. Every request reserves what it is about to
 * allocate, so that no combination of requests can exhaust the heap.
 */
public final class MemoryBudget {

	private static final int UNIT = 1 << 16;

	private final Semaphore units;

	private final int capacity;

	private final Duration patience;

	/**
	 * A budget.
	 * @param bytes for all requests together
	 * @param patience how long a request waits for others to give memory back
	 */
	public MemoryBudget(long bytes, Duration patience) {
		this.capacity = Math.clamp(bytes / UNIT, 1, Integer.MAX_VALUE);
		this.units = new Semaphore(this.capacity, true);
		this.patience = patience;
	}

	/**
	 * The whole budget.
	 * @return bytes
	 */
	public long capacity() {
		return (long) this.capacity * UNIT;
	}

	/**
	 * What is not reserved now.
	 * @return bytes
	 */
	public long available() {
		return (long) this.units.availablePermits() * UNIT;
	}

	/**
	 * Opens a reservation of nothing.
	 * @return to be closed when the request ends
	 */
	public Reservation open() {
		return new Reservation();
	}

	/**
	 * What one request holds. Used by one thread at a time.
	 */
	public final class Reservation implements AutoCloseable {

		private final List<Runnable> endings = new ArrayList<>();

		private int held;

		/**
		 * Reserves more.
		 * @param bytes how much more
		 * @param purpose what for, to be read after "needs … for"
		 * @throws dev.convolve.problem.ProblemException if the request can never have
		 * that much, or does not get it in time
		 */
		public void add(double bytes, String purpose) {
			double wanted = Math.ceil(bytes / UNIT);
			if (wanted + this.held > MemoryBudget.this.capacity) {
				throw Problem
					.of(ProblemKind.TOO_LARGE,
							"The request needs %s for %s, but a request may use %s on this server.".formatted(
									mebibytes((wanted + this.held) * UNIT), purpose, mebibytes((double) capacity())))
					.expected("at most " + mebibytes((double) capacity()))
					.received(mebibytes((wanted + this.held) * UNIT))
					.exception();
			}
			if (!acquire((int) wanted)) {
				throw Problem.of(ProblemKind.TOO_BUSY, "Other requests use the memory that this one needs.")
					.exception();
			}
			this.held += (int) wanted;
		}

		/**
		 * Has something done when the request ends.
		 * @param ending what, before the memory is given back
		 */
		public void closeWith(Runnable ending) {
			this.endings.add(ending);
		}

		@Override
		public void close() {
			try {
				this.endings.forEach(Runnable::run);
			}
			finally {
				this.endings.clear();
				MemoryBudget.this.units.release(this.held);
				this.held = 0;
			}
		}

	}

	private boolean acquire(int count) {
		try {
			return this.units.tryAcquire(count, this.patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private static String mebibytes(double bytes) {
		return "%,d MiB".formatted((long) Math.ceil(bytes / (1 << 20)));
	}

}
