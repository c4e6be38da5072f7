package dev.convolve.engine.conv;

import java.util.Arrays;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Planes;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
import dev.convolve.tensor.Values;
import org.jspecify.annotations.Nullable;

/**
 * Convolution with so few filters that vectors of them would be half empty, as in the
 * last layer of networks whose output is an image: vectors of neighbouring pixels, each
 * channel a plane by itself.
 */
final class PlaneConvolution implements ConvolutionAlgorithm {

	/** Taps that are summed up before they are added to the sums of others. */
	private static final int CHUNK = 128;

	@Override
	public String name() {
		return "planes";
	}

	@Override
	public @Nullable String refusal(ConvolutionProblem problem) {
		if (problem.filtersPerGroup() > Planes.MOST_FILTERS) {
			return "its filters fill vectors";
		}
		return (PlaneLayout.least(StripBlocking.flattened(problem)) > Workspaces.MOST_VALUES)
				? "what a block would copy is too large" : null;
	}

	@Override
	public @Nullable String reluctance(ConvolutionProblem problem, Processor processor) {
		return PlaneCost.reluctance(problem, processor);
	}

	@Override
	public Convolution prepare(ConvolutionProblem problem, float[] kernel, float @Nullable [] bias, Clamp clamp) {
		return new Blocks(StripBlocking.flattened(problem), kernel,
				(bias != null) ? bias : new float[problem.filters()], clamp);
	}

	/**
	 * Blocks of outputs, shared out among the threads.
	 */
	private static final class Blocks implements Convolution {

		private final ConvolutionProblem problem;

		private final PlaneLayout layout;

		private final int[] taps;

		/**
		 * Of each group, see {@link Planes#weight}; zeros for a filter that nobody asked
		 * for.
		 */
		private final float[] weights;

		private final float[] bias;

		private final Clamp clamp;

		Blocks(ConvolutionProblem problem, float[] kernel, float[] bias, Clamp clamp) {
			this.problem = problem;
			this.layout = PlaneLayout.of(problem, Processor.current());
			this.taps = this.layout.taps();
			this.bias = bias;
			this.clamp = clamp;
			int room = this.layout.filtersRoom();
			this.weights = new float[problem.groups() * room * this.taps.length];
			int channels = problem.channelsPerGroup();
			int places = this.taps.length / channels;
			for (int filter = 0; filter < problem.filters(); filter++) {
				int ofGroup = filter % problem.filtersPerGroup();
				int start = filter / problem.filtersPerGroup() * room * this.taps.length;
				for (int tap = 0; tap < this.taps.length; tap++) {
					int from = tap % places * channels + tap / places;
					int to = start + Planes.weight(ofGroup, tap, room, this.taps.length);
					this.weights[to] = kernel[from * problem.filters() + filter];
				}
			}
		}

		@Override
		public void run(Values input, Values output, WorkerPool pool, Cancellation cancellation) {
			int height = this.problem.outputHeight();
			int width = this.problem.outputWidth();
			int across = Math.ceilDiv(width, this.layout.columns);
			int down = Math.ceilDiv(height, this.layout.rows);
			int blocks = this.problem.batch() * down * across;
			int tasks = Math.min(Cost.tasks(this.problem, pool.threads()), blocks);
			pool.run(tasks, (task) -> {
				int end = (int) ((long) (task + 1) * blocks / tasks);
				for (int block = (int) ((long) task * blocks / tasks); block < end; block++) {
					cancellation.check();
					int row = block / across % down * this.layout.rows;
					int column = block % across * this.layout.columns;
					compute(input, output, block / across / down, row, Math.min(this.layout.rows, height - row), column,
							Math.min(this.layout.columns, width - column));
				}
			});
		}

		private void compute(Values input, Values output, int image, int row, int rows, int column, int columns) {
			Workspace workspace = Workspaces.SHARED.borrow(this.layout.floats(), 0);
			float[] floats = workspace.floats;
			this.layout.copy(input, image, row, rows, column, columns, floats);
			int sums = this.layout.sums();
			int step = this.layout.sumStep();
			int tiles = this.layout.tiles(rows, columns);
			for (int filter = 0; filter < this.bias.length; filter++) {
				int from = sums + filter * step;
				Arrays.fill(floats, from, from + tiles * Planes.TILE, this.bias[filter]);
			}
			int filters = this.layout.filtersRoom();
			for (int group = 0; group < this.problem.groups(); group++) {
				int first = group * this.problem.channelsPerGroup() * this.layout.channelStep();
				for (int tap = 0; tap < this.taps.length; tap += CHUNK) {
					Planes.multiply(floats, first, this.taps, tap, Math.min(this.taps.length, tap + CHUNK),
							this.weights, group * filters * this.taps.length, floats, sums + group * filters * step,
							step, filters, tiles);
				}
			}
			for (int index = 0; index < rows; index++) {
				int to = output.first()
						+ ((image * this.problem.outputHeight() + row + index) * this.problem.outputWidth() + column)
								* this.bias.length;
				store(floats, sums + index * this.layout.pitch, columns, output.array(), to);
			}
			Workspaces.SHARED.giveBack(workspace);
		}

		/** Puts the filters of each pixel side by side again. */
		private void store(float[] floats, int from, int columns, float[] output, int to) {
			int filters = this.bias.length;
			if (filters == 1) {
				System.arraycopy(floats, from, output, to, columns);
			}
			else {
				Planes.merge(floats, from, this.layout.sumStep(), filters, columns, output, to);
			}
			if (!this.clamp.equals(Clamp.NONE)) {
				Gemm.clamp(output, to, to + columns * filters, this.clamp.low(), this.clamp.high());
			}
		}

	}

}
