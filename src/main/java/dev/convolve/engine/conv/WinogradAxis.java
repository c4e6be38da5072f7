package dev.convolve.engine.conv;

import java.util.ArrayList;
import java.util.List;

import dev.convolve.engine.kernel.Winograd;

/**
 * How one side of a kernel is computed in tiles. A side that is longer than the transform
 * takes, or has a stride, is cut into parts: taps that lie a stride apart, no more than
 * the transform takes. A part with fewer has no product at the last point, ∞.
 *
 * @param outputs of a tile
 * @param inputs of a tile
 * @param taps that the transform takes
 * @param stride from output to output, and so from tap to tap of a part
 * @param parts the parts, those with all taps first
 */
record WinogradAxis(int outputs, int inputs, int taps, int stride, List<Part> parts) {

	/** A side of one tap, whose inputs are not transformed. */
	static WinogradAxis plain(int stride) {
		return new WinogradAxis(1, 1, 1, stride, List.of(new Part(0, 1)));
	}

	static WinogradAxis of(Winograd transform, int kernel, int stride) {
		List<Part> parts = new ArrayList<>();
		for (int phase = 0; phase < Math.min(stride, kernel); phase++) {
			int taps = Math.ceilDiv(kernel - phase, stride);
			int count = Math.ceilDiv(taps, transform.taps());
			for (int index = 0; index < count; index++) {
				int from = index * taps / count;
				parts.add(new Part(phase + from * stride, (index + 1) * taps / count - from));
			}
		}
		parts.sort((one, other) -> Integer.compare(other.taps(), one.taps()));
		return new WinogradAxis(transform.outputs(), transform.inputs(), transform.taps(), stride, List.copyOf(parts));
	}

	/** Whether a part has all taps, and so a product at every point. */
	boolean isWhole(Part part) {
		return part.taps() == this.taps;
	}

	/** How many parts are whole: they come first. */
	int wholeParts() {
		return (int) this.parts.stream().filter(this::isWhole).count();
	}

	/**
	 * Some taps of the kernel.
	 *
	 * @param first the first one's place in the kernel
	 * @param taps how many
	 */
	record Part(int first, int taps) {
	}

}
