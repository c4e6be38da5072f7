package dev.convolve.engine.conv;

import dev.convolve.network.Extent;
import dev.convolve.network.Padding;
import dev.convolve.network.Window;

/**
 * The descriptor: everything about a convolution but its data. Tensors are channels last,
 * float32; consistent by construction, so that kernels check nothing.
 *
 * @param batch images
 * @param height rows of the input
 * @param width columns of the input
 * @param channels of the input
 * @param filters and so channels of the output
 * @param kernel rows and columns of the filter
 * @param strides steps between positions
 * @param dilation steps between taps
 * @param padding zeros on each side
 * @param groups which split channels and filters
 */
public record ConvolutionProblem(int batch, int height, int width, int channels, int filters, Extent kernel,
		Extent strides, Extent dilation, Padding padding, int groups) {

	public ConvolutionProblem {
		require(batch > 0 && height > 0 && width > 0 && channels > 0 && filters > 0, "sizes must be positive");
		require(kernel.height() > 0 && kernel.width() > 0, "the kernel must have a size");
		require(strides.height() > 0 && strides.width() > 0, "strides must be positive");
		require(dilation.height() > 0 && dilation.width() > 0, "dilation must be positive");
		require(groups > 0 && channels % groups == 0 && filters % groups == 0, "groups must divide");
		require(padding.top() >= 0 && padding.bottom() >= 0 && padding.left() >= 0 && padding.right() >= 0,
				"padding must not be negative");
		require(rows(height, kernel, strides, dilation, padding) > 0, "the kernel must fit the height");
		require(columns(width, kernel, strides, dilation, padding) > 0, "the kernel must fit the width");
	}

	public int outputHeight() {
		return (int) rows(this.height, this.kernel, this.strides, this.dilation, this.padding);
	}

	public int outputWidth() {
		return (int) columns(this.width, this.kernel, this.strides, this.dilation, this.padding);
	}

	/**
	 * How many rows of the input, with padding, some rows of outputs see.
	 * @param outputRows that lie one below the other
	 * @return rows, also those between dilated taps; must fit an int
	 */
	int inputRows(int outputRows) {
		return (outputRows - 1) * this.strides.height() + (this.kernel.height() - 1) * this.dilation.height() + 1;
	}

	/** The same of columns. */
	int inputColumns(int outputColumns) {
		return (outputColumns - 1) * this.strides.width() + (this.kernel.width() - 1) * this.dilation.width() + 1;
	}

	public int channelsPerGroup() {
		return this.channels / this.groups;
	}

	public int filtersPerGroup() {
		return this.filters / this.groups;
	}

	/**
	 * Multiply-accumulates of a direct convolution, padded cells counted.
	 * @return how many, for the whole batch
	 */
	public double macs() {
		return (double) this.batch * outputHeight() * outputWidth() * this.filters * channelsPerGroup()
				* this.kernel.height() * this.kernel.width();
	}

	/**
	 * One line that describes the problem, after oneDNN's benchdnn.
	 * @return such as {@code g1mb1ic64oc64_ih56oh56kh3sh1dh1ph1_iw56ow56kw3sw1dw1pw1}
	 */
	public String caseString() {
		return "g%dmb%dic%doc%d_ih%doh%dkh%dsh%ddh%dph%d_iw%dow%dkw%dsw%ddw%dpw%d".formatted(this.groups, this.batch,
				this.channels, this.filters, this.height, outputHeight(), this.kernel.height(), this.strides.height(),
				this.dilation.height(), this.padding.top(), this.width, outputWidth(), this.kernel.width(),
				this.strides.width(), this.dilation.width(), this.padding.left());
	}

	private static long rows(int height, Extent kernel, Extent strides, Extent dilation, Padding padding) {
		return new Window(kernel.height(), strides.height(), dilation.height())
			.positions((long) height + padding.top() + padding.bottom());
	}

	private static long columns(int width, Extent kernel, Extent strides, Extent dilation, Padding padding) {
		return new Window(kernel.width(), strides.width(), dilation.width())
			.positions((long) width + padding.left() + padding.right());
	}

	private static void require(boolean condition, String rule) {
		if (!condition) {
			throw new IllegalArgumentException(rule);
		}
	}

}
