package dev.convolve.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Times several runners in turns, so that whatever else the machine does meets them all
 * alike.
 */
final class Turns {

	/** A turn is as many runs as fill this time. */
	private static final double TURN = 10e6;

	/**
	 * Below this a turn begins with a run that is not timed, since the others used the
	 * caches.
	 */
	private static final double CACHE_MATTERS = TURN;

	private static final double WARM_UP = 100e6;

	/** What is compiled while it runs needs longer. */
	private static final double WARM_UP_COMPILED = 700e6;

	/** For all turns of a layer together, as far as the fewest rounds allow. */
	private static final double BUDGET = 2.5e9;

	private static final double LIMIT = 20e9;

	private static final int FEWEST_ROUNDS = 7;

	/** Of short turns, so that they add up to 0.1 seconds. */
	private static final int FEWEST_SHORT_ROUNDS = 11;

	private static final int MOST_ROUNDS = 41;

	private static final int FEWEST_SLOW_ROUNDS = 3;

	private Turns() {
	}

	/**
	 * Measures.
	 * @param runners in the order of the first round
	 * @return the median time of one run of each, in nanoseconds
	 * @throws Exception if a contender fails
	 */
	static double[] medianNanos(List<? extends Runner> runners) throws Exception {
		int count = runners.size();
		int[] iterations = new int[count];
		boolean[] refresh = new boolean[count];
		double round = 0;
		boolean allLong = true;
		for (int index = 0; index < count; index++) {
			double estimate = warmUp(runners.get(index), (index == 0) ? WARM_UP_COMPILED : WARM_UP);
			iterations[index] = (int) Math.clamp(Math.ceil(TURN / estimate), 1, 1_000_000);
			refresh[index] = estimate < CACHE_MATTERS;
			round += (iterations[index] + (refresh[index] ? 1 : 0)) * estimate;
			allLong &= estimate >= 2 * TURN;
		}
		List<double[]> samples = new ArrayList<>();
		int rounds = rounds(round, allLong);
		for (int number = 0; number < rounds; number++) {
			double[] sample = new double[count];
			for (int turn = 0; turn < count; turn++) {
				int index = (number + turn) % count;
				Runner runner = runners.get(index);
				if (refresh[index]) {
					runner.nanos(1);
				}
				sample[index] = runner.nanos(iterations[index]) / iterations[index];
			}
			samples.add(sample);
		}
		double[] medians = new double[count];
		for (int index = 0; index < count; index++) {
			int runner = index;
			medians[index] = median(samples.stream().mapToDouble((sample) -> sample[runner]).toArray());
		}
		return medians;
	}

	private static int rounds(double round, boolean allLong) {
		int fewest = allLong ? FEWEST_ROUNDS : FEWEST_SHORT_ROUNDS;
		int affordable = (int) Math.max(FEWEST_SLOW_ROUNDS, LIMIT / round);
		return Math.min(affordable, (int) Math.clamp(Math.ceil(BUDGET / round), fewest, MOST_ROUNDS));
	}

	private static double warmUp(Runner runner, double time) throws Exception {
		double total = 0;
		double last = 0;
		for (int iterations = 1; total < time; iterations = (int) Math.clamp(TURN / last, 1, 100_000)) {
			double nanos = runner.nanos(iterations);
			last = Math.max(1, nanos / iterations);
			total += nanos;
		}
		return last;
	}

	/**
	 * A first guess, to choose between two ways of the same rival.
	 * @param runner what to time
	 * @return nanoseconds of the fastest of some runs
	 * @throws Exception if the contender fails
	 */
	static double quickNanos(Runner runner) throws Exception {
		double fastest = warmUp(runner, TURN);
		for (double total = 0; total < 3 * TURN;) {
			double nanos = runner.nanos(1);
			fastest = Math.min(fastest, nanos);
			total += nanos;
		}
		return fastest;
	}

	static double median(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

}
