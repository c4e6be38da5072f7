package dev.convolve.benchmark;

/**
 * An ONNX model of one convolution, field by field after {@code onnx.proto}.
 *
 * @param layer the layer
 * @param domain of the operator: empty for ONNX's own {@code Conv}
 * @param groups as the operator has it
 * @param inputChannels of the input, as the operator has it
 * @param outputChannels of the output, as the operator has it
 * @param kernelChannels channels of a filter, as the operator has it
 * @param kernel the kernel in the operator's layout
 */
record OnnxModel(Layer layer, String domain, int groups, int inputChannels, int outputChannels, int kernelChannels,
		float[] kernel) {

	private static final int IR_VERSION = 8;

	private static final int OPSET = 17;

	private static final int FLOAT = 1;

	private static final int ATTRIBUTE_INT = 2;

	private static final int ATTRIBUTE_INTS = 7;

	/**
	 * The plain model, channels first.
	 * @param layer the layer
	 * @param kernel {@code [filters, channels / groups, rows, columns]}
	 * @return the model
	 */
	static OnnxModel channelsFirst(Layer layer, float[] kernel) {
		return new OnnxModel(layer, "", layer.groups(), layer.channels(), layer.filters(), layer.channelsPerGroup(),
				kernel);
	}

	long[] inputShape() {
		return new long[] { this.layer.batch(), this.inputChannels, this.layer.height(), this.layer.width() };
	}

	/**
	 * The file's content.
	 * @return a {@code ModelProto} with input {@code x} and output {@code y}
	 */
	byte[] toByteArray() {
		ProtobufWriter graph = new ProtobufWriter().message(1, node())
			.text(2, "layer")
			.message(5, initializer())
			.message(11, valueInfo("x", inputShape()))
			.message(12, valueInfo("y", this.layer.batch(), this.outputChannels, this.layer.outputHeight(),
					this.layer.outputWidth()));
		ProtobufWriter model = new ProtobufWriter().number(1, IR_VERSION)
			.message(7, graph)
			.message(8, new ProtobufWriter().text(1, "").number(2, OPSET));
		if (!this.domain.isEmpty()) {
			model.message(8, new ProtobufWriter().text(1, this.domain).number(2, 1));
		}
		return model.toByteArray();
	}

	private ProtobufWriter node() {
		ProtobufWriter node = new ProtobufWriter().text(1, "x").text(1, "w").text(2, "y").text(3, "conv");
		return node.text(4, "Conv")
			.message(5, attribute("kernel_shape", this.layer.kernelHeight(), this.layer.kernelWidth()))
			.message(5, attribute("strides", this.layer.strideHeight(), this.layer.strideWidth()))
			.message(5, attribute("dilations", this.layer.dilation(), this.layer.dilation()))
			.message(5, attribute("pads", this.layer.top(), this.layer.left(), this.layer.bottom(), this.layer.right()))
			.message(5, new ProtobufWriter().text(1, "group").number(3, this.groups).number(20, ATTRIBUTE_INT))
			.text(7, this.domain);
	}

	private ProtobufWriter initializer() {
		return new ProtobufWriter().number(1, this.outputChannels)
			.number(1, this.kernelChannels)
			.number(1, this.layer.kernelHeight())
			.number(1, this.layer.kernelWidth())
			.number(2, FLOAT)
			.text(8, "w")
			.floats(9, this.kernel);
	}

	private static ProtobufWriter attribute(String name, int... values) {
		ProtobufWriter attribute = new ProtobufWriter().text(1, name);
		for (int value : values) {
			attribute.number(8, value);
		}
		return attribute.number(20, ATTRIBUTE_INTS);
	}

	private static ProtobufWriter valueInfo(String name, long... sides) {
		ProtobufWriter shape = new ProtobufWriter();
		for (long side : sides) {
			shape.message(1, new ProtobufWriter().number(1, side));
		}
		ProtobufWriter tensor = new ProtobufWriter().number(1, FLOAT).message(2, shape);
		return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
	}

}
