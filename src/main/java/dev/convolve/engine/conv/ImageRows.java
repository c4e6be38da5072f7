package dev.convolve.engine.conv;

import java.util.Arrays;

import dev.convolve.tensor.Values;

/**
 * Copies the rows of an image that a block of outputs needs, channels of some groups,
 * with the padding around them, so that no inner loop knows of padding.
 *
 * @param problem the descriptor
 * @param channels of the groups that are copied together
 * @param pitch values in one copied row
 */
record ImageRows(ConvolutionProblem problem, int channels, int pitch) {

	static ImageRows of(ConvolutionProblem problem, int groups) {
		int columns = problem.padding().left() + problem.width() + problem.padding().right();
		int channels = groups * problem.channelsPerGroup();
		return new ImageRows(problem, channels, columns * channels);
	}

	/** How many rows of input outputRows rows of output need. */
	int inputRows(int outputRows) {
		return (outputRows - 1) * this.problem.strides().height()
				+ (this.problem.kernel().height() - 1) * this.problem.dilation().height() + 1;
	}

	/**
	 * Copies.
	 * @param input all images
	 * @param image which one
	 * @param group the first whose channels
	 * @param outputRow the first
	 * @param outputRows how many
	 * @param target where to
	 * @param targetBase from where on
	 */
	void copy(Values input, int image, int group, int outputRow, int outputRows, float[] target, int targetBase) {
		ConvolutionProblem of = this.problem;
		int left = of.padding().left() * this.channels;
		int width = of.width() * this.channels;
		int first = outputRow * of.strides().height() - of.padding().top();
		int rows = inputRows(outputRows);
		for (int row = 0; row < rows; row++) {
			int to = targetBase + row * this.pitch;
			int y = first + row;
			if (y < 0 || y >= of.height()) {
				Arrays.fill(target, to, to + this.pitch, 0);
				continue;
			}
			Arrays.fill(target, to, to + left, 0);
			int from = input.first() + (image * of.height() + y) * of.width() * of.channels()
					+ group * of.channelsPerGroup();
			if (this.channels == of.channels()) {
				System.arraycopy(input.array(), from, target, to + left, width);
			}
			else {
				for (int column = 0; column < of.width(); column++) {
					System.arraycopy(input.array(), from + column * of.channels(), target,
							to + left + column * this.channels, this.channels);
				}
			}
			Arrays.fill(target, to + left + width, to + this.pitch, 0);
		}
	}

}
