package dev.convolve.engine.conv;

import java.util.Arrays;

import dev.convolve.engine.kernel.Planes;
import dev.convolve.engine.kernel.Processor;
import dev.convolve.tensor.Values;

/**
 * How a block of outputs has its inputs laid out in planes, one for each channel and each
 * remainder of rows and columns by the stride, with the padding around them. Pixel i of
 * the block, counted along rows of {@link #pitch} columns, then reads each tap at i plus
 * a constant; what is computed between two rows is dropped.
 */
final class PlaneLayout {

	/**
	 * Planes start at odd multiples of so many floats, in different sets of the cache.
	 */
	private static final int LINE = 16;

	/** Blocks that a large problem is to have at least. */
	private static final int BLOCKS = 12;

	/** Narrower blocks compute too much between rows. */
	private static final int LEAST_COLUMNS = 2 * Planes.TILE;

	private final ConvolutionProblem problem;

	/** Rows of outputs of a block. */
	final int rows;

	/** Columns of outputs of a block. */
	final int columns;

	/** Remainders of a row by the stride that any tap has. */
	private final int rowPhases;

	private final int columnPhases;

	/** Columns of a plane. */
	final int pitch;

	private final int planeRows;

	private final int planeSize;

	private PlaneLayout(ConvolutionProblem problem, int rows, int columns) {
		this.problem = problem;
		this.rows = rows;
		this.columns = columns;
		this.rowPhases = phases(problem.strides().height(), problem.kernel().height(), problem.dilation().height());
		this.columnPhases = phases(problem.strides().width(), problem.kernel().width(), problem.dilation().width());
		this.pitch = pitch(problem, columns);
		this.planeRows = Math.ceilDiv(
				span(rows, problem.strides().height(), problem.kernel().height(), problem.dilation().height()),
				problem.strides().height());
		this.planeSize = (Math.ceilDiv(this.planeRows * this.pitch, LINE) | 1) * LINE;
	}

	static PlaneLayout of(ConvolutionProblem problem, Processor processor) {
		double room = processor.level2() / 2.0 / Float.BYTES;
		int columns = problem.outputWidth();
		while (columns > LEAST_COLUMNS && floats(problem, 1, columns) > room) {
			columns = Math.ceilDiv(columns, 2);
		}
		double wanted = Math.clamp(problem.macs() / Cost.MACS_WORTH_A_TASK, 1, BLOCKS);
		double parts = (double) problem.batch() * Math.ceilDiv(problem.outputWidth(), columns);
		double most = Math.clamp(Math.ceil(parts * problem.outputHeight() / wanted), 1, problem.outputHeight());
		int rows = (int) most;
		while (rows > 1 && floats(problem, rows, columns) > room) {
			rows = Math.ceilDiv(rows, 2);
		}
		return new PlaneLayout(problem, rows, columns);
	}

	/** The least that a block takes; to be asked before a layout is made. */
	static double least(ConvolutionProblem problem) {
		return floats(problem, 1, Math.min(problem.outputWidth(), LEAST_COLUMNS));
	}

	private static double floats(ConvolutionProblem problem, int rows, int columns) {
		double height = (rows - 1.0) * problem.strides().height()
				+ (problem.kernel().height() - 1.0) * problem.dilation().height() + 1;
		double width = (columns - 1.0) * problem.strides().width()
				+ (problem.kernel().width() - 1.0) * problem.dilation().width() + 1;
		double strides = (double) problem.strides().height() * problem.strides().width();
		double plane = (height / problem.strides().height() + 1) * (width / problem.strides().width() + 1) + 2 * LINE;
		return problem.channels() * strides * plane
				+ (problem.filters() + Planes.SIDE) * (rows * (width / problem.strides().width() + 1) + Planes.TILE);
	}

	private static int phases(int stride, int kernel, int dilation) {
		return (int) Math.min(stride, (kernel - 1L) * dilation + 1);
	}

	private static int span(int outputs, int stride, int kernel, int dilation) {
		return (outputs - 1) * stride + (kernel - 1) * dilation + 1;
	}

	private static int pitch(ConvolutionProblem problem, int columns) {
		return Math.ceilDiv(
				span(columns, problem.strides().width(), problem.kernel().width(), problem.dilation().width()),
				problem.strides().width());
	}

	/** How many values are computed for each output of a block. */
	double waste() {
		return tiles(this.rows, this.columns) * (double) Planes.TILE / (this.rows * (double) this.columns);
	}

