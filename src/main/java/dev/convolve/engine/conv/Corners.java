package dev.convolve.engine.conv;

/**
 * The corner outputs of a padded 3×3 convolution, by their definition. They are sums of
 * few products, so that the rounding errors of the tile that they lie in may exceed what
 * their own sums allow.
 *
 * @param problem the descriptor
 * @param kernel {@code [3][3][channels][filters]}
 * @param bias one value a filter
 * @param clamp the activation
 */
record Corners(ConvolutionProblem problem, float[] kernel, float[] bias, Clamp clamp) {

	/** Computes the corners among the outputs y to yEnd, x to xEnd of an image again. */
	void compute(float[] input, int image, int y, int yEnd, int x, int xEnd, int filter, int count, float[] output) {
		int bottom = this.problem.outputHeight() - 1;
		int right = this.problem.outputWidth() - 1;
		boolean isTop = y <= 0 && 0 < yEnd;
		boolean isBottom = bottom > 0 && y <= bottom && bottom < yEnd;
		boolean isLeft = x <= 0 && 0 < xEnd;
		boolean isRight = right > 0 && x <= right && right < xEnd;
		if (isTop && isLeft) {
			computePixel(input, image, 0, 0, filter, count, output);
		}
		if (isTop && isRight) {
			computePixel(input, image, 0, right, filter, count, output);
		}
		if (isBottom && isLeft) {
			computePixel(input, image, bottom, 0, filter, count, output);
		}
		if (isBottom && isRight) {
			computePixel(input, image, bottom, right, filter, count, output);
		}
	}

	private void computePixel(float[] input, int image, int y, int x, int filter, int count, float[] output) {
		ConvolutionProblem of = this.problem;
		int to = ((image * of.outputHeight() + y) * of.outputWidth() + x) * of.filters() + filter;
		System.arraycopy(this.bias, filter, output, to, count);
		for (int tap = 0; tap < 9; tap++) {
			int row = y + tap / 3 - of.padding().top();
			int column = x + tap % 3 - of.padding().left();
			if (row < 0 || row >= of.height() || column < 0 || column >= of.width()) {
				continue;
			}
			int from = ((image * of.height() + row) * of.width() + column) * of.channels();
			for (int channel = 0; channel < of.channels(); channel++) {
				add(input[from + channel], (tap * of.channels() + channel) * of.filters() + filter, count, output, to);
			}
		}
		for (int index = to; index < to + count; index++) {
			output[index] = this.clamp.apply(output[index]);
		}
	}

	/** A loop that C2 makes vectors of. */
	private void add(float value, int weight, int count, float[] output, int to) {
		for (int index = 0; index < count; index++) {
			output[to + index] += value * this.kernel[weight + index];
		}
	}

	/** Whether the problem has corners of few products. */
	static boolean areNeeded(ConvolutionProblem problem) {
		return GemmBlocking.isPadded(problem) && problem.channels() < 128;
	}

}
