package dev.convolve.service;

import java.util.ArrayList;
import java.util.List;

import dev.convolve.network.Conv2D;
import dev.convolve.network.ConvolutionWeights;
import dev.convolve.network.DataFormat;
import dev.convolve.network.Padding;
import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;

/**
 * Walks one filter of a convolution over one image, position by position.
 */
final class PatchWalk {

	private final Conv2D conv;

	private final DataFormat format;

	private final Tensor input;

	private final Tensor output;

	private final int image;

	private final int filter;

	private final int firstChannel;

	private final float[][][] weights;

	private final float bias;

	private final Padding padding;

	PatchWalk(Conv2D conv, ConvolutionWeights weights, Tensor input, Tensor output, int image, int filter) {
		this.conv = conv;
		this.format = conv.dataFormat();
		this.input = input;
		this.output = output;
		this.image = image;
		this.filter = filter;
		int channelsPerGroup = this.format.channels(input.shape()) / conv.groups();
		this.firstChannel = filter / (conv.filters() / conv.groups()) * channelsPerGroup;
		this.weights = filterWeights(weights.kernel(), filter);
		this.bias = weights.bias(filter);
		this.padding = conv.paddingFor(input.shape());
	}

	Explanation explain(List<int[]> positions) {
		List<Explanation.Position> steps = new ArrayList<>();
		for (int[] position : positions) {
			steps.add(step(position[0], position[1]));
		}
		return new Explanation(this.conv.name(), this.filter, this.weights, this.bias,
				this.conv.activation().kerasName(), List.copyOf(steps));
	}

	private Explanation.Position step(int row, int column) {
		int kernelRows = this.conv.kernelSize().height();
		int kernelColumns = this.conv.kernelSize().width();
		int channels = this.weights[0][0].length;
		long top = (long) row * this.conv.strides().height() - this.padding.top();
		long left = (long) column * this.conv.strides().width() - this.padding.left();
		float[][][] patch = new float[kernelRows][kernelColumns][channels];
		float[][][] products = new float[kernelRows][kernelColumns][channels];
		boolean[][] padded = new boolean[kernelRows][kernelColumns];
		float sum = 0;
		for (int kernelRow = 0; kernelRow < kernelRows; kernelRow++) {
			for (int kernelColumn = 0; kernelColumn < kernelColumns; kernelColumn++) {
				long y = top + (long) kernelRow * this.conv.dilation().height();
				long x = left + (long) kernelColumn * this.conv.dilation().width();
				if (isOutside(y, x)) {
					padded[kernelRow][kernelColumn] = true;
					continue;
				}
				for (int channel = 0; channel < channels; channel++) {
					float cell = value(this.input, this.firstChannel + channel, (int) y, (int) x);
					float product = cell * this.weights[kernelRow][kernelColumn][channel];
					patch[kernelRow][kernelColumn][channel] = cell;
					products[kernelRow][kernelColumn][channel] = product;
					sum += product;
				}
			}
		}
		return new Explanation.Position(List.of(row, column), List.of(top, left), patch, padded, products, sum,
				value(this.output, this.filter, row, column));
	}

	private boolean isOutside(long y, long x) {
		return y < 0 || x < 0 || y >= this.format.height(this.input.shape())
				|| x >= this.format.width(this.input.shape());
	}

	private float value(Tensor tensor, int channel, int row, int column) {
		Shape shape = tensor.shape();
		int channels = this.format.channels(shape);
		int height = this.format.height(shape);
		int width = this.format.width(shape);
		return tensor.values().get(switch (this.format) {
			case CHANNELS_LAST -> ((this.image * height + row) * width + column) * channels + channel;
			case CHANNELS_FIRST -> ((this.image * channels + channel) * height + row) * width + column;
		});
	}

	private static float[][][] filterWeights(Tensor kernel, int filter) {
		Shape shape = kernel.shape();
		float[][][] values = new float[shape.side(0)][shape.side(1)][shape.side(2)];
		int index = filter;
		for (float[][] row : values) {
			for (float[] column : row) {
				for (int channel = 0; channel < column.length; channel++) {
					column[channel] = kernel.values().get(index);
					index += shape.side(3);
				}
			}
		}
		return values;
	}

}
