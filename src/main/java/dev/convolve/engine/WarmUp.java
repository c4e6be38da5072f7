package dev.convolve.engine;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import com.sun.management.ThreadMXBean;
import dev.convolve.engine.conv.Algorithms;
import dev.convolve.engine.conv.Clamp;
import dev.convolve.engine.conv.Convolution;
import dev.convolve.engine.conv.ConvolutionProblem;
import dev.convolve.engine.kernel.Depthwise;
import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.KernelMode;
import dev.convolve.engine.kernel.Panels;
import dev.convolve.engine.kernel.Planes;
import dev.convolve.engine.kernel.Strip;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
import dev.convolve.network.Extent;
import dev.convolve.network.Padding;
import org.jspecify.annotations.Nullable;

/**
 * Drives the kernels of this processor until they are compiled. Before that they are some
 * hundred times slower, which the first requests would feel.
 */
final class WarmUp {

	/**
	 * A convolution is warm when so many runs behind each other have not been faster, nor
	 * have allocated vectors.
	 */
	private static final int STEADY_RUNS = 20;

	/** What a run may allocate: compiled kernels box no vectors. */
	private static final long MODEST_BYTES = 16 << 10;

	/** Rests so many times as long as it works, as long as nobody waits. */
	private static final int REST = 5;

	/** Filters that every algorithm takes, in as few vectors as make a loop of them. */
	private static final int FILTERS = Math.max(16, Gemm.PANEL);

	/** Filters that make a pair of panels and a single one. */
	private static final int FILTERS_OF_PANELS = 3 * Gemm.PANEL;

	/** Filters that make a panel of each width. */
	private static final int FILTERS_OF_ALL = 7 * Panels.NARROWEST;

	/** Four filters and a single one, if planes are for so many. */
	private static final int FEW_FILTERS = Math.min(5, Planes.MOST_FILTERS);

	/** With 32 registers three columns slide at a time, and then one. */
	private static final Extent THREE_COLUMNS_AND_ONE = new Extent(3, 4);

	/** Channels of which whole vectors are copied and a part of one. */
	private static final int VECTORS_AND_TWO = 18;

	/** Channels that a padded line of seven takes, in no whole chunks. */
	private static final int OF_LINE = 124;

	/** Many channels of pixels that are not computed one by one. */
	private static final int CLOSE = 2032;

	/** Channels of pixels so far apart that they are. */
	private static final int FAR_APART = 256;

	/** Channels of which all come in pairs but one. */
	private static final int ODD = 201;

	/** The same, in more than one chunk. */
	private static final int MANY = 1161;

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	/**
	 * So many steady runs will do where they are not faster than the first: where others
	 * have had the kernels compiled, and then few will do. Without vectors it may also be
	 * that nothing has been compiled yet.
	 */
	private static final int MANY_RUNS = KernelMode.VECTOR ? 60 : 200;

	/** None is driven longer: there are compilers that always box. */
	private static final int MOST_RUNS = 3000;

	/** Faster by less than this part is not faster. */
	private static final double NOTICEABLE = 0.9;

	private static @Nullable Thread warming;

	private static volatile boolean done;

	private static volatile boolean awaited;

	private final Convolution convolution;

	private final float[] input;

	private final float[] output;

	private double best = Double.POSITIVE_INFINITY;

	private double first;

	private int steady;

	private int runs;

	private WarmUp(String algorithm, int side, int channels, int filters, int kernel, int stride, int groups) {
		this(algorithm, side, channels, filters, new Extent(kernel, kernel), stride, groups);
	}

