package dev.convolve.engine.kernel;

/**
 * The scalar twin of the Winograd kernels: the transforms as products with the matrices
 * of {@link Winograd}.
 */
final class WinogradScalar {

	private static final int PANEL = 2 * KernelMode.LANES;

	private WinogradScalar() {
	}

	static void input(float[][] matrix, float[] d, int dBase, int rowStep, int columnStep, float[] buffer, float[] v,
			int vBase) {
		int size = matrix.length;
		for (int channel = 0; channel < Winograd.CHANNELS; channel++) {
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
					v[vBase + (row * size + column) * Winograd.INPUT_STEP + channel] = sum;
				}
			}
		}
	}

	static float output(float[][] matrix, float[] m, int mBase, float[] bias, int biasBase, float low, float high,
			float[] buffer, float[] c, int cBase, int rowStep, int columnStep) {
		int outputs = matrix.length;
		int size = matrix[0].length;
		float check = 0;
		for (int filter = 0; filter < PANEL; filter++) {
			for (int row = 0; row < outputs; row++) {
				for (int column = 0; column < size; column++) {
					float sum = 0;
					for (int index = 0; index < size; index++) {
						sum += matrix[row][index] * m[mBase + (index * size + column) * Winograd.OUTPUT_STEP + filter];
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
					check += sum * 0;
					sum = (sum <= low) ? low : sum;
					c[cBase + row * rowStep + column * columnStep + filter] = (sum >= high) ? high : sum;
				}
			}
		}
		return check;
	}

	static void inputLine(float[][] matrix, float[] d, int dBase, int step, float[] v, int vBase) {
		for (int channel = 0; channel < Winograd.CHANNELS; channel++) {
			for (int row = 0; row < matrix.length; row++) {
				float sum = 0;
				for (int index = 0; index < matrix.length; index++) {
					sum += matrix[row][index] * d[dBase + index * step + channel];
				}
				v[vBase + row * Winograd.INPUT_STEP + channel] = sum;
			}
		}
	}

	static float outputLine(float[][] matrix, float[] m, int mBase, float[] bias, int biasBase, float low, float high,
			float[] c, int cBase, int step) {
		float check = 0;
		for (int filter = 0; filter < PANEL; filter++) {
			for (int row = 0; row < matrix.length; row++) {
				float sum = bias[biasBase + filter];
				for (int index = 0; index < matrix[row].length; index++) {
					sum += matrix[row][index] * m[mBase + index * Winograd.OUTPUT_STEP + filter];
				}
				check += sum * 0;
				sum = (sum <= low) ? low : sum;
				c[cBase + row * step + filter] = (sum >= high) ? high : sum;
			}
		}
		return check;
	}

}
