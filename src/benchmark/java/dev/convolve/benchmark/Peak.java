package dev.convolve.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * What the processor can do at most: a loop of nothing but fused multiply-adds.
 */
final class Peak implements AutoCloseable {

	private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

	/** Enough to hide the latency of two units, few enough for 16 registers. */
	private static final int ACCUMULATORS = 10;

	private static final int STEPS = 200_000;

	private static final int WARM_UP = 200;

	private final ExecutorService executor;

	private final int threads;

	private double best;

	Peak(int threads) throws Exception {
		this.threads = threads;
		this.executor = Executors.newFixedThreadPool(threads);
		for (int warmUp = 0; warmUp < WARM_UP; warmUp++) {
			sample();
		}
		this.best = 0;
		for (int first = 0; first < 2 * WARM_UP; first++) {
			sample();
		}
	}

	/**
	 * The best sample so far.
	 * @return operations a nanosecond (GFLOP/s) of all threads together
	 */
	double gflops() {
		return this.best;
	}

	/**
	 * Measures again, some milliseconds long.
	 * @throws Exception if a thread fails
	 */
	void sample() throws Exception {
		CyclicBarrier start = new CyclicBarrier(this.threads);
		List<Future<Double>> futures = new ArrayList<>();
		for (int thread = 0; thread < this.threads; thread++) {
			futures.add(this.executor.submit(() -> {
				start.await();
				long before = System.nanoTime();
				float sum = multiplyAdds(STEPS, 0.5f);
				double nanos = System.nanoTime() - before;
				// Never so, but the compiler does not know
				return Float.isNaN(sum) ? Double.POSITIVE_INFINITY : nanos;
			}));
		}
		double slowest = 0;
		for (Future<Double> future : futures) {
			slowest = Math.max(slowest, future.get());
		}
		double flops = 2.0 * STEPS * ACCUMULATORS * SPECIES.length() * this.threads;
		this.best = Math.max(this.best, flops / slowest);
	}

	private static float multiplyAdds(int steps, float value) {
		FloatVector factor = FloatVector.broadcast(SPECIES, value);
		// All different, so that the compiler does not take two for one
		FloatVector a = factor;
		FloatVector b = a.add(1);
		FloatVector c = b.add(1);
		FloatVector d = c.add(1);
		FloatVector e = d.add(1);
		FloatVector f = e.add(1);
		FloatVector g = f.add(1);
		FloatVector h = g.add(1);
		FloatVector i = h.add(1);
		FloatVector j = i.add(1);
		for (int step = 0; step < steps; step++) {
			a = a.fma(factor, factor);
			b = b.fma(factor, factor);
			c = c.fma(factor, factor);
			d = d.fma(factor, factor);
			e = e.fma(factor, factor);
			f = f.fma(factor, factor);
			g = g.fma(factor, factor);
			h = h.fma(factor, factor);
			i = i.fma(factor, factor);
			j = j.fma(factor, factor);
		}
		FloatVector sum = a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j);
		return sum.lane(0);
	}

	@Override
	public void close() {
		this.executor.shutdown();
	}

}
