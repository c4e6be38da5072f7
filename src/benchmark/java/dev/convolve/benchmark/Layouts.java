package dev.convolve.benchmark;

/**
 * From channels last to the rivals' layouts and back. None of it is ever timed.
 */
final class Layouts {

	private Layouts() {
	}

	/**
	 * Channels last to channels first.
	 * @param values {@code [batch, pixels, channels]}
	 * @param batch images
	 * @param channels of a pixel
	 * @return {@code [batch, channels, pixels]}
	 */
	static float[] channelsFirst(float[] values, int batch, int channels) {
		return transposed(values, batch, values.length / batch / channels, channels);
	}

	/**
	 * Channels first to channels last.
	 * @param values {@code [batch, channels, pixels]}
	 * @param batch images
	 * @param channels of a pixel
	 * @return {@code [batch, pixels, channels]}
	 */
	static float[] channelsLast(float[] values, int batch, int channels) {
		return transposed(values, batch, channels, values.length / batch / channels);
	}

	private static float[] transposed(float[] values, int batch, int rows, int columns) {
		float[] result = new float[values.length];
		for (int image = 0; image < batch; image++) {
			int start = image * rows * columns;
			for (int row = 0; row < rows; row++) {
				for (int column = 0; column < columns; column++) {
					result[start + column * rows + row] = values[start + row * columns + column];
				}
			}
		}
		return result;
	}

	/**
	 * The kernel as ONNX has it.
	 * @param layer the layer
	 * @param kernel {@code [rows, columns, channels / groups, filters]}
	 * @return {@code [filters, channels / groups, rows, columns]}
	 */
	static float[] filtersFirst(Layer layer, float[] kernel) {
		int taps = layer.kernelHeight() * layer.kernelWidth();
		int channels = layer.channelsPerGroup();
		int filters = layer.filters();
		float[] result = new float[kernel.length];
		for (int tap = 0; tap < taps; tap++) {
			for (int channel = 0; channel < channels; channel++) {
				for (int filter = 0; filter < filters; filter++) {
					result[(filter * channels + channel) * taps + tap] = kernel[(tap * channels + channel) * filters
							+ filter];
				}
			}
		}
		return result;
	}

	/**
	 * Channels last to blocks of channels, as ONNX Runtime hands them from one
	 * convolution to the next.
	 * @param values {@code [batch, pixels, channels]}
	 * @param batch images
	 * @param channels of a pixel
	 * @param block channels of a block
	 * @return {@code [batch, ⌈channels / block⌉, pixels, block]}, filled up with zeros
	 */
	static float[] blocked(float[] values, int batch, int channels, int block) {
		int pixels = values.length / batch / channels;
		int blocks = (channels + block - 1) / block;
		float[] result = new float[batch * blocks * pixels * block];
		for (int image = 0; image < batch; image++) {
			for (int pixel = 0; pixel < pixels; pixel++) {
				for (int channel = 0; channel < channels; channel++) {
					result[((image * blocks + channel / block) * pixels + pixel) * block
							+ channel % block] = values[(image * pixels + pixel) * channels + channel];
				}
			}
		}
		return result;
	}

	/**
	 * Blocks of channels to channels last.
	 * @param values {@code [batch, ⌈channels / block⌉, pixels, block]}
	 * @param batch images
	 * @param channels of a pixel
	 * @param block channels of a block
	 * @return {@code [batch, pixels, channels]}
	 */
	static float[] unblocked(float[] values, int batch, int channels, int block) {
		int blocks = (channels + block - 1) / block;
		int pixels = values.length / batch / blocks / block;
		float[] result = new float[batch * pixels * channels];
		for (int image = 0; image < batch; image++) {
			for (int pixel = 0; pixel < pixels; pixel++) {
				for (int channel = 0; channel < channels; channel++) {
					result[(image * pixels + pixel) * channels
							+ channel] = values[((image * blocks + channel / block) * pixels + pixel) * block
									+ channel % block];
				}
			}
		}
		return result;
	}

}
