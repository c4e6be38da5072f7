package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.engine.kernel.Winograd;

/**
 * Memory that one task computes in. Its content is undefined at the start.
 */
final class Workspace {

	/** Of the Winograd transforms, which want to start at 0. */
	final float[] buffer = new float[Winograd.BUFFER];

	float[] floats = new float[0];

	int[] ints = new int[0];

	void require(int floatCount, int intCount) {
		if (this.floats.length < floatCount) {
			this.floats = new float[Math.max(Alignment.LARGE, floatCount)];
		}
		if (this.ints.length < intCount) {
			this.ints = new int[intCount];
		}
	}

}
