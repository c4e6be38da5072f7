package dev.convolve.engine.kernel;

/**
 * Rows of a depthwise convolution. The channels are cut into vectors; the last overlaps
 * the one before.
 */
public final class Depthwise {

	/** Channels of a vector, and so the least number of filters. */
	public static final int LANES = KernelMode.LANES;

	/** The least number of outputs that {@link #outputs} computes. */
	public static final int LEAST_OUTPUTS = 4;

	/** Whether {@link #pair} and {@link #row} may be used. */
	public static final boolean SLIDES = KernelMode.VECTOR;

	/** All places of inputs and outputs of {@link #pixels} are below this. */
	public static final int MOST_PLACES = 1 << 29;

	/** {@link #pixels} computes fewer channels than this. */
	public static final int MOST_CHANNELS = 1 << 20;

	/** Whether {@link #pixels} may be faster than the others: with 16 registers. */
	public static final boolean PIXELS = KernelMode.VECTOR && !Lanes.MANY_REGISTERS;

	private static final int MORE_OUTPUTS = 7;

	private static final int MOST_OUTPUTS = 2 * MORE_OUTPUTS;

	/** What a tile takes beside its outputs, as so many of them. */
	private static final int OF_TILE = 2;

	private Depthwise() {
	}

	/** Two rows of a 3×3 kernel with stride 1; see {@link DepthwiseKernel#pair}. */
	public static void pair(float[] input, int from, int rowStep, int step, int planeStep, int lastPlane,
			float[] weights, float[] bias, int vector, int end, int last, boolean left, boolean right, int outputs,
			float[] output, int to, int toStep, int toRow, float low, float high) {
		DepthwiseKernel.pair(input, from, rowStep, step, planeStep, lastPlane, weights, bias, vector, end, last, left,
				right, outputs, output, to, toStep, toRow, low, high);
	}

	/**
	 * One row of a 3×3 kernel with stride 1 or 2; see {@link DepthwiseKernel#single} and
	 * {@link DepthwiseKernel#strided}.
	 */
	public static void row(int stride, float[] input, int from, int rowStep, int step, int planeStep, int lastPlane,
			float[] weights, float[] bias, int vector, int end, int last, boolean left, boolean right, int outputs,
			float[] output, int to, int toStep, float low, float high) {
		if (stride == 1) {
			DepthwiseKernel.single(input, from, rowStep, step, planeStep, lastPlane, weights, bias, vector, end, last,
					left, right, outputs, output, to, toStep, low, high);
		}
		else {
			DepthwiseKernel.strided(input, from, rowStep, step, planeStep, lastPlane, weights, bias, vector, end, last,
					left, right, outputs, output, to, toStep, low, high);
		}
	}

	/**
	 * One row of a 3×3 kernel with stride 1 or 2, all channels of a few outputs before
	 * the next; see {@link DepthwisePixelsKernel}.
	 * @param stride 1 or 2
	 * @param input the image, pixel by pixel; all places of it and of the output are
	 * below {@link #MOST_PLACES}
	 * @param from the first output's first input, channel 0
	 * @param rowStep from one row of inputs to the next tap's
	 * @param step from one column of inputs to the next: the channels, fewer than
	 * {@link #MOST_CHANNELS}
	 * @param weights {@code [vectors][9][lanes]}
	 * @param bias {@code [vectors][lanes]}
	 * @param end vectors of channels
	 * @param last the first channel of the last vector
	 * @param left whether the first output's first column is padding
	 * @param right whether the last output's last column is padding
	 * @param outputs at least four
	 * @param output the results
	 * @param to the first output, channel 0
	 * @param toStep from one output to the next
	 * @param low the least output
	 * @param high the greatest
	 */
	public static void pixels(int stride, float[] input, int from, int rowStep, int step, float[] weights, float[] bias,
			int end, int last, boolean left, boolean right, int outputs, float[] output, int to, int toStep, float low,
			float high) {
		// Never one alone: rows are compiled for two outputs or more
		int first = left ? 2 : 0;
		int tile = (stride == 1) ? DepthwisePixelsKernel.OUTPUTS : DepthwisePixelsKernel.OUTPUTS_OF_STRIDE_2;
		int least = (right || (outputs - first) % tile == 1) ? 2 : 0;
		int tiles = (outputs - first - least) / tile;
		if (left) {
			row(stride, input, from, rowStep, step, LANES, last, weights, bias, 0, end, last, true, false, 2, output,
					to, toStep, low, high);
		}
		int at = from + first * stride * step;
		int out = to + first * toStep;
		int whole = last / LANES + 1;
		tiles(stride, input, at, rowStep, step, weights, 0, bias, whole, tiles, output, out, toStep, low, high);
		if (whole < end) {
			// The last vector overlaps the one before
			tiles(stride, input, at + last, rowStep, step, weights, whole, bias, 1, tiles, output, out + last, toStep,
					low, high);
		}
		int done = first + tile * tiles;
		if (done < outputs) {
			row(stride, input, from + done * stride * step, rowStep, step, LANES, last, weights, bias, 0, end, last,
					false, right, outputs - done, output, to + done * toStep, toStep, low, high);
		}
	}

	private static void tiles(int stride, float[] input, int from, int rowStep, int step, float[] weights,
			int firstVector, float[] bias, int vectors, int tiles, float[] output, int to, int toStep, float low,
			float high) {
		if (stride == 1) {
			DepthwisePixelsKernel.fours(input, from, rowStep, step, weights, firstVector, bias, vectors, tiles, output,
					to, toStep, low, high);
		}
		else {
			DepthwisePixelsKernel.twos(input, from, rowStep, step, weights, firstVector, bias, vectors, tiles, output,
					to, toStep, low, high);
		}
	}

