package dev.convolve.engine.kernel;

import java.lang.management.ManagementFactory;

import com.sun.management.HotSpotDiagnosticMXBean;
import org.jspecify.annotations.Nullable;

/**
 * Where vectors in arrays lie on cache lines of 64 bytes. A vector of 512 bits that does
 * not start at one is loaded from two, which takes twice as long.
 */
public final class Alignment {

	/** Values in a cache line. */
	public static final int LINE = 64 / Float.BYTES;

	/**
	 * The first value that starts a cache line in an array that is large enough for G1 to
	 * give it regions of its own: before the values is the array's header. In smaller
	 * arrays, wherever they lie, it is as good as any other.
	 */
	public static final int FIRST = LINE - header() / Float.BYTES;

	/**
	 * Values of an array that is large enough: with its header more than half a region.
	 */
	public static final int LARGE = (int) (region() / 2 / Float.BYTES);

	private Alignment() {
	}

	/** Bytes in front of an array's values. */
	private static int header() {
		return "true".equals(option("UseCompactObjectHeaders")) ? 12 : 16;
	}

	/**
	 * The size of G1's regions in bytes; the least they may have where there are none, or
	 * so few of them that arrays of half a region would take too much of the heap.
	 */
	private static long region() {
		long least = 1 << 20;
		String region = option("G1HeapRegionSize");
		long size = (region != null) ? Long.parseLong(region) : 0;
		return (size > Runtime.getRuntime().maxMemory() / 512) ? least : Math.max(least, size);
	}

	/** An option of the virtual machine, or null where it has none of that name. */
	private static @Nullable String option(String name) {
		try {
			HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
			return (machine != null) ? machine.getVMOption(name).getValue() : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