	/**
	 * Values that are laid out for an output, those that several blocks need as often.
	 */
	double read() {
		double values = (double) this.planeRows * this.pitch / ((double) this.rows * this.columns);
		return values * this.problem.channels() * this.rowPhases * this.columnPhases;
	}

	int tiles(int rowCount, int columnCount) {
		return Math.ceilDiv((rowCount - 1) * this.pitch + columnCount, Planes.TILE);
	}

	/** Where the sums of the first filter start. */
	int sums() {
		return this.problem.channels() * channelStep() + Planes.TILE;
	}

	/** From the sums of one filter to the next. */
	int sumStep() {
		return tiles(this.rows, this.columns) * Planes.TILE;
	}

	/** Filters of a group for which there are sums. */
	int filtersRoom() {
		int filters = this.problem.filtersPerGroup();
		return (this.problem.groups() == 1) ? Planes.room(filters) : filters;
	}

	int floats() {
		return sums() + Math.max(this.problem.groups() * filtersRoom(), Planes.SIDE) * sumStep();
	}

	/** From channel to channel. */
	int channelStep() {
		return this.rowPhases * this.columnPhases * this.planeSize;
	}

	/** By tap of a group, channel by channel, how far it is from the first. */
	int[] taps() {
		int height = this.problem.kernel().height();
		int width = this.problem.kernel().width();
		int[] taps = new int[this.problem.channelsPerGroup() * height * width];
		for (int tap = 0; tap < taps.length; tap++) {
			int row = tap / width % height * this.problem.dilation().height();
			int column = tap % width * this.problem.dilation().width();
			taps[tap] = tap / width / height * channelStep() + place(row, column);
		}
		return taps;
	}

	private int place(int row, int column) {
		int strideDown = this.problem.strides().height();
		int strideAcross = this.problem.strides().width();
		return (row % strideDown * this.columnPhases + column % strideAcross) * this.planeSize
				+ row / strideDown * this.pitch + column / strideAcross;
	}

	/**
	 * Lays out what a block needs.
	 * @param input all images
	 * @param image which one
	 * @param outputRow the block's first
	 * @param rowCount how many
	 * @param outputColumn the block's first
	 * @param columnCount how many
	 * @param target where to
	 */
	void copy(Values input, int image, int outputRow, int rowCount, int outputColumn, int columnCount, float[] target) {
		ConvolutionProblem of = this.problem;
		int down = of.strides().height();
		int across = of.strides().width();
		int y = outputRow * down - of.padding().top();
		int x = outputColumn * across - of.padding().left();
		int height = span(rowCount, down, of.kernel().height(), of.dilation().height());
		int width = span(columnCount, across, of.kernel().width(), of.dilation().width());
		int first = Math.clamp(-x, 0, width);
		int end = Math.clamp((long) of.width() - x, first, width);
		int rowPhase = 0;
		int planeRow = 0;
		for (int row = 0; row < height; row++) {
			boolean empty = y + row < 0 || y + row >= of.height();
			int phases = (rowPhase < this.rowPhases) ? this.columnPhases : 0;
			for (int phase = 0; phase < phases; phase++) {
				int to = (rowPhase * this.columnPhases + phase) * this.planeSize + planeRow * this.pitch;
				int pixels = steps(width - phase, across);
				int begin = Math.min(pixels, steps(first - phase, across));
				int behind = empty ? begin : Math.clamp(steps(end - phase, across), begin, pixels);
				if (begin > 0 || behind < pixels) {
					for (int channel = 0; channel < of.channels(); channel++) {
						int start = to + channel * channelStep();
						Arrays.fill(target, start, start + begin, 0);
						Arrays.fill(target, start + behind, start + pixels, 0);
					}
				}
				if (begin < behind) {
					int pixel = (image * of.height() + y + row) * of.width() + x + phase + begin * across;
					int at = input.first() + pixel * of.channels();
					int step = across * of.channels();
					if (step == 1) {
						System.arraycopy(input.array(), at, target, to + begin, behind - begin);
					}
					else {
						Planes.split(input.array(), at, step, behind - begin, of.channels(), target, to + begin,
								channelStep());
					}
				}
			}
			rowPhase++;
			if (rowPhase == down) {
				rowPhase = 0;
				planeRow++;
			}
		}
	}

	/**
	 * How many positions a stride apart lie before an end: small images feel divisions.
	 */
	private static int steps(int end, int stride) {
		return (stride == 1) ? Math.max(0, end) : Math.ceilDiv(Math.max(0, end), stride);
	}

}