	/**
	 * One row of a 3×3 kernel that sees two rows of the input, all channels; see
	 * {@link DepthwiseEdge#single}.
	 */
	public static void edge(float[] input, int from, int rowStep, int step, float[] weights, float[] bias, int end,
			int tapRow, int stride, boolean left, boolean right, int outputs, float[] output, int to, int toStep,
			float low, float high) {
		if (stride == 1) {
			DepthwiseEdge.single(input, from, rowStep, step, weights, bias, end, tapRow, left, right, outputs, output,
					to, toStep, low, high);
		}
		else {
			DepthwiseEdge.strided(input, from, rowStep, step, weights, bias, end, tapRow, left, right, outputs, output,
					to, toStep, low, high);
		}
	}

	/**
	 * One row of any kernel, at least {@link #LEAST_OUTPUTS} outputs: fourteen, seven and
	 * four at a time; see {@link DepthwiseTiles#seven}.
	 */
	public static void outputs(float[] input, int from, int planeStep, int[] runs, int threes, int twos, int ones,
			float[] weights, int weightsBase, float[] bias, int vector, int end, int last, int outputs, float[] output,
			int to, int toStep, float low, float high) {
		if (!KernelMode.VECTOR) {
			DepthwiseScalar.outputs(input, from, planeStep, runs, threes, twos, ones, weights, weightsBase, bias,
					vector, end, last, outputs, output, to, toStep, low, high);
			return;
		}
		int fourteens = Lanes.MANY_REGISTERS ? outputs / MOST_OUTPUTS : 0;
		if (fourteens > 0) {
			DepthwiseWideTiles.fourteen(input, from, planeStep, runs, threes, twos, ones, weights, weightsBase, bias,
					vector, end, last, fourteens, output, to, toStep, low, high);
		}
		int done = fourteens * MOST_OUTPUTS;
		int sevens = sevens(outputs - done);
		if (sevens > 0) {
			DepthwiseTiles.seven(input, from + done * LANES, planeStep, runs, threes, twos, ones, weights, weightsBase,
					bias, vector, end, last, sevens, output, to + done * toStep, toStep, low, high);
		}
		done += sevens * MORE_OUTPUTS;
		int fours = (outputs - done) / LEAST_OUTPUTS;
		if (fours > 0) {
			DepthwiseTiles.four(input, from + done * LANES, planeStep, runs, threes, twos, ones, weights, weightsBase,
					bias, vector, end, last, fours, output, to + done * toStep, toStep, low, high);
		}
		if (done + fours * LEAST_OUTPUTS < outputs) {
			// The last ones overlap those before
			int first = outputs - LEAST_OUTPUTS;
			DepthwiseTiles.four(input, from + first * LANES, planeStep, runs, threes, twos, ones, weights, weightsBase,
					bias, vector, end, last, 1, output, to + first * toStep, toStep, low, high);
		}
	}

	/**
	 * How many sevens take least with the fours that follow, of which one may overlap.
	 * Four sevens fewer are seven fours more and leave the same, so no fewer are tried.
	 */
	private static int sevens(int outputs) {
		int best = 0;
		int least = Integer.MAX_VALUE;
		int most = outputs / MORE_OUTPUTS;
		for (int sevens = most; sevens >= Math.max(0, most - LEAST_OUTPUTS); sevens--) {
			int fours = Math.ceilDiv(outputs - sevens * MORE_OUTPUTS, LEAST_OUTPUTS);
			int cost = sevens * (MORE_OUTPUTS + OF_TILE) + fours * (LEAST_OUTPUTS + OF_TILE);
			if (cost < least) {
				least = cost;
				best = sevens;
			}
		}
		return best;
	}

	/** Copies pixels; see {@link DepthwiseTiles#copy}. */
	public static void copy(float[] input, int at, int step, int pixels, int last, int vectors, float[] target, int to,
			int planeStep) {
		if (KernelMode.VECTOR) {
			DepthwiseTiles.copy(input, at, step, pixels, last, vectors, target, to, planeStep);
			return;
		}
		for (int v = 0; v < vectors; v++) {
			for (int pixel = 0; pixel < pixels; pixel++) {
				System.arraycopy(input, at + pixel * step + Math.min(v * LANES, last), target,
						to + v * planeStep + pixel * LANES, LANES);
			}
		}
	}

	/**
	 * Copies pixels, each channel as often as it has filters; see
	 * {@link DepthwiseTiles#repeat}.
	 * @param whole whether a whole vector may be loaded from where each starts
	 */
	public static void repeat(float[] input, int at, int step, int pixels, int[] starts, int[] offsets, boolean whole,
			int vector, int end, float[] target, int to, int planeStep) {
		if (KernelMode.VECTOR && whole) {
			DepthwiseTiles.repeat(input, at, step, pixels, starts, offsets, vector, end, target, to, planeStep);
			return;
		}
		for (int lane = vector * LANES; lane < end * LANES; lane++) {
			int from = at + starts[lane / LANES] + offsets[lane];
			int first = to + (lane / LANES - vector) * planeStep + lane % LANES;
			for (int pixel = 0; pixel < pixels; pixel++) {
				target[first + pixel * LANES] = input[from + pixel * step];
			}
		}
	}

}
