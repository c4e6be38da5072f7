package dev.convolve.engine;

/**
 * Splits a run of equal items into slices for the threads.
 */
final class Slices {

	private static final int VALUES_PER_TASK = 1 << 14;

	private Slices() {
	}

	/**
	 * Works on items 0 to count - 1 in slices of a sensible size.
	 * @param count how many items
	 * @param itemLength how many values each has
	 * @param execution its threads compute; its cancellation is asked before each slice
	 * @param body works on one slice
	 */
	static void forEach(int count, int itemLength, Execution execution, Body body) {
		int perTask = Math.max(1, VALUES_PER_TASK / Math.max(1, itemLength));
		int tasks = (count - 1) / perTask + 1;
		execution.pool().run(tasks, (task) -> {
			execution.cancellation().check();
			int from = task * perTask;
			body.run(from, (int) Math.min(count, (long) from + perTask));
		});
	}

	/** Works on one slice. */
	@FunctionalInterface
	interface Body {

		/**
		 * Does the work.
		 * @param from the first item
		 * @param end behind the last item
		 */
		void run(int from, int end);

	}

}
