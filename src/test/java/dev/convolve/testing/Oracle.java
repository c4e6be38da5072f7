package dev.convolve.testing;

/**
 * A convolution in float64, written from its definition and sharing no code with the
 * service: for each output, each tap of the filter is looked up by its coordinates.
 * Channels last.
 *
 * @param batch images
 * @param height rows
 * @param width columns
 * @param channels of the input
 * @param filters of all groups
 * @param kernelHeight rows of the kernel
 * @param kernelWidth columns of the kernel
 * @param strideHeight step down
 * @param strideWidth step along
 * @param dilationHeight step of the taps down
 * @param dilationWidth step of the taps along
 * @param groups of channels and filters
 * @param same whether the padding is {@code same}
 */
public record Oracle(int batch, int height, int width, int channels, int filters, int kernelHeight, int kernelWidth,
		int strideHeight, int strideWidth, int dilationHeight, int dilationWidth, int groups, boolean same) {

	public int outputHeight() {
		return outputs(this.height, this.kernelHeight, this.strideHeight, this.dilationHeight);
	}

	public int outputWidth() {
		return outputs(this.width, this.kernelWidth, this.strideWidth, this.dilationWidth);
	}

	/** Counts the positions one by one, rather than by a formula. */
	private int outputs(int size, int kernel, int stride, int dilation) {
		int count = 0;
		for (int start = 0; start < size; start += stride) {
			if (this.same || start + (kernel - 1) * dilation < size) {
				count++;
			}
		}
		return count;
	}

	private int before(int size, int outputs, int kernel, int stride, int dilation) {
		if (!this.same) {
			return 0;
		}
		int needed = (outputs - 1) * stride + (kernel - 1) * dilation + 1 - size;
		return (needed > 0) ? needed / 2 : 0;
	}

	/**
	 * Sums products.
	 * @param x the input
	 * @param w the kernel
	 * @param bias one value a filter, or null
	 * @param absolute whether the sums are of absolute values: what errors are measured
	 * by
	 * @return {@code [batch, output height, output width, filters]}
	 */
	public double[] sums(float[] x, float[] w, float[] bias, boolean absolute) {
		int outHeight = outputHeight();
		int outWidth = outputWidth();
		int top = before(this.height, outHeight, this.kernelHeight, this.strideHeight, this.dilationHeight);
		int left = before(this.width, outWidth, this.kernelWidth, this.strideWidth, this.dilationWidth);
		double[] out = new double[this.batch * outHeight * outWidth * this.filters];
		int channelsOfGroup = this.channels / this.groups;
		for (int index = 0; index < out.length; index++) {
			int f = index % this.filters;
			int ox = index / this.filters % outWidth;
			int oy = index / this.filters / outWidth % outHeight;
			int n = index / this.filters / outWidth / outHeight;
			int firstChannel = f / (this.filters / this.groups) * channelsOfGroup;
			double sum = (bias == null) ? 0 : (absolute) ? Math.abs(bias[f]) : bias[f];
			for (int tap = 0; tap < this.kernelHeight * this.kernelWidth * channelsOfGroup; tap++) {
				int c = tap % channelsOfGroup;
				int kx = tap / channelsOfGroup % this.kernelWidth;
				int ky = tap / channelsOfGroup / this.kernelWidth;
				int y = oy * this.strideHeight + ky * this.dilationHeight - top;
				int xx = ox * this.strideWidth + kx * this.dilationWidth - left;
				if (y >= 0 && y < this.height && xx >= 0 && xx < this.width) {
					double product = (double) x[((n * this.height + y) * this.width + xx) * this.channels + firstChannel
							+ c] * w[tap * this.filters + f];
					sum += (absolute) ? Math.abs(product) : product;
				}
			}
			out[index] = sum;
		}
		return out;
	}

}
