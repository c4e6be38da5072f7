package dev.convolve.engine.kernel;

import java.lang.management.ManagementFactory;

import com.sun.management.HotSpotDiagnosticMXBean;

/**
 * Where vectors in arrays lie on cache lines of 64 bytes. A vector of 512 bits that does
 * not start at one is loaded from two, which takes twice as long.
 */
public final class Alignment {

	/**
	 * The first value that starts a cache line in an array that is large enough for G1 to
	 * give it regions of its own: the array's header takes 16 bytes. In smaller arrays,
	 * wherever they lie, it is as good as any other.
	 */
	public static final int FIRST = 12;

	/**
	 * Values of an array that is large enough: with its header more than half of a
	 * region, which is some two thousandth of the heap.
	 */
	public static final int LARGE = (int) (region() / 2 / Float.BYTES);

	/** The least region of G1. */
	private static final long LEAST_REGION = 1 << 20;

	private Alignment() {
	}

	/** The size of G1's regions in bytes, or the least where there are none. */
	private static long region() {
		try {
			HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
			return Math.max(LEAST_REGION, Long.parseLong(machine.getVMOption("G1HeapRegionSize").getValue()));
		}
		catch (IllegalArgumentException ex) {
			return LEAST_REGION;
		}
	}

}
