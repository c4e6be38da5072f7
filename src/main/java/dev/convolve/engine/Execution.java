package dev.convolve.engine;

import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;

/**
 * What the steps of one run share.
 *
 * @param pool the threads that compute
 * @param buffers where arrays for outputs come from
 * @param cancellation asked often
 */
record Execution(WorkerPool pool, Buffers buffers, Cancellation cancellation) {
}
