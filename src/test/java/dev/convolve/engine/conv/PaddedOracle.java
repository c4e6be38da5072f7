package dev.convolve.engine.conv;

/**
 * A convolution in float64 with explicit padding, from its definition: every output
 * scatters over nothing, every input cell is looked up by its coordinates.
 */
final class PaddedOracle {

	private final double[] values;

	private final double[] magnitudes;

	PaddedOracle(ConvolutionProblem p, float[] x, float[] w, float[] bias) {
		int perGroup = p.channels() / p.groups();
		int count = p.batch() * p.outputHeight() * p.outputWidth() * p.filters();
		this.values = new double[count];
		this.magnitudes = new double[count];
		for (int index = 0; index < count; index++) {
			int f = index % p.filters();
			int ox = index / p.filters() % p.outputWidth();
			int oy = index / p.filters() / p.outputWidth() % p.outputHeight();
			int n = index / p.filters() / p.outputWidth() / p.outputHeight();
			int group = f / (p.filters() / p.groups());
			double sum = (bias == null) ? 0 : bias[f];
			double magnitude = Math.abs(sum);
			for (int ky = 0; ky < p.kernel().height(); ky++) {
				for (int kx = 0; kx < p.kernel().width(); kx++) {
					int y = oy * p.strides().height() - p.padding().top() + ky * p.dilation().height();
					int xx = ox * p.strides().width() - p.padding().left() + kx * p.dilation().width();
					if (y < 0 || y >= p.height() || xx < 0 || xx >= p.width()) {
						continue;
					}
					for (int c = 0; c < perGroup; c++) {
						double product = (double) x[((n * p.height() + y) * p.width() + xx) * p.channels()
								+ group * perGroup + c]
								* w[((ky * p.kernel().width() + kx) * perGroup + c) * p.filters() + f];
						sum += product;
						magnitude += Math.abs(product);
					}
				}
			}
			this.values[index] = sum;
			this.magnitudes[index] = magnitude;
		}
	}

	double[] values() {
		return this.values;
	}

	double[] magnitudes() {
		return this.magnitudes;
	}

}
