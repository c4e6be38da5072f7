package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector width of all kernels: the widest that the processor prefers, or less if the
 * system property {@code convolve.engine.width} (128, 256 or 512 bits) says so.
 */
final class Lanes {

	/** The property that limits the width, in bits. */
	static final String PROPERTY = "convolve.engine.width";

	/** Constant for C2: every vector operation is compiled for exactly this species. */
	static final VectorSpecies<Float> SPECIES = species(Integer.getInteger(PROPERTY, 512));

	/** Floats in one vector. */
	static final int COUNT = SPECIES.length();

	private Lanes() {
	}

	private static VectorSpecies<Float> species(int limit) {
		int bits = Math.min(limit, FloatVector.SPECIES_PREFERRED.vectorBitSize());
		if (bits >= 512) {
			return FloatVector.SPECIES_512;
		}
		return (bits >= 256) ? FloatVector.SPECIES_256 : FloatVector.SPECIES_128;
	}

}
