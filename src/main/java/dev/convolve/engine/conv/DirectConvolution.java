package dev.convolve.engine.conv;

import dev.convolve.engine.kernel.DirectKernel;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
import dev.convolve.tensor.Values;
import org.jspecify.annotations.Nullable;

/**
 * The plain algorithm: every output row is computed from the input as it is, without
 * packing and without vectors. It takes every problem.
 */
final class DirectConvolution implements ConvolutionAlgorithm {

	/** Below this much work a second thread costs more than it gains. */
	private static final double MACS_WORTH_A_TASK = 50_000;

	/** After so much work it is asked whether the result is still wanted. */
	private static final double MACS_PER_CHECK = 4_000_000;

	@Override
	public String name() {
		return "direct";
	}

	@Override
	public @Nullable String refusal(ConvolutionProblem problem) {
		return null;
	}

	@Override
	public Convolution prepare(ConvolutionProblem problem, float[] kernel, float @Nullable [] bias, Clamp clamp) {
		DirectKernel rows = new DirectKernel(problem.height(), problem.width(), problem.channels(), problem.filters(),
				problem.kernel(), problem.strides(), problem.dilation(), problem.padding(), problem.groups(),
				problem.outputHeight(), problem.outputWidth(), kernel, bias);
		long outputRows = (long) problem.batch() * problem.outputHeight();
		double macsPerRow = problem.macs() / outputRows;
		long rowsPerTask = (long) Math.clamp(Math.ceil(MACS_WORTH_A_TASK / macsPerRow), 1, (double) outputRows);
		int pixelsPerCheck = (int) Math.clamp(MACS_PER_CHECK * problem.outputWidth() / macsPerRow, 1,
				(double) problem.outputWidth());
		return new Rows(rows, outputRows, rowsPerTask, clamp, pixelsPerCheck);
	}

	/**
	 * The output rows of all images, shared out among the threads.
	 */
	private record Rows(DirectKernel kernel, long count, long perTask, Clamp clamp,
			int pixelsPerCheck) implements Convolution {

		@Override
		public void run(Values input, Values output, WorkerPool pool, Cancellation cancellation) {
			int tasks = Math.toIntExact((this.count + this.perTask - 1) / this.perTask);
			pool.run(tasks, (task) -> {
				long first = task * this.perTask;
				long end = Math.min(this.count, first + this.perTask);
				for (long row = first; row < end; row++) {
					computeRow(input, output, (int) row, cancellation);
				}
			});
		}

		private void computeRow(Values input, Values output, int row, Cancellation cancellation) {
			int width = this.kernel.outputWidth();
			for (int column = 0; column < width; column += this.pixelsPerCheck) {
				cancellation.check();
				this.kernel.computePixels(input, output, row, column, Math.min(width, column + this.pixelsPerCheck));
			}
			int start = output.first() + row * width * this.kernel.filters();
			for (int index = start; index < start + width * this.kernel.filters(); index++) {
				output.array()[index] = this.clamp.apply(output.array()[index]);
			}
		}

	}

}
