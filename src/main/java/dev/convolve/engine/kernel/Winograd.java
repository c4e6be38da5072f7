package dev.convolve.engine.kernel;

/**
 * The transforms of the Winograd algorithms, by size of the output tile and of the
 * kernel.
 */
@SuppressWarnings("ImmutableEnumChecker") // Arrays that nobody writes to: kernels read
											// them
public enum Winograd {

	/** Tiles of 4 × 4 outputs, 36 products for each: a quarter of the multiplications. */
	F4(4, 3, 0, 0.625, -0.625, 1.5, -1.5),

	/**
	 * Tiles of 2 × 2 outputs, 16 products for each: four ninths of the multiplications.
	 */
	F2(2, 3, 0, 1, -1),

	/**
	 * Tiles of 2 × 2 outputs of 5×5 kernels, 36 products for each: about a third of the
	 * multiplications. The inputs are transformed as for {@link #F4}.
	 */
	F2_OF_5(2, 5, 0, 0.625, -0.625, 1.5, -1.5);

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

	/** Values of the buffer that the transforms need. */
	public static final int BUFFER = 36 * Math.max(CHANNELS, Gemm.PANEL);

	private final int outputs;

	private final int taps;

	private final double[] points;

	private final float[][] inputMatrix;

	private final float[][] outputMatrix;

	Winograd(int outputs, int taps, double... points) {
		this.outputs = outputs;
		this.taps = taps;
		this.points = points;
		this.inputMatrix = inputTransform(points);
		this.outputMatrix = outputTransform(points, outputs);
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

	/** Rows and columns of outputs in a tile. */
	public int outputs() {
		return this.outputs;
	}

	/** Rows and columns of the kernel. */
	public int taps() {
		return this.taps;
	}

	/** Rows and columns of inputs in a tile. */
	public int inputs() {
		return this.outputs + this.taps - 1;
	}

	/** Products for one tile, channel and filter. */
	public int positions() {
		return inputs() * inputs();
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

	/** See {@link Winograd4Kernel#input}. */
	public void input(float[] d, int dBase, int rowStep, int columnStep, float[] buffer, float[] v, int vBase) {
		if (!KernelMode.VECTOR) {
			WinogradScalar.input(this.inputMatrix, d, dBase, rowStep, columnStep, buffer, v, vBase);
			return;
		}
		switch (this) {
			case F4, F2_OF_5 -> Winograd4Kernel.input(d, dBase, rowStep, columnStep, buffer, v, vBase);
			case F2 -> Winograd2Kernel.input(d, dBase, rowStep, columnStep, v, vBase);
		}
	}

	/** See {@link Winograd4Kernel#output}. */
	public float output(float[] m, int mBase, float[] bias, int biasBase, float low, float high, float[] buffer,
			float[] c, int cBase, int rowStep, int columnStep) {
		if (!KernelMode.VECTOR) {
			return WinogradScalar.output(this.outputMatrix, m, mBase, bias, biasBase, low, high, buffer, c, cBase,
					rowStep, columnStep);
		}
		return switch (this) {
			case F4 ->
				Winograd4Kernel.output(m, mBase, bias, biasBase, low, high, buffer, c, cBase, rowStep, columnStep);
			case F2_OF_5 ->
				Winograd4Kernel.outputOf5(m, mBase, bias, biasBase, low, high, buffer, c, cBase, rowStep, columnStep);
			case F2 -> Winograd2Kernel.output(m, mBase, bias, biasBase, low, high, c, cBase, rowStep, columnStep);
		};
	}

}
