package dev.convolve.engine.kernel;

import java.util.Set;

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

	/**
	 * Whether the processor has 32 vector registers: with AVX-512, and wherever it is no
	 * x86-64. Else it has 16, which a kernel's sums almost fill.
	 */
	static final boolean MANY_REGISTERS = FloatVector.SPECIES_PREFERRED.vectorBitSize() >= 512
			|| !Set.of("amd64", "x86_64").contains(System.getProperty("os.arch"));

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
