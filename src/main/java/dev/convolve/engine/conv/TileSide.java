package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.Winograd;

/**
 * One direction of a Winograd convolution, down or across: how many taps each output
 * sees, and how large the rounding errors are where it lies in its tile. The first tiles
 * may begin outside the image, so that its edges lie in the middle of tiles.
 *
 * @param inputs of an image
 * @param outputs of an image
 * @param taps of the kernel
 * @param stride from output to output
 * @param dilation from tap to tap
 * @param paddingBefore inputs of padding before the image
 * @param paddingBehind inputs of padding behind it
 * @param axis the tiles
 * @param transform of the tiles
 * @param outside outputs of the first tiles that lie outside the image
 */
record TileSide(int inputs, int outputs, int taps, int stride, int dilation, int paddingBefore, int paddingBehind,
		WinogradAxis axis, Winograd transform, int outside) {

	static TileSide down(ConvolutionProblem problem, WinogradParts parts) {
		return new TileSide(problem.height(), problem.outputHeight(), problem.kernel().height(),
				problem.strides().height(), problem.dilation().height(), problem.padding().top(),
				problem.padding().bottom(), parts.down(), parts.transform(), 0);
	}

	static TileSide across(ConvolutionProblem problem, WinogradParts parts) {
		return new TileSide(problem.width(), problem.outputWidth(), problem.kernel().width(), problem.strides().width(),
				problem.dilation().width(), problem.padding().left(), problem.padding().right(), parts.across(),
				parts.transform(), 0);
	}

	/** The same with tiles that begin elsewhere. */
	TileSide beginning(int outside) {
		return new TileSide(this.inputs, this.outputs, this.taps, this.stride, this.dilation, this.paddingBefore,
				this.paddingBehind, this.axis, this.transform, outside);
	}

	/** From the first output of a tile to that of the next one of its phase. */
	int reach() {
		return this.axis.outputs() * this.dilation;
	}

	/** How many tiles a phase has. */
	int tiles() {
		return (this.outputs + this.outside - 1) / reach() + 1;
	}

	/**
	 * Behind the last output of a tile that lies in the image, counted from its first.
	 * @param first that one, perhaps outside
	 */
	int end(int first) {
		return Math.clamp((this.outputs - first + this.dilation - 1) / this.dilation, 0, this.axis.outputs());
	}

	/** How many taps of an output lie on the image, if they are not dilated. */
	int visible(int output) {
		int first = output * this.stride - this.paddingBefore;
		return Math.min(first + this.taps, this.inputs) - Math.max(first, 0);
	}

	/** Whether an output sees fewer taps than others. */
	boolean isEdge(int output) {
		return visible(output) < this.taps;
	}

	/** The taps that an output sees, over its rounding errors. */
	double worth(int output) {
		return visible(output) / this.transform.error((output + this.outside) % this.axis.outputs());
	}

	/**
	 * The least {@link #worth} of all outputs that see fewer taps than others; all taps
	 * if that is less.
	 */
	double least() {
		int padding = Math.max(this.paddingBefore, this.paddingBehind);
		if (this.dilation > 1) {
			// Each phase is an image of its own, whose edges may lie anywhere in tiles
			return this.taps - Math.ceilDiv(padding, this.dilation);
		}
		if (padding >= this.taps) {
			return 0;
		}
		double least = this.taps;
		for (int output = 0; output < this.outputs && isEdge(output); output++) {
			least = Math.min(least, worth(output));
		}
		for (int output = this.outputs - 1; output >= 0 && isEdge(output); output--) {
			least = Math.min(least, worth(output));
		}
		return least;
	}

}
