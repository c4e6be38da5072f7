package dev.convolve.engine.kernel;

import java.util.Arrays;

/**
 * The transforms of the Winograd algorithms, by size of the output tile and of the kernel
 * that they take whole. Larger ones are cut into parts.
 */
@SuppressWarnings("ImmutableEnumChecker") // Arrays that nobody writes to: kernels read
											// them
public enum Winograd {

	/**
	 * Tiles of 4 × 4 outputs, 36 products for each: with 3×3 kernels a quarter of the
	 * multiplications.
	 */
	F4("winograd4", false, 4, 3, 0, 0.6875, -0.6875, 1.4375, -1.4375),

	/**
	 * Tiles of 2 × 2 outputs, 16 products for each: with 3×3 kernels four ninths of the
	 * multiplications.
	 */
	F2("winograd2", false, 2, 3, 0, 1, -1),

	/**
	 * Tiles of 2 × 2 outputs, 36 products for each: with 5×5 kernels about a third of the
	 * multiplications. The inputs are transformed as for {@link #F4}.
	 */
	F2_OF_5("winograd2of5", false, 2, 5, 0, 0.6875, -0.6875, 1.4375, -1.4375),

	/**
	 * Tiles of 3 × 3 outputs, 16 products for each: with 2×2 kernels, and with 4×4, which
	 * are cut into four, four ninths of the multiplications. The inputs are transformed
	 * as for {@link #F2}.
	 */
	F3_OF_2("winograd3of2", false, 3, 2, 0, 1, -1),

	/**
	 * Tiles of 4 outputs side by side or below each other, 7 products for each: with
	 * kernels of 4 taps in a line 7 sixteenths of the multiplications.
	 */
	LINE("winograd4line", true, 4, 4, 0, 0.625, -0.625, 1.125, -1.125, -2);

	/** Tiles that are computed together at most. */
	public static final int MOST_TILES = 60;

	/** Channels that are transformed at once. */
	public static final int CHANNELS = Gemm.SHORT;

	/**
	 * Keeps positions from lying a multiple of a page apart, where they would evict each
	 * other.
	 */
	private static final int SKEW = 16;

	/** From one position of transformed inputs to the next. */
	public static final int INPUT_STEP = MOST_TILES * Gemm.LONG + SKEW;

	/** From one position of products to the next. */
	public static final int OUTPUT_STEP = MOST_TILES * Gemm.PANEL + SKEW;

	/**
	 * Rounding errors above this part of the largest count as the largest, for which the
	 * bounds have been measured.
	 */
	private static final double CLEARLY_LESS = 0.9;

	/** Values of the buffer that the transforms need. */
	public static final int BUFFER = 36 * Math.max(CHANNELS, Gemm.PANEL);

	private final String algorithm;

	private final boolean line;

	private final int outputs;

	private final int taps;

	private final double[] points;

	private final float[][] inputMatrix;

	private final float[][] outputMatrix;

	private final double[] errors;

	Winograd(String algorithm, boolean line, int outputs, int taps, double... points) {
		this.algorithm = algorithm;
		this.line = line;
		this.outputs = outputs;
		this.taps = taps;
		this.points = points;
		this.inputMatrix = inputTransform(points);
		this.outputMatrix = outputTransform(points, outputs);
		this.errors = errors(this.inputMatrix, kernelTransform(), this.outputMatrix);
	}

	/**
	 * A row of coefficients for each point: of the polynomial that is 0 at all the
	 * others.
	 */
	private static float[][] inputTransform(double[] points) {
		float[][] matrix = new float[points.length + 1][points.length + 1];
		for (int row = 0; row < matrix.length; row++) {
			double[] polynomial = new double[points.length + 1];
			polynomial[0] = 1;
			int degree = 0;
			for (int other = 0; other < points.length; other++) {
				if (other != row) {
					degree++;
					for (int power = degree; power >= 0; power--) {
						polynomial[power] = ((power > 0) ? polynomial[power - 1] : 0)
								- points[other] * polynomial[power];
					}
				}
			}
			for (int power = 0; power <= degree; power++) {
				matrix[row][power] = (float) polynomial[power];
			}
		}
		return matrix;
	}

	/** A column of powers for each point. */
	private static float[][] outputTransform(double[] points, int outputs) {
		float[][] matrix = new float[outputs][points.length + 1];
		for (int row = 0; row < outputs; row++) {
			for (int column = 0; column < points.length; column++) {
				matrix[row][column] = (float) Math.pow(points[column], row);
			}
		}
		matrix[outputs - 1][points.length] = 1;
		return matrix;
	}

