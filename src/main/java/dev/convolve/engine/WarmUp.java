package dev.convolve.engine;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import com.sun.management.ThreadMXBean;
import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Panels;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.network.ActivationFunction;
import dev.convolve.network.Conv2D;
import dev.convolve.network.DataFormat;
import dev.convolve.network.Extent;
import dev.convolve.network.Initializer;
import dev.convolve.network.Network;
import dev.convolve.network.PaddingMode;
import dev.convolve.network.Weights;
import dev.convolve.network.WeightsResolver;
import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Drives the kernels of this processor until they are compiled. Before that they are some
 * hundred times slower, which the first requests would feel.
 */
final class WarmUp {

	/**
	 * A plan is warm when so many runs behind each other have not been faster, nor have
	 * allocated vectors.
	 */
	private static final int STEADY_RUNS = 20;

	/** What a run may allocate beside its outputs: compiled kernels box no vectors. */
	private static final long MODEST_BYTES = 16 << 10;

	/** Rests so many times as long as it works, as long as nobody waits. */
	private static final int REST = 5;

	/** Filters that every algorithm takes, in as few vectors as make a loop of them. */
	private static final int FILTERS = Math.max(16, Gemm.PANEL);

	/** Filters that make a panel of each width. */
	private static final int FILTERS_OF_ALL = 7 * Panels.NARROWEST;

	/** Channels of which some come in pairs and one does not. */
	private static final int ODD = 201;

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	/** So many steady runs will do where they are not faster than the first. */
	private static final int MANY_RUNS = 200;

	/** No plan is driven longer: there are compilers that always box. */
	private static final int MOST_RUNS = 3000;

	/** Faster by less than this part is not faster. */
	private static final double NOTICEABLE = 0.9;

	private static @Nullable Thread warming;

	private static volatile boolean done;

	private static volatile boolean awaited;

	private final Plan plan;

	private final Tensor input;

	private final BitSet wanted = new BitSet();

	private final long allowedBytes;

	private double best = Double.POSITIVE_INFINITY;

	private double first;

	private int steady;

	private int runs;

	private WarmUp(Engine engine, int side, int channels, int filters, int kernel, int stride, int groups) {
		this(engine, side, channels, filters, new Extent(kernel, kernel), stride, groups);
	}

	private WarmUp(Engine engine, int side, int channels, int filters, Extent kernel, int stride, int groups) {
		Conv2D layer = new Conv2D("warm", filters, kernel, new Extent(stride, stride), PaddingMode.SAME,
				DataFormat.CHANNELS_LAST, Extent.ONE, groups, ActivationFunction.RELU, true, Initializer.GLOROT_UNIFORM,
				Initializer.ZEROS, true);
		Network network = new Network("warm", null, List.of(layer));
		Shape shape = Shape.of(1, side, side, channels);
		Weights weights = WeightsResolver.resolve(network, network.shapes(shape), Map.of(), 0, () -> {
		});
		this.plan = engine.compile(network, weights, shape, Precision.FAST);
		this.input = new Tensor(shape, new float[(int) shape.elements()]);
		this.wanted.set(0);
		this.allowedBytes = MODEST_BYTES + Float.BYTES * network.shapes(shape).getLast().elements();
	}

	/**
	 * Starts to warm up, unless that has been done: the kernels are the same for all
	 * engines.
	 * @return the thread that does it
	 */
	static synchronized Thread start() {
		Thread thread = warming;
		if (thread == null || (!thread.isAlive() && !done)) {
			thread = Thread.ofPlatform().daemon().name("convolve-kernels").start(WarmUp::drive);
			warming = thread;
		}
		return thread;
	}

