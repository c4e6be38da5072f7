package dev.convolve.engine.kernel;

import java.util.Arrays;

import dev.convolve.network.Extent;
import dev.convolve.network.Padding;
import dev.convolve.tensor.Values;
import org.jspecify.annotations.Nullable;

/**
 * The plain inner loop: one output row of a convolution, channels last. Each output sums
 * kernel row by kernel row, column by column, channel by channel, so that the result does
 * not depend on who computes it. A padded cell adds nothing. The innermost loop runs over
 * the filters, which are contiguous in kernel and output, so that the compiler can turn
 * it into vectors.
 *
 * @param height rows of the input
 * @param width columns of the input
 * @param channels of the input
 * @param filters of all groups
 * @param size rows and columns of the kernel
 * @param strides steps between positions
 * @param dilation steps between taps
 * @param padding zeros on each side
 * @param groups which split channels and filters
 * @param outputHeight rows of the output
 * @param outputWidth columns of the output
 * @param weights {@code [rows, columns, channels / groups, filters]}
 * @param bias one value a filter, or null
 */
public record DirectKernel(int height, int width, int channels, int filters, Extent size, Extent strides,
		Extent dilation, Padding padding, int groups, int outputHeight, int outputWidth, float[] weights,
		float @Nullable [] bias) {

	/**
	 * Computes some pixels of one row of one image.
	 * @param input the whole batch
	 * @param output the whole batch; only these pixels are written
	 * @param row image · output rows + output row
	 * @param first the first column
	 * @param end behind the last column
	 */
	public void computePixels(Values input, Values output, int row, int first, int end) {
		int image = row / this.outputHeight;
		int top = (row % this.outputHeight) * this.strides.height() - this.padding.top();
		int imageStart = input.first() + image * this.height * this.width * this.channels;
		int rowStart = output.first() + row * this.outputWidth * this.filters;
		for (int column = first; column < end; column++) {
			int left = column * this.strides.width() - this.padding.left();
			computePixel(input.array(), imageStart, top, left, output.array(), rowStart + column * this.filters);
		}
	}

	private void computePixel(float[] input, int imageStart, int top, int left, float[] output, int target) {
		Arrays.fill(output, target, target + this.filters, 0);
		int rowOfWeights = this.channels / this.groups * this.filters;
		for (int kernelRow = 0; kernelRow < this.size.height(); kernelRow++) {
			long y = top + (long) kernelRow * this.dilation.height();
			if (y < 0 || y >= this.height) {
				continue;
			}
			for (int kernelColumn = 0; kernelColumn < this.size.width(); kernelColumn++) {
				long x = left + (long) kernelColumn * this.dilation.width();
				if (x < 0 || x >= this.width) {
					continue;
				}
				int source = imageStart + ((int) y * this.width + (int) x) * this.channels;
				int tap = (kernelRow * this.size.width() + kernelColumn) * rowOfWeights;
				accumulate(input, source, tap, output, target);
			}
		}
		if (this.bias != null) {
			addTo(output, target, this.bias);
		}
	}

	/** Adds what one tap of the kernel contributes to all filters of one pixel. */
	private void accumulate(float[] input, int source, int tap, float[] output, int target) {
		int channelsPerGroup = this.channels / this.groups;
		int filtersPerGroup = this.filters / this.groups;
		if (channelsPerGroup == 1 && filtersPerGroup == 1) {
			for (int channel = 0; channel < this.channels; channel++) {
				output[target + channel] += input[source + channel] * this.weights[tap + channel];
			}
			return;
		}
		for (int group = 0; group < this.groups; group++) {
			for (int channel = 0; channel < channelsPerGroup; channel++) {
				float value = input[source + group * channelsPerGroup + channel];
				multiplyAdd(value, tap + channel * this.filters + group * filtersPerGroup, output,
						target + group * filtersPerGroup, filtersPerGroup);
			}
		}
	}

	private void multiplyAdd(float value, int from, float[] output, int target, int count) {
		for (int filter = 0; filter < count; filter++) {
			output[target + filter] += value * this.weights[from + filter];
		}
	}

	private static void addTo(float[] output, int target, float[] addend) {
		for (int index = 0; index < addend.length; index++) {
			output[target + index] += addend[index];
		}
	}

}
