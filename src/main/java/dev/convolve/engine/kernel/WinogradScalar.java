package dev.convolve.engine.kernel;

/**
 * The scalar twin of the Winograd kernels: the transforms as products with the matrices
 * of {@link Winograd}.
 */
final class WinogradScalar {

	private WinogradScalar() {
	}

	static void input(float[][] matrix, float[] d, int dBase, int rowStep, int columnStep, int channels, float[] buffer,
			float[] v, int vBase, int step) {
		int size = matrix.length;
		for (int channel = 0; channel < channels; channel++) {
			for (int row = 0; row < size; row++) {
				for (int column = 0; column < size; column++) {
					float sum = 0;
					for (int index = 0; index < size; index++) {
						sum += matrix[row][index] * d[dBase + index * rowStep + column * columnStep + channel];
					}
					buffer[row * size + column] = sum;
				}
			}
			for (int row = 0; row < size; row++) {
				for (int column = 0; column < size; column++) {
					float sum = 0;
					for (int index = 0; index < size; index++) {
						sum += matrix[column][index] * buffer[row * size + index];
					}
					v[vBase + (row * size + column) * step + channel] = sum;
				}
			}
		}
	}

	static void output(float[][] matrix, float[] m, int mBase, int step, int filters, float[] bias, int biasBase,
			float low, float high, float[] buffer, float[] c, int cBase, int rowStep, int columnStep) {
		int outputs = matrix.length;
		int size = matrix[0].length;
		for (int filter = 0; filter < filters; filter++) {
			for (int row = 0; row < outputs; row++) {
				for (int column = 0; column < size; column++) {
					float sum = 0;
					for (int index = 0; index < size; index++) {
						sum += matrix[row][index] * m[mBase + (index * size + column) * step + filter];
					}
					buffer[row * size + column] = sum;
				}
			}
			for (int row = 0; row < outputs; row++) {
				for (int column = 0; column < outputs; column++) {
					float sum = bias[biasBase + filter];
					for (int index = 0; index < size; index++) {
						sum += matrix[column][index] * buffer[row * size + index];
					}
					sum = (sum <= low) ? low : sum;
					c[cBase + row * rowStep + column * columnStep + filter] = (sum >= high) ? high : sum;
				}
			}
		}
	}

}
