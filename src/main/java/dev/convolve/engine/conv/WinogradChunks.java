package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Winograd;

/**
 * The channels of a Winograd convolution in chunks. The products of a chunk are summed up
 * on their own, which halves the error, and a block of its transformed inputs fits the
 * first-level cache.
 *
 * @param channels of the input
 * @param size channels of a chunk; the last may have more or fewer
 * @param count how many chunks
 */
record WinogradChunks(int channels, int size, int count) {

	/** With fewer channels there are fewer roundings for the errors to average out. */
	private static final int MANY_CHANNELS = 256;

	static WinogradChunks of(Winograd transform, int channels) {
		int size = (transform == Winograd.F4 && channels < MANY_CHANNELS) ? 32 : 64;
		// No chunk is shorter than a vector
		int count = (channels - Gemm.PANEL / 2) / size + 1;
		return new WinogradChunks(channels, size, count);
	}

	/** The chunk of a channel. */
	int of(int channel) {
		return Math.min(channel / this.size, this.count - 1);
	}

	/** Its first channel. */
	int start(int chunk) {
		return chunk * this.size;
	}

	/** How many channels it has. */
	int length(int chunk) {
		return (chunk < this.count - 1) ? this.size : this.channels - start(chunk);
	}

	/** The most channels of any. */
	int longest() {
		return Math.max(this.size, length(this.count - 1));
	}

}
