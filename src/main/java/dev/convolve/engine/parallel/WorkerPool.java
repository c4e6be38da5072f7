package dev.convolve.engine.parallel;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * A fixed set of platform threads that share out the tasks of a computation. The caller
 * takes part, so a pool of n threads starts n - 1. Several callers may run at once: a
 * free worker helps whoever has tasks left.
 */
public final class WorkerPool implements AutoCloseable {

	private static final int SPINS = 2_000;

	private final Queue<Job> jobs = new ConcurrentLinkedQueue<>();

	private final Thread[] workers;

	private volatile boolean closed;

	/**
	 * Starts the workers.
	 * @param threads how many threads compute, the caller included, at least 1
	 */
	public WorkerPool(int threads) {
		this.workers = new Thread[threads - 1];
		for (int index = 0; index < this.workers.length; index++) {
			this.workers[index] = Thread.ofPlatform().daemon().name("convolve-worker-" + index).unstarted(this::work);
		}
		for (Thread worker : this.workers) {
			worker.start();
		}
	}

	/**
	 * How many threads compute.
	 * @return the caller included
	 */
	public int threads() {
		return this.workers.length + 1;
	}

	/**
	 * Runs tasks 0 to count - 1, each once, in any order and on any thread.
	 * @param count how many
	 * @param task what to do; must not touch what another task touches
	 * @throws RuntimeException what the first task that failed threw; no task is under
	 * way any more then
	 */
	public void run(int count, Task task) {
		if (count == 1 || this.workers.length == 0) {
			for (int index = 0; index < count; index++) {
				task.run(index);
			}
			return;
		}
		Job job = new Job(count, task);
		this.jobs.add(job);
		for (Thread worker : this.workers) {
			LockSupport.unpark(worker);
		}
		try {
			job.work();
		}
		finally {
			this.jobs.remove(job);
		}
		job.await();
	}

	@Override
	public void close() {
		this.closed = true;
		for (Thread worker : this.workers) {
			LockSupport.unpark(worker);
		}
	}

	private void work() {
		int idle = 0;
		while (!this.closed) {
			Job job = nextJob();
			if (job != null) {
				job.work();
				idle = 0;
			}
			else if (idle < SPINS) {
				idle++;
				Thread.onSpinWait();
			}
			else {
				LockSupport.park(this);
			}
		}
	}

	private @Nullable Job nextJob() {
		for (Job job : this.jobs) {
			if (job.hasTasks()) {
				return job;
			}
		}
		return null;
	}

	/**
	 * One share of a computation.
	 */
	@FunctionalInterface
	public interface Task {

		/**
		 * Does the share.
		 * @param index which one, counted from 0
		 */
		void run(int index);

	}

}
