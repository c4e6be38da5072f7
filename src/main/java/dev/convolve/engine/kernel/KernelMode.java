package dev.convolve.engine.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Whether the kernels use the Vector API or their scalar twins, decided once. This class
 * does not need the module, so that it can answer where it is missing.
 */
public final class KernelMode {

	/**
	 * The system property that decides: {@code auto}, {@code vector} or {@code scalar}.
	 */
	public static final String PROPERTY = "convolve.engine.kernels";

	private static final String WANTED = System.getProperty(PROPERTY, "auto");

	private static final @Nullable String OBSTACLE = WANTED.equals("scalar") ? null : VectorModule.load();

	/** Whether kernels use vectors. */
	public static final boolean VECTOR = switch (WANTED) {
		case "auto", "vector" -> OBSTACLE == null;
		case "scalar" -> false;
		default -> throw new IllegalArgumentException(PROPERTY + " must be auto, vector or scalar, not " + WANTED);
	};

	private static final int SCALAR_LANES = 8;

	/** Floats in one vector; without vectors, what the packed layouts pretend. */
	static final int LANES = VECTOR ? Lanes.COUNT : SCALAR_LANES;

	private KernelMode() {
	}

	/**
	 * What the kernels use.
	 * @return such as {@code vector, 256 bits}
	 */
	public static String describe() {
		return VECTOR ? "vector, " + LANES * Float.SIZE + " bits" : "scalar";
	}

	/**
	 * Why vectors were wanted but cannot be had.
	 * @return the reason and what helps, or null if they can
	 */
	public static @Nullable String obstacle() {
		return OBSTACLE;
	}

}
