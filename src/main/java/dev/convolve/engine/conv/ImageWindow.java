package dev.convolve.engine.conv;

import java.util.Arrays;

import dev.convolve.engine.kernel.Gather;
import dev.convolve.tensor.Values;

/**
 * Copies of some channels of a window of an image, which may reach into the padding.
 */
final class ImageWindow {

	private ImageWindow() {
	}

	/**
	 * Copies.
	 * @param of the problem
	 * @param input all images
	 * @param image which one
	 * @param channel the first one
	 * @param channels how many
	 * @param y the first row, perhaps above the image
	 * @param rows how many
	 * @param x the first column, perhaps left of the image
	 * @param columns how many
	 * @param target where to, {@code [rows][columns][channels]}
	 * @param to from where on
	 */
	static void copy(ConvolutionProblem of, Values input, int image, int channel, int channels, int y, int rows, int x,
			int columns, float[] target, int to) {
		int first = Math.clamp(x, 0, of.width());
		int end = Math.clamp((long) x + columns, first, of.width());
		int pitch = columns * channels;
		for (int row = 0; row < rows; row++) {
			int start = to + row * pitch;
			boolean empty = y + row < 0 || y + row >= of.height() || first == end;
			if (empty) {
				Arrays.fill(target, start, start + pitch, 0);
				continue;
			}
			int left = start + (first - x) * channels;
			int right = start + (end - x) * channels;
			int from = input.first() + ((image * of.height() + y + row) * of.width() + first) * of.channels() + channel;
			Arrays.fill(target, start, left, 0);
			if (channels == of.channels()) {
				System.arraycopy(input.array(), from, target, left, right - left);
			}
			else {
				for (int pixel = 0; pixel < end - first; pixel++) {
					System.arraycopy(input.array(), from + pixel * of.channels(), target, left + pixel * channels,
							channels);
				}
			}
			Arrays.fill(target, right, start + pitch, 0);
		}
	}

	/**
	 * Copies the channels of some groups, each group's to a window of its own. The
	 * workspace's tables are used.
	 * @param of the problem, whose groups have whole pieces of channels
	 * @param input all images
	 * @param image which one
	 * @param group the first one
	 * @param groups how many
	 * @param y the first row, perhaps above the image
	 * @param rows how many
	 * @param x the first column, perhaps left of the image
	 * @param columns how many
	 * @param workspace where to, {@code [groups][rows][columns][channels]}
	 * @param to from where on
	 */
	static void split(ConvolutionProblem of, Values input, int image, int group, int groups, int y, int rows, int x,
			int columns, Workspace workspace, int to) {
		int channels = of.channelsPerGroup();
		int pitch = columns * channels;
		int first = Math.clamp(x, 0, of.width());
		int end = Math.clamp((long) x + columns, first, of.width());
		int[] table = workspace.ints;
		for (int column = 0; column < columns; column++) {
			table[column] = column * of.channels();
		}
		int size = columns;
		for (int index = 0; index < groups; index++) {
			for (int channel = 0; channel < channels; channel += Gather.PIECE) {
				table[size++] = index * channels + channel;
				table[size++] = index * rows * pitch + channel;
			}
		}
		for (int row = 0; row < rows; row++) {
			int start = to + row * pitch;
			boolean empty = y + row < 0 || y + row >= of.height() || first == end;
			int left = empty ? columns : first - x;
			int right = empty ? columns : end - x;
			for (int index = 0; index < groups; index++) {
				int at = start + index * rows * pitch;
				Arrays.fill(workspace.floats, at, at + left * channels, 0);
				Arrays.fill(workspace.floats, at + right * channels, at + pitch, 0);
			}
			if (!empty) {
				int from = input.first() + ((image * of.height() + y + row) * of.width() + first) * of.channels()
						+ group * channels;
				Gather.rows(input.array(), from, table, right - left, table, columns, size, workspace.floats,
						start + left * channels, channels, channels);
			}
		}
	}

	/** What {@link #split} needs of the workspace's tables. */
	static int tableSize(ConvolutionProblem of, int groups, int columns) {
		return columns + 2 * groups * of.channelsPerGroup() / Gather.PIECE;
	}

}
