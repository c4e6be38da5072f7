package dev.convolve.engine.conv;

import java.util.Arrays;

import dev.convolve.engine.kernel.Depthwise;
import dev.convolve.tensor.Values;

/**
 * How a depthwise convolution copies rows of its input: each vector of channels by
 * itself, with the padding beside it, columns sorted by their remainder by the stride. So
 * the inputs of neighbouring outputs are neighbours. Where groups have a few channels, a
 * row is copied as often: its first copy holds the first channel of each filter's group,
 * and so on. A channel is then one more tap.
 */
final class DepthwiseLayout {

	private final ConvolutionProblem problem;

	/** Of a group. */
	private final int channels;

	/** By channel of a group and vector, the first channel of the image that it loads. */
	private final int[][] starts;

	/** By channel of a group and lane, which of those that its vector loads it takes. */
	private final int[][] offsets;

	private final int phases;

	private final int phasePitch;

	/**
	 * Runs of taps that lie side by side: the first one of each, the longest runs first.
	 */
	private final int[] runs;

	final int threes;

	final int twos;

	final int ones;

	/** The taps in the order of the runs. */
	final int[] order;

	/**
	 * Lays out.
	 * @param problem the descriptor
	 * @param slides whether the columns stay in order
	 */
	DepthwiseLayout(ConvolutionProblem problem, boolean slides) {
		this.problem = problem;
		this.phases = slides ? 1 : problem.strides().width();
		this.phasePitch = (columns() + this.phases - 1) / this.phases * Depthwise.LANES;
		this.channels = problem.channelsPerGroup();
		this.starts = new int[this.channels][vectors()];
		this.offsets = new int[this.channels][vectors() * Depthwise.LANES];
		for (int channel = 0; channel < this.channels; channel++) {
			for (int lane = 0; lane < vectors() * Depthwise.LANES; lane++) {
				int vector = lane / Depthwise.LANES;
				int first = channel(filter(vector * Depthwise.LANES), channel);
				this.starts[channel][vector] = Math.clamp(problem.channels() - Depthwise.LANES, 0, first);
				this.offsets[channel][lane] = channel(filter(lane), channel) - this.starts[channel][vector];
			}
		}
		int valuesOfRow = problem.kernel().width() * this.channels;
		int taps = problem.kernel().height() * valuesOfRow;
		int[] starts = new int[taps];
		int[] lengths = new int[taps];
		boolean[] taken = new boolean[taps];
		int count = 0;
		for (int tap = 0; tap < taps; tap++) {
			if (!taken[tap]) {
				int length = 0;
				int next = tap;
				while (length < 3 && next < (tap / valuesOfRow + 1) * valuesOfRow
						&& placeInRow(next) == placeInRow(tap) + length * Depthwise.LANES) {
					taken[next] = true;
					length++;
					next += neighbour();
				}
				starts[count] = tap;
				lengths[count++] = length;
			}
		}
		this.runs = new int[count];
		this.order = new int[taps];
		int run = 0;
		int at = 0;
		int[] ends = new int[4];
		for (int length = 3; length > 0; length--) {
			for (int index = 0; index < count; index++) {
				if (lengths[index] == length) {
					this.runs[run++] = starts[index];
					for (int tap = 0; tap < length; tap++) {
						this.order[at++] = starts[index] + tap * neighbour();
					}
				}
			}
			ends[length] = run + 1;
		}
		this.threes = ends[3];
		this.twos = ends[2];
		this.ones = ends[1];
	}

	/**
	 * No less than a block copies at least: the rows that one of outputs needs and a
	 * stride more; to be asked before a layout is made.
	 */
	static double leastCopied(ConvolutionProblem problem, int channels) {
		double rows = problem.strides().height() + (problem.kernel().height() - 1.0) * problem.dilation().height() + 1;
		double columns = (double) problem.outputWidth() * problem.strides().width()
				+ (problem.kernel().width() - 1.0) * problem.dilation().width();
		return rows * (columns + problem.strides().width()) * channels * problem.channelsPerGroup();
	}

	/** Whether one vector of the image holds what each vector of filters needs. */
	static boolean isWithinVectors(ConvolutionProblem problem) {
		for (int filter = 0; filter < problem.filters(); filter += Depthwise.LANES) {
			int first = Math.min(filter, problem.filters() - Depthwise.LANES);
			int groups = (first + Depthwise.LANES - 1) / problem.filtersPerGroup() - first / problem.filtersPerGroup();
			if (groups * problem.channelsPerGroup() >= Depthwise.LANES) {
				return false;
			}
		}
		return true;
	}

	/** How many taps further the one is that reads the next output's input. */
	private int neighbour() {
		int stride = this.phases;
		int dilation = this.problem.dilation().width();
		return Math.max(1, stride / dilation) * this.channels;
	}

	/** Where a tap's input is in its row, from the first output's first one on. */
	private int placeInRow(int tap) {
		int column = tap / this.channels % this.problem.kernel().width() * this.problem.dilation().width();
		return tap % this.channels * this.phases * this.phasePitch + place(column);
	}