	/**
	 * The rounding errors of each output of a tile, by the measure of
	 * {@link Winograd4Kernel}, as parts of the largest.
	 */
	private static double[] errors(float[][] input, double[][] kernel, float[][] output) {
		double[] squares = new double[output.length];
		for (int row = 0; row < output.length; row++) {
			for (int point = 0; point < input.length; point++) {
				double power = output[row][point];
				squares[row] += power * power * square(input[point]) * square(kernel[point]);
			}
		}
		double most = Arrays.stream(squares).max().orElseThrow();
		return Arrays.stream(squares)
			.map((square) -> Math.sqrt(square / most))
			.map((error) -> (error < CLEARLY_LESS) ? error : 1)
			.toArray();
	}

	private static double square(float[] row) {
		double sum = 0;
		for (float value : row) {
			sum += (double) value * value;
		}
		return sum;
	}

	private static double square(double[] row) {
		return Arrays.stream(row).map((value) -> value * value).sum();
	}

	/** What the algorithm is called. */
	public String algorithm() {
		return this.algorithm;
	}

	/** Whether tiles are lines, not squares. */
	public boolean isLine() {
		return this.line;
	}

	/** Outputs in a tile, in each direction. */
	public int outputs() {
		return this.outputs;
	}

	/**
	 * How large the rounding errors of an output are, on average, compared with those of
	 * the outputs of a tile that have the largest. Those in the middle of the tiles of
	 * {@link #F4} and {@link #F3_OF_2} have less, and even less where taps are missing.
	 * Of lines, which outputs have the largest depends on that: so all count as such.
	 * @param output its place in the tile, in one direction
	 * @return as a part of theirs, 1 at most
	 */
	public double error(int output) {
		return this.line ? 1 : this.errors[output];
	}

	/** Taps of the longest kernel, in each direction. */
	public int taps() {
		return this.taps;
	}

	/** Inputs in a tile, in each direction. */
	public int inputs() {
		return this.outputs + this.taps - 1;
	}

	/**
	 * The matrix that transforms a column of the kernel, {@code [inputs][taps]}: a row of
	 * powers for each finite point, divided by the product of its distances from the
	 * others, and one for ∞.
	 */
	public double[][] kernelTransform() {
		double[][] g = new double[inputs()][this.taps];
		for (int row = 0; row < this.points.length; row++) {
			double divisor = 1;
			for (int other = 0; other < this.points.length; other++) {
				if (other != row) {
					divisor *= this.points[row] - this.points[other];
				}
			}
			double power = 1;
			for (int column = 0; column < this.taps; column++) {
				g[row][column] = power / divisor;
				power *= this.points[row];
			}
		}
		g[inputs() - 1][this.taps - 1] = 1;
		return g;
	}

	/**
	 * Transforms one tile's inputs, {@link #CHANNELS} of them. See
	 * {@link Winograd4Kernel#input}; a line has a step from value to value only.
	 */
	public void input(float[] d, int dBase, int rowStep, int columnStep, float[] buffer, float[] v, int vBase) {
		if (!KernelMode.VECTOR) {
			if (this.line) {
				WinogradScalar.inputLine(this.inputMatrix, d, dBase, columnStep, v, vBase);
			}
			else {
				WinogradScalar.input(this.inputMatrix, d, dBase, rowStep, columnStep, buffer, v, vBase);
			}
			return;
		}
		switch (this) {
			case F4, F2_OF_5 -> Winograd4Kernel.input(d, dBase, rowStep, columnStep, buffer, v, vBase);
			case F2, F3_OF_2 -> Winograd2Kernel.input(d, dBase, rowStep, columnStep, v, vBase);
			case LINE -> WinogradLineKernel.input(d, dBase, columnStep, v, vBase);
		}
	}

	/**
	 * Transforms one tile's products back. See {@link Winograd4Kernel#output}; a line has
	 * a step from value to value only.
	 */
	public float output(float[] m, int mBase, float[] bias, int biasBase, float low, float high, float[] buffer,
			float[] c, int cBase, int rowStep, int columnStep) {
		if (!KernelMode.VECTOR) {
			return this.line
					? WinogradScalar.outputLine(this.outputMatrix, m, mBase, bias, biasBase, low, high, c, cBase,
							columnStep)
					: WinogradScalar.output(this.outputMatrix, m, mBase, bias, biasBase, low, high, buffer, c, cBase,
							rowStep, columnStep);
		}
		return switch (this) {
			case F4 ->
				Winograd4Kernel.output(m, mBase, bias, biasBase, low, high, buffer, c, cBase, rowStep, columnStep);
			case F2_OF_5 ->
				Winograd4Kernel.outputOf5(m, mBase, bias, biasBase, low, high, buffer, c, cBase, rowStep, columnStep);
			case F2 -> Winograd2Kernel.output(m, mBase, bias, biasBase, low, high, c, cBase, rowStep, columnStep);
			case F3_OF_2 ->
				Winograd2Kernel.outputOf2(m, mBase, bias, biasBase, low, high, buffer, c, cBase, rowStep, columnStep);
			case LINE -> WinogradLineKernel.output(m, mBase, bias, biasBase, low, high, c, cBase, columnStep);
		};
	}

}
