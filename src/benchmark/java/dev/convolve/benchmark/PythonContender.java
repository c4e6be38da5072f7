package dev.convolve.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A library in the Python process.
 *
 * @param name the library
 * @param process where it runs, shared with the others
 */
record PythonContender(String name, PythonProcess process) implements Contender {

	@Override
	public Runner prepare(Layer layer, LayerData data) throws IOException {
		this.process.prepare(layer, data);
		String refusal = this.process.refusal(this.name);
		if (!refusal.isEmpty()) {
			throw new UnsupportedOperationException(refusal);
		}
		return new PythonRunner(this, layer);
	}

	@Override
	public void close() {
		// Whoever started the process ends it
	}

	/**
	 * A layer in one of the libraries.
	 *
	 * @param contender the library
	 * @param layer the layer
	 */
	private record PythonRunner(PythonContender contender, Layer layer) implements Runner {

		@Override
		public double nanos(int iterations) throws IOException {
			return this.contender.process.nanos(this.contender.name, iterations);
		}

		@Override
		public float[] output() throws IOException {
			return Layouts.channelsLast(this.contender.process.output(this.contender.name), this.layer.batch(),
					this.layer.filters());
		}

		@Override
		public void close() {
			try {
				this.contender.process.release();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