	/**
	 * Waits until the kernels are compiled, but no longer than that: requests compile
	 * what is left. To go on beside them would keep the compiler from what they need.
	 * @param limit how long at most
	 * @return whether all are compiled
	 */
	static boolean await(Duration limit) {
		awaited = true;
		Thread thread = start();
		LockSupport.unpark(thread);
		try {
			thread.join(limit);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		thread.interrupt();
		return done;
	}

	/**
	 * Runs convolutions that between them use every kernel. Those of one phase take
	 * turns; the next waits until they are compiled, so that they need not wait for it.
	 */
	private static void drive() {
		try (Engine engine = new Engine(1)) {
			for (Function<Engine, List<WarmUp>> phase : phases()) {
				if (Thread.currentThread().isInterrupted()) {
					return;
				}
				List<WarmUp> cold = new ArrayList<>(phase.apply(engine));
				while (!cold.isEmpty() && !Thread.currentThread().isInterrupted()) {
					long start = System.nanoTime();
					cold.removeIf(WarmUp::isWarmAfterAnotherRun);
					makeRoom(System.nanoTime() - start);
				}
			}
			done = !Thread.currentThread().isInterrupted();
		}
	}

	/**
	 * Leaves the processors to the compiler and to what else starts, until someone waits
	 * for the kernels: driving them while they wait for the compiler is of no use.
	 */
	private static void makeRoom(long nanos) {
		if (!awaited) {
			LockSupport.parkNanos(REST * nanos);
		}
	}

	/**
	 * What most networks compute most of, then what is left but depthwise, then that.
	 * Each time small calls come first: of a method that loops long before it has been
	 * called often, C2 compiles the loop by itself too, which takes two or three times as
	 * long and is of no use later. The plans of a phase are made when it begins, for that
	 * takes a while too.
	 */
	private static List<Function<Engine, List<WarmUp>>> phases() {
		return List.of(WarmUp::smallProducts, WarmUp::products, WarmUp::smallOthers, WarmUp::others,
				WarmUp::smallDepthwise, WarmUp::depthwise);
	}

	private static List<WarmUp> smallProducts(Engine engine) {
		return List.of(new WarmUp(engine, 2, 64, FILTERS, 1, 1, 1), new WarmUp(engine, 2, ODD, FILTERS_OF_ALL, 1, 1, 1),
				new WarmUp(engine, 5, ODD, FILTERS_OF_ALL, 1, 1, 1), new WarmUp(engine, 2, 32, FILTERS, 1, 1, 1),
				new WarmUp(engine, 4, 64, FILTERS, 3, 1, 1));
	}

	private static List<WarmUp> products(Engine engine) {
		return List.of(new WarmUp(engine, 12, 64, 32, 1, 1, 1), new WarmUp(engine, 12, ODD, FILTERS_OF_ALL, 1, 1, 1),
				new WarmUp(engine, 12, 32, 64, 1, 1, 1), new WarmUp(engine, 16, 64, 32, 3, 1, 1));
	}

	private static List<WarmUp> smallOthers(Engine engine) {
		return List.of(new WarmUp(engine, 4, 32, FILTERS, 3, 1, 1), new WarmUp(engine, 4, 60, FILTERS, 3, 1, 1),
				new WarmUp(engine, 6, 32, FILTERS, 5, 1, 1), new WarmUp(engine, 8, 64, FILTERS, 5, 1, 1),
				new WarmUp(engine, 8, 32, FILTERS, 3, 1, 1), new WarmUp(engine, 16, 1, FILTERS_OF_ALL, 3, 1, 1),
				new WarmUp(engine, 16, 16, Panels.NARROWEST, 3, 1, 1), new WarmUp(engine, 8, 8, 5, 3, 1, 1));
	}

	private static List<WarmUp> others(Engine engine) {
		return List.of(new WarmUp(engine, 14, 64, 64, 3, 2, 1), new WarmUp(engine, 32, 3, FILTERS_OF_ALL, 3, 1, 1),
				new WarmUp(engine, 12, 128, 256, 1, 1, 1), new WarmUp(engine, 20, 32, 32, 3, 1, 1),
				new WarmUp(engine, 20, 60, 32, 3, 1, 1), new WarmUp(engine, 20, 64, 64, 5, 1, 1),
				new WarmUp(engine, 16, 120, 64, new Extent(1, 7), 1, 1), new WarmUp(engine, 20, 64, 64, 3, 1, 4),
				new WarmUp(engine, 28, 16, 64, 1, 1, 1), new WarmUp(engine, 32, 16, Panels.NARROWEST, 3, 1, 1),
				new WarmUp(engine, 20, 8, 5, 3, 1, 1));
	}

	private static List<WarmUp> smallDepthwise(Engine engine) {
		Extent three = new Extent(3, 3);
		Extent wide = new Extent(2, 7);
		return List.of(depthwise(engine, 31, three, 1), depthwise(engine, 3, three, 1), depthwise(engine, 30, three, 2),
				depthwise(engine, 5, three, 2), depthwise(engine, 15, Extent.ONE, 1),
				depthwise(engine, 15, new Extent(2, 5), 1), depthwise(engine, 22, wide, 1),
				new WarmUp(engine, 15, FILTERS, 2 * FILTERS, wide, 1, FILTERS));
	}

	private static List<WarmUp> depthwise(Engine engine) {
		return List.of(new WarmUp(engine, 60, 64, 64, 3, 1, 64), new WarmUp(engine, 61, 64, 64, 3, 2, 64),
				new WarmUp(engine, 5, 2048, 2048, 3, 1, 2048), new WarmUp(engine, 9, 2048, 2048, 3, 2, 2048),
				new WarmUp(engine, 22, 64, 64, 5, 2, 64), new WarmUp(engine, 22, 64, 64, 7, 1, 64),
				new WarmUp(engine, 22, 128, 128, 1, 1, 128), new WarmUp(engine, 22, 64, 128, 5, 1, 64));
	}

	private static WarmUp depthwise(Engine engine, int side, Extent kernel, int stride) {
		return new WarmUp(engine, side, FILTERS, FILTERS, kernel, stride, FILTERS);
	}

	private boolean isWarmAfterAnotherRun() {
		long allocated = THREADS.getCurrentThreadAllocatedBytes();
		long start = System.nanoTime();
		this.plan.run(this.input, this.wanted, Cancellation.NONE).close();
		double time = System.nanoTime() - start;
		allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
		this.first = (this.first == 0) ? time : this.first;
		boolean settled = time >= this.best * NOTICEABLE && allocated <= this.allowedBytes;
		this.steady = settled ? this.steady + 1 : 0;
		this.best = Math.min(this.best, time);
		// Scalar kernels allocate nothing: while they are interpreted the time is steady,
		// but not yet far from the first. Some find their kernels compiled by others
		this.runs++;
		boolean isFaster = this.best < this.first / 5 || this.steady >= MANY_RUNS;
		return (this.steady >= STEADY_RUNS && isFaster) || this.runs >= MOST_RUNS;
	}

}
