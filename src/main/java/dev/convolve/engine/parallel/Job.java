package dev.convolve.engine.parallel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * The tasks of one computation, handed out one by one.
 */
final class Job {

	private static final int SPINS = 2_000;

	private final int count;

	private final WorkerPool.Task task;

	private final Thread caller = Thread.currentThread();

	private final AtomicInteger next = new AtomicInteger();

	private final AtomicInteger finished = new AtomicInteger();

	private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

	Job(int count, WorkerPool.Task task) {
		this.count = count;
		this.task = task;
	}

	boolean hasTasks() {
		return this.next.get() < this.count;
	}

	/** Takes tasks until none is left. After a failure the rest is taken but not done. */
	void work() {
		for (int index = this.next.getAndIncrement(); index < this.count; index = this.next.getAndIncrement()) {
			try {
				if (this.failure.get() == null) {
					this.task.run(index);
				}
			}
			catch (Throwable ex) {
				this.failure.compareAndSet(null, ex);
			}
			if (this.finished.incrementAndGet() == this.count) {
				LockSupport.unpark(this.caller);
			}
		}
	}

	/** Waits until every task has ended; called by the thread that made the job. */
	void await() {
		boolean interrupted = false;
		for (int spins = 0; this.finished.get() < this.count; spins++) {
			if (spins < SPINS) {
				Thread.onSpinWait();
			}
			else {
				LockSupport.park(this);
				interrupted |= Thread.interrupted();
			}
		}
		if (interrupted) {
			this.caller.interrupt();
		}
		switch (this.failure.get()) {
			case null -> {
			}
			case RuntimeException ex -> throw ex;
			case Error error -> throw error;
			case Throwable ex -> throw new IllegalStateException(ex);
		}
	}

}
