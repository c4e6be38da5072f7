package dev.convolve.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The plans that were used last, up to a number of bytes. A request that comes again with
 * the same network, weights and shape finds its weights packed.
 */
final class PlanCache {

	private final Map<PlanKey, Plan> plans = new LinkedHashMap<>(16, 0.75f, true);

	private final long capacity;

	private long size;

	/**
	 * A cache.
	 * @param capacity bytes
	 */
	PlanCache(long capacity) {
		this.capacity = capacity;
	}

	/**
	 * The plan of a key.
	 * @param key what it is for
	 * @param compiler makes it where it is not there
	 * @return the plan
	 */
	Plan get(PlanKey key, Supplier<Plan> compiler) {
		Plan known = find(key);
		if (known != null) {
			return known;
		}
		Plan plan = compiler.get();
		if (key.bytes() <= this.capacity / 2) {
			keep(key, plan);
		}
		return plan;
	}

	private synchronized @Nullable Plan find(PlanKey key) {
		return this.plans.get(key);
	}

	private synchronized void keep(PlanKey key, Plan plan) {
		if (this.plans.putIfAbsent(key, plan) == null) {
			this.size += key.bytes();
		}
		var eldest = this.plans.keySet().iterator();
		while (this.size > this.capacity) {
			this.size -= eldest.next().bytes();
			eldest.remove();
		}
	}

}
