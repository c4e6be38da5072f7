package dev.convolve.engine.conv;

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
		ImageWindow.copy(of, input, image, group * of.channelsPerGroup(), this.channels, y(outputRow),
				of.inputRows(outputRows), -of.padding().left(), columns(), target, targetBase);
	}

	/**
	 * Copies to a place for each group, which has whole pieces of channels. The
	 * workspace's tables are used; see {@link ImageWindow#tableSize}.
	 * @param input all images
	 * @param image which one
	 * @param group the first
	 * @param outputRow the first
	 * @param outputRows how many
	 * @param workspace where to, {@code [groups][rows][columns][channels]}
	 * @param targetBase from where on
	 */
	void split(Values input, int image, int group, int outputRow, int outputRows, Workspace workspace, int targetBase) {
		ConvolutionProblem of = this.problem;
		ImageWindow.split(of, input, image, group, this.channels / of.channelsPerGroup(), y(outputRow),
				of.inputRows(outputRows), -of.padding().left(), columns(), workspace, targetBase);
	}

	/** Columns of a copied row. */
	int columns() {
		return this.pitch / this.channels;
	}

	private int y(int outputRow) {
		return outputRow * this.problem.strides().height() - this.problem.padding().top();
	}

}
