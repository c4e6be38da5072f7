package dev.convolve.engine;

import java.util.Arrays;

import dev.convolve.network.DataFormat;
import dev.convolve.network.ZeroPadding2D;
import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;
import dev.convolve.tensor.Values;

/**
 * Copies images into the middle of larger ones. A channels-first tensor is one plane of
 * one value a pixel for each image and channel.
 *
 * @param layer the layer
 * @param outputShape the shape behind it
 */
record ZeroPaddingStep(ZeroPadding2D layer, Shape outputShape) implements Step {

	@Override
	public Tensor run(Tensor input, boolean scratch, Execution execution) {
		DataFormat format = this.layer.dataFormat();
		Shape shape = input.shape();
		int channels = format.channels(shape);
		int depth = (format == DataFormat.CHANNELS_LAST) ? channels : 1;
		int rows = format.height(shape);
		int rowLength = format.width(shape) * depth;
		int images = shape.side(0) * (channels / depth);
		int outputRows = format.height(this.outputShape);
		int outputRowLength = format.width(this.outputShape) * depth;
		int top = this.layer.padding().top();
		int left = this.layer.padding().left() * depth;
		Values source = input.values();
		Values output = execution.buffers().take((int) this.outputShape.elements());
		Arrays.fill(output.array(), output.first(), output.first() + output.count(), 0);
		Slices.forEach(images * rows, rowLength, execution, (from, end) -> {
			for (int row = from; row < end; row++) {
				int outputRow = row / rows * outputRows + top + row % rows;
				System.arraycopy(source.array(), source.first() + row * rowLength, output.array(),
						output.first() + outputRow * outputRowLength + left, rowLength);
			}
		});
		return new Tensor(this.outputShape, output);
	}

	@Override
	public String describe() {
		return "copy";
	}

}
