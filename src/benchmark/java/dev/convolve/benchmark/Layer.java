package dev.convolve.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One line of the shapes file: a convolution, without bias and activation.
 *
 * @param model where it comes from
 * @param name its name, unique in the file
 * @param batch images
 * @param height rows of the input
 * @param width columns of the input
 * @param channels of the input
 * @param filters and so channels of the output
 * @param kernelHeight rows of the kernel
 * @param kernelWidth columns of the kernel
 * @param strideHeight step down the rows
 * @param strideWidth step along the columns
 * @param top padding above
 * @param bottom padding below
 * @param left padding before
 * @param right padding behind
 * @param dilation step between the taps, both ways
 * @param groups into which channels and filters are split
 */
record Layer(String model, String name, int batch, int height, int width, int channels, int filters, int kernelHeight,
		int kernelWidth, int strideHeight, int strideWidth, int top, int bottom, int left, int right, int dilation,
		int groups) {

	static final String HEADER = "model,name,batch,height,width,channels,filters,kernel_h,kernel_w,stride_h,stride_w,"
			+ "pad_top,pad_bottom,pad_left,pad_right,dilation,groups";

	static List<Layer> read(Path file) throws IOException {
		List<String> lines = Files.readAllLines(file);
		if (lines.isEmpty() || !lines.getFirst().strip().equals(HEADER)) {
			throw new IllegalArgumentException(file + " must begin with the line " + HEADER);
		}
		return lines.stream().skip(1).filter((line) -> !line.isBlank()).map(Layer::parse).toList();
	}

	private static Layer parse(String line) {
		String[] cells = line.strip().split(",");
		if (cells.length != HEADER.split(",").length) {
			throw new IllegalArgumentException("A line has as many cells as the header, not: " + line);
		}
		int[] sizes = new int[cells.length];
		for (int cell = 2; cell < cells.length; cell++) {
			sizes[cell] = Integer.parseInt(cells[cell]);
		}
		return new Layer(cells[0], cells[1], sizes[2], sizes[3], sizes[4], sizes[5], sizes[6], sizes[7], sizes[8],
				sizes[9], sizes[10], sizes[11], sizes[12], sizes[13], sizes[14], sizes[15], sizes[16]);
	}

	int outputHeight() {
		return (this.height + this.top + this.bottom - (this.kernelHeight - 1) * this.dilation - 1) / this.strideHeight
				+ 1;
	}

	int outputWidth() {
		return (this.width + this.left + this.right - (this.kernelWidth - 1) * this.dilation - 1) / this.strideWidth
				+ 1;
	}

	int channelsPerGroup() {
		return this.channels / this.groups;
	}

	int filtersPerGroup() {
		return this.filters / this.groups;
	}

	int inputSize() {
		return Math.multiplyExact(this.batch * this.height, this.width * this.channels);
	}

	int outputSize() {
		return Math.multiplyExact(this.batch * outputHeight(), outputWidth() * this.filters);
	}

	int kernelSize() {
		return this.kernelHeight * this.kernelWidth * channelsPerGroup() * this.filters;
	}

	/**
	 * The operations of a direct convolution, whatever is really computed.
	 * @return multiplications and additions, padded cells counted
	 */
	double flops() {
		return 2.0 * outputSize() * channelsPerGroup() * this.kernelHeight * this.kernelWidth;
	}

	boolean isDepthwise() {
		return this.groups > 1 && this.groups == this.channels;
	}

	boolean isPadded() {
		return this.top + this.bottom + this.left + this.right > 0;
	}

	/**
	 * Whether the padding is Keras's and TensorFlow's {@code same}.
	 * @return true if it is
	 */
	boolean isSame() {
		int vertical = samePadding(this.height, this.kernelHeight, this.strideHeight);
		int horizontal = samePadding(this.width, this.kernelWidth, this.strideWidth);
		return this.top == vertical / 2 && this.bottom == vertical - this.top && this.left == horizontal / 2
				&& this.right == horizontal - this.left;
	}

	private int samePadding(int size, int kernel, int stride) {
		int outputs = (size - 1) / stride + 1;
		return Math.max(0, (outputs - 1) * stride + (kernel - 1) * this.dilation + 1 - size);
	}

	/**
	 * Whether it is a plain 3×3 convolution of stride 1 with enough channels and filters
	 * for Winograd.
	 * @return true if it is
	 */
	boolean isPlain3x3() {
		return this.kernelHeight == 3 && this.kernelWidth == 3 && this.strideHeight == 1 && this.strideWidth == 1
				&& this.dilation == 1 && this.groups == 1 && this.channels >= 32 && this.filters >= 32;
	}

}
