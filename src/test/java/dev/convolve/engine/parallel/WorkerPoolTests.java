package dev.convolve.engine.parallel;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WorkerPoolTests {

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 5 })
	void everyTaskRunsOnce(int threads) {
		try (WorkerPool pool = new WorkerPool(threads)) {
			for (int count = 0; count < 200; count++) {
				AtomicIntegerArray runs = new AtomicIntegerArray(count);
				pool.run(count, runs::incrementAndGet);
				assertThat(IntStream.range(0, count).map(runs::get)).allMatch((times) -> times == 1);
			}
		}
	}

	@Test
	void aFailureReachesTheCallerAndThePoolGoesOn() {
		try (WorkerPool pool = new WorkerPool(3)) {
			for (int round = 0; round < 100; round++) {
				assertThatThrownBy(() -> pool.run(50, (index) -> {
					if (index == 17) {
						throw new IllegalStateException("task 17");
					}
				})).isInstanceOf(IllegalStateException.class).hasMessage("task 17");
				AtomicIntegerArray runs = new AtomicIntegerArray(10);
				pool.run(10, runs::incrementAndGet);
				assertThat(IntStream.range(0, 10).map(runs::get).sum()).isEqualTo(10);
			}
		}
	}

	@Test
	void severalCallersShareTheWorkers() throws Exception {
		try (WorkerPool pool = new WorkerPool(3); ExecutorService callers = Executors.newFixedThreadPool(8)) {
			Future<?>[] futures = new Future<?>[8];
			for (int caller = 0; caller < futures.length; caller++) {
				futures[caller] = callers.submit(() -> {
					for (int round = 0; round < 500; round++) {
						AtomicIntegerArray runs = new AtomicIntegerArray(13);
						pool.run(13, runs::incrementAndGet);
						assertThat(IntStream.range(0, 13).map(runs::get).sum()).isEqualTo(13);
					}
				});
			}
			for (Future<?> future : futures) {
				future.get();
			}
		}
	}

}