	private WarmUp(String algorithm, int side, int channels, int filters, Extent kernel, int stride, int groups) {
		int above = kernel.height() / 2;
		int before = kernel.width() / 2;
		ConvolutionProblem problem = new ConvolutionProblem(1, side, side, channels, filters, kernel,
				new Extent(stride, stride), Extent.ONE, new Padding(above, above, before, before), groups);
		float[] weights = new float[kernel.height() * kernel.width() * channels / groups * filters];
		this.convolution = Algorithms.prepare(algorithm, problem, weights, null, Clamp.RELU);
		this.input = new float[side * side * channels];
		this.output = new float[problem.outputHeight() * problem.outputWidth() * filters];
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
		try (WorkerPool pool = new WorkerPool(1)) {
			for (Supplier<List<WarmUp>> phase : phases()) {
				if (Thread.currentThread().isInterrupted()) {
					return;
				}
				List<WarmUp> cold = new ArrayList<>(phase.get());
				while (!cold.isEmpty() && !Thread.currentThread().isInterrupted()) {
					long start = System.nanoTime();
					cold.removeIf((one) -> one.isWarmAfterAnotherRun(pool));
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
	 * What most networks compute most of, then what is left but depthwise, then that, at
	 * last pixel by pixel. The algorithm is named, for the planner would often choose
	 * another one for images so small.
	 * <p>
	 * Each time small calls come first. HotSpot asks C2 for a method that has been called
	 * 600 times and has gone round its loops 15000 times, and for a loop by itself that
	 * has gone round 40000 times (Tier4MinInvocationThreshold, Tier4CompileThreshold,
	 * Tier4BackEdgeThreshold), which takes two or three times as long to compile and is
	 * of no use later: so a kernel should go round some 20 times a call. The convolutions
	 * of a phase are made when it begins, for that takes a while too.
	 */
	static List<Supplier<List<WarmUp>>> phases() {
		return List.of(WarmUp::smallProducts, WarmUp::products, WarmUp::smallOthers, WarmUp::others,
				WarmUp::smallDepthwise, WarmUp::depthwise, WarmUp::depthwisePixels);
	}

	private static List<WarmUp> smallProducts() {
		// Several tiles of several pieces each, of taps in odd and even number for one
		// vector, and of one piece
		return List.of(new WarmUp("indirect", 4, 3, Panels.NARROWEST, 3, 1, 1),
				new WarmUp("indirect", 4, 2, Panels.NARROWEST, 3, 1, 1),
				new WarmUp("indirect", 3, 2, 2 * Panels.NARROWEST, 3, 1, 1),
				new WarmUp("indirect", 4, 2, 2 * Panels.NARROWEST, 3, 1, 1),
				new WarmUp("indirect", 3, 2, Panels.WIDEST, 3, 1, 1),
				new WarmUp("indirect", 4, 2, Panels.WIDEST, 3, 1, 1), new WarmUp("gemm", 4, 32, FILTERS, 1, 1, 1),
				new WarmUp("indirect", 7, 64, 2 * Panels.NARROWEST, 1, 1, 1),
				new WarmUp("inplace", 8, 4, Panels.NARROWEST, 3, 1, 1),
				new WarmUp("inplace", 8, 3, Panels.NARROWEST, 3, 1, 1),
				new WarmUp("inplace", 8, 3, FEW_FILTERS, 3, 1, 1),
				new WarmUp("inplace", 4, 64, 2 * Panels.NARROWEST, 1, 1, 1),
				new WarmUp("inplace", 8, 3, 2 * Panels.NARROWEST, 3, 1, 1),
				new WarmUp("inplace", 8, 3, Panels.WIDEST, 3, 1, 1), new WarmUp("gemm", 2, 96, FILTERS, 1, 1, 1),
				new WarmUp("gemm", 2, 128, FILTERS, 1, 1, 1),
				new WarmUp("winograd4", 4, 64, FILTERS_OF_PANELS, 3, 1, 1));
	}

	private static List<WarmUp> products() {
		return List.of(new WarmUp("gemm", 12, 64, 32, 1, 1, 1),
				new WarmUp("inplace", 20, 16, 2 * Panels.NARROWEST, 3, 2, 1),
				new WarmUp("inplace", 20, 32, Panels.WIDEST, 1, 1, 1),
				new WarmUp("inplace", 20, 64, Panels.NARROWEST, 1, 1, 1),
				new WarmUp("inplace", 20, 64, FEW_FILTERS, 1, 1, 1),
				new WarmUp("inplace", 20, 64, 2 * Panels.NARROWEST, 1, 1, 1),
				new WarmUp("inplace", 20, 32, 2 * Panels.NARROWEST, 1, 1, 1),
				new WarmUp("indirect", 12, 32, 2 * Panels.NARROWEST, 1, 1, 1),
				new WarmUp("indirect", 12, ODD, FILTERS_OF_ALL, 1, 1, 1),
				new WarmUp("indirect", 7, ODD, FILTERS_OF_ALL, 1, 1, 1), new WarmUp("gemm", 12, 32, 64, 1, 1, 1),
				new WarmUp("winograd4", 16, 64, FILTERS_OF_PANELS, 3, 1, 1));
	}

	private static List<WarmUp> smallOthers() {
		return List.of(new WarmUp("winograd2", 4, 32, FILTERS_OF_PANELS, 3, 1, 1),
				new WarmUp("winograd4", 4, 60, FILTERS_OF_PANELS, 3, 1, 1),
				new WarmUp("winograd2of5", 8, 64, FILTERS_OF_PANELS, 5, 1, 1),
				new WarmUp("winograd2", 8, 32, FILTERS_OF_PANELS, 3, 1, 1),
				new WarmUp("winograd3of2", 8, 64, FILTERS_OF_PANELS, 4, 2, 1),
				new WarmUp("winograd4line", 8, OF_LINE, FILTERS, new Extent(1, 7), 1, 1),
				new WarmUp("strips", 8, 1, FILTERS_OF_ALL, 3, 1, 1),
				new WarmUp("strips", 16, 1, Panels.NARROWEST, 3, 1, 1),
				new WarmUp("strips", 8, 2, FILTERS_OF_ALL, 3, 1, 1),
				new WarmUp("strips", Strip.TILE, 1, 2 * Gemm.PANEL, 3, 1, 1),
				new WarmUp("sliding", 28, VECTORS_AND_TWO, Panels.NARROWEST, THREE_COLUMNS_AND_ONE, 1, 1),
				new WarmUp("planes", 8, 1, FEW_FILTERS, 3, 1, 1), new WarmUp("dots", 8, OF_LINE, 1, 1, 1, 1),
				new WarmUp("dots", 8, OF_LINE, 2, 1, 1, 1));
	}

	private static List<WarmUp> others() {
		return List.of(new WarmUp("indirect", 14, 64, 64, 3, 2, 1),
				new WarmUp("strips", 32, 3, FILTERS_OF_ALL, 3, 1, 1),
				new WarmUp("strips", 32, 3, FILTERS_OF_PANELS, 3, 1, 1), new WarmUp("indirect", 12, 128, 256, 1, 1, 1),
				new WarmUp("tapwise", 7, 64, 64, 3, 1, 1), new WarmUp("winograd2", 20, 32, FILTERS_OF_PANELS, 3, 1, 1),
				new WarmUp("winograd4", 20, 60, FILTERS_OF_PANELS, 3, 1, 1),
				new WarmUp("winograd2of5", 20, 64, FILTERS_OF_PANELS, 5, 1, 1),
				new WarmUp("winograd3of2", 32, 64, FILTERS_OF_PANELS, 4, 2, 1),
				new WarmUp("winograd4line", 16, OF_LINE, 64, new Extent(1, 7), 1, 1),
				new WarmUp("strips", 20, 64, 64, 3, 1, 4), new WarmUp("indirect", 28, 16, 64, 1, 1, 1),
				new WarmUp("sliding", 32, VECTORS_AND_TWO, Panels.NARROWEST, THREE_COLUMNS_AND_ONE, 1, 1),
				new WarmUp("planes", 20, 8, FEW_FILTERS, 3, 1, 1),
				new WarmUp("indirect", 2, MANY, FILTERS_OF_ALL, 1, 1, 1));
	}

	private static List<WarmUp> smallDepthwise() {
		Extent three = new Extent(3, 3);
		Extent wide = new Extent(2, 7);
		return List.of(depthwise(9, three, 1), depthwise(3, three, 1), depthwise(14, three, 2), depthwise(5, three, 2),
				depthwise(15, Extent.ONE, 1), depthwise(25, new Extent(2, 5), 1), depthwise(25, wide, 1),
				new WarmUp("depthwise", 11, FILTERS, 2 * FILTERS, wide, 1, FILTERS));
	}

	private static List<WarmUp> depthwise() {
		return List.of(new WarmUp("depthwise", 60, 64, 64, 3, 1, 64), new WarmUp("depthwise", 61, 64, 64, 3, 2, 64),
				new WarmUp("depthwise", 5, CLOSE, CLOSE, 3, 1, CLOSE),
				new WarmUp("depthwise", 9, CLOSE, CLOSE, 3, 2, CLOSE), new WarmUp("depthwise", 22, 64, 64, 5, 2, 64),
				new WarmUp("depthwise", 39, 64, 64, 7, 1, 64), new WarmUp("depthwise", 22, 128, 128, 1, 1, 128),
				new WarmUp("depthwise", 22, 64, 128, 5, 1, 64));
	}

	/**
	 * Later than what slides along rows, which here computes little more than their ends:
	 * C2 would compile it for those.
	 */
	private static List<WarmUp> depthwisePixels() {
		return !Depthwise.PIXELS ? List.of()
				: List.of(new WarmUp("depthwise", 8, FAR_APART, FAR_APART, 3, 1, FAR_APART),
						new WarmUp("depthwise", 8, FAR_APART, FAR_APART, 3, 2, FAR_APART));
	}

	private static WarmUp depthwise(int side, Extent kernel, int stride) {
		return new WarmUp("depthwise", side, FILTERS, FILTERS, kernel, stride, FILTERS);
	}

	private boolean isWarmAfterAnotherRun(WorkerPool pool) {
		long allocated = THREADS.getCurrentThreadAllocatedBytes();
		long start = System.nanoTime();
		this.convolution.run(this.input, this.output, pool, Cancellation.NONE);
		double time = System.nanoTime() - start;
		allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
		this.first = (this.first == 0) ? time : this.first;
		boolean settled = time >= this.best * NOTICEABLE && allocated <= MODEST_BYTES;
		this.steady = settled ? this.steady + 1 : 0;
		this.best = Math.min(this.best, time);
		// Scalar kernels allocate nothing: while they are interpreted the time is steady,
		// but not yet far from the first
		this.runs++;
		boolean isFaster = this.best < this.first / 5 || this.steady >= MANY_RUNS;
		return (this.steady >= STEADY_RUNS && isFaster) || this.runs >= MOST_RUNS;
	}

}
