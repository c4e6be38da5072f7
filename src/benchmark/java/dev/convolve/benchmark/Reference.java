package dev.convolve.benchmark;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The layer computed in float64, and what float32 may be measured by: the sum of the
 * products' magnitudes.
 *
 * @param sums {@code Σ x·w} of each output, channels last
 * @param magnitudes {@code Σ |x·w|} of each output
 */
record Reference(double[] sums, double[] magnitudes) {

	static Reference of(Layer layer, LayerData data) {
		Reference reference = new Reference(new double[layer.outputSize()], new double[layer.outputSize()]);
		double[] kernel = IntStream.range(0, data.kernel().length)
			.mapToDouble((index) -> data.kernel()[index])
			.toArray();
		int rows = layer.batch() * layer.outputHeight();
		IntStream.range(0, rows).parallel().forEach((row) -> reference.computeRow(layer, data.input(), kernel, row));
		return reference;
	}

	/**
	 * How far an output is off. Where all of a filter lies on padding, Σ|x·w| is 0 but
	 * Winograd's rounding need not be: there the error is held against the average.
	 * @param output channels last
	 * @return the greatest |error| / Σ|x·w|; infinite if a value is not a number
	 */
	double maxError(float[] output) {
		if (output.length != this.sums.length) {
			return Double.POSITIVE_INFINITY;
		}
		double average = Arrays.stream(this.magnitudes).average().orElseThrow();
		double max = 0;
		for (int index = 0; index < output.length; index++) {
			double error = Math.abs(output[index] - this.sums[index]);
			double relative = error / ((this.magnitudes[index] > 0) ? this.magnitudes[index] : average);
			max = Math.max(max, Double.isNaN(relative) ? Double.POSITIVE_INFINITY : relative);
		}
		return max;
	}

	private void computeRow(Layer layer, float[] input, double[] kernel, int row) {
		int image = row / layer.outputHeight();
		int top = row % layer.outputHeight() * layer.strideHeight() - layer.top();
		for (int column = 0; column < layer.outputWidth(); column++) {
			int left = column * layer.strideWidth() - layer.left();
			int target = (row * layer.outputWidth() + column) * layer.filters();
			for (int tap = 0; tap < layer.kernelHeight() * layer.kernelWidth(); tap++) {
				int y = top + tap / layer.kernelWidth() * layer.dilation();
				int x = left + tap % layer.kernelWidth() * layer.dilation();
				if (y >= 0 && y < layer.height() && x >= 0 && x < layer.width()) {
					int source = ((image * layer.height() + y) * layer.width() + x) * layer.channels();
					addTap(layer, input, source, kernel, tap * layer.channelsPerGroup() * layer.filters(), target);
				}
			}
		}
	}

	private void addTap(Layer layer, float[] input, int source, double[] kernel, int weights, int target) {
		int filters = layer.filtersPerGroup();
		for (int group = 0; group < layer.groups(); group++) {
			for (int channel = 0; channel < layer.channelsPerGroup(); channel++) {
				double value = input[source + group * layer.channelsPerGroup() + channel];
				int from = weights + channel * layer.filters() + group * filters;
				multiplyAdd(value, kernel, from, this.sums, this.magnitudes, target + group * filters, filters);
			}
		}
	}

	private static void multiplyAdd(double value, double[] kernel, int from, double[] sums, double[] magnitudes, int to,
			int count) {
		for (int index = 0; index < count; index++) {
			double product = value * kernel[from + index];
			sums[to + index] += product;
			magnitudes[to + index] += Math.abs(product);
		}
	}

}