	private int place(int column) {
		return column % this.phases * this.phasePitch + column / this.phases * Depthwise.LANES;
	}

	/** From one vector of a row to the next. */
	int vectorPitch() {
		return this.channels * this.phases * this.phasePitch;
	}

	/** How many integers {@link #putRuns} writes. */
	int runsLength() {
		return this.runs.length + 2;
	}

	/**
	 * Where each run starts, between two entries that are none; see
	 * {@link Depthwise#outputs}. Rows take turns in the places of a window.
	 * @param row of the first tap
	 * @param window rows that have places, no fewer than the taps span
	 * @param rowPitch from one place to the next
	 * @param target where to, from 0 on
	 */
	void putRuns(int row, int window, int rowPitch, int[] target) {
		int valuesOfRow = this.problem.kernel().width() * this.channels;
		for (int run = 0; run < this.runs.length; run++) {
			int tapRow = this.runs[run] / valuesOfRow * this.problem.dilation().height();
			target[run + 1] = (row + tapRow) % window * rowPitch + placeInRow(this.runs[run]);
		}
		target[0] = 0;
		target[this.runs.length + 1] = 0;
	}

	/** Vectors of filters; the last overlaps the one before. */
	int vectors() {
		return (this.problem.filters() + Depthwise.LANES - 1) / Depthwise.LANES;
	}

	/** Where the last vector starts. */
	int last() {
		return this.problem.filters() - Depthwise.LANES;
	}

	/** The filter of a lane. */
	private int filter(int lane) {
		return Math.min(lane / Depthwise.LANES * Depthwise.LANES, last()) + lane % Depthwise.LANES;
	}

	/** The channel of the image that is a filter's channel of its group. */
	private int channel(int filter, int channelOfGroup) {
		return filter / this.problem.filtersPerGroup() * this.channels + channelOfGroup;
	}

	/** The columns that a row of outputs needs. */
	private int columns() {
		return this.problem.inputColumns(this.problem.outputWidth());
	}

	/** Values that a copy takes, with what may be read beyond. */
	double values(int inputRows, int vectorCount) {
		return ((double) inputRows * vectorCount + 1) * vectorPitch() + Depthwise.LEAST_OUTPUTS * Depthwise.LANES;
	}

	/**
	 * Sorts values of all filters by vectors.
	 * @param values {@code [taps][filters]}
	 * @param taps in the order wanted
	 * @return {@code [vectors][taps][lanes]}
	 */
	float[] pack(float[] values, int[] taps) {
		float[] packed = new float[vectors() * taps.length * Depthwise.LANES];
		for (int index = 0; index < packed.length; index++) {
			int lane = index % Depthwise.LANES;
			int tap = taps[index / Depthwise.LANES % taps.length];
			int vector = index / Depthwise.LANES / taps.length;
			packed[index] = values[tap * this.problem.filters() + filter(vector * Depthwise.LANES + lane)];
		}
		return packed;
	}

	/** Whether rows have columns of padding, which {@link #copy} leaves as they are. */
	boolean isPadded() {
		int left = this.problem.padding().left();
		return left > 0 || left + this.problem.width() < columns();
	}

	/**
	 * Copies a row of the image, or zeros if it lies above or below.
	 * @param input all images
	 * @param image which one
	 * @param row counted from the image's first, may be negative
	 * @param vector the first vector
	 * @param end behind the last
	 * @param target where to
	 * @param base from where on
	 */
	void copy(Values input, int image, int row, int vector, int end, float[] target, int base) {
		if (row < 0 || row >= this.problem.height()) {
			Arrays.fill(target, base, base + (end - vector) * vectorPitch(), 0);
			return;
		}
		int left = this.problem.padding().left();
		int from = Math.min(left, columns());
		int to = Math.clamp(left + this.problem.width(), from, columns());
		for (int phase = 0; phase < this.phases; phase++) {
			// The first column of this phase
			int column = from + Math.floorMod(phase - from, this.phases);
			int pixels = (to - column + this.phases - 1) / this.phases;
			if (pixels > 0) {
				int pixel = (image * this.problem.height() + row) * this.problem.width() + column - left;
				copyPixels(input.array(), input.first() + pixel * this.problem.channels(), pixels, vector, end - vector,
						target, base + place(column));
			}
		}
	}

	private void copyPixels(float[] input, int at, int pixels, int vector, int vectors, float[] target, int to) {
		int step = this.phases * this.problem.channels();
		if (this.channels > 1 || this.problem.filtersPerGroup() > 1) {
			for (int channel = 0; channel < this.channels; channel++) {
				Depthwise.repeat(input, at, step, pixels, this.starts[channel], this.offsets[channel],
						this.problem.channels() >= Depthwise.LANES, vector, vector + vectors, target,
						to + channel * this.phases * this.phasePitch, vectorPitch());
			}
		}
		else {
			int from = vector * Depthwise.LANES;
			Depthwise.copy(input, at + Math.min(from, last()), step, pixels, Math.max(0, last() - from), vectors,
					target, to, vectorPitch());
		}
	}

}
