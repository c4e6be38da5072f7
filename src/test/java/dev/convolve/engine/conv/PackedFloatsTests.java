package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.network.Extent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the weights of a layer take at most, by which requests are admitted.
 */
class PackedFloatsTests {

	private static final Extent THREE = new Extent(3, 3);

	/** Nine values are filled up to 32, one filter to a panel. */
	@Test
	void groupsTooNarrowForATransformGetNoRoomForOne() {
		assertThat(Algorithms.packedFloats(1, 1, THREE, Extent.ONE, 2048)).isEqualTo(2048.0 * 32 * Gemm.PANEL);
	}

	@Test
	void eachGroupGetsRoomForItsTransformedKernel() {
		assertThat(Algorithms.packedFloats(64, 64, THREE, Extent.ONE, 8)).isEqualTo(8.0 * 36 * 64 * 64);
	}

}
