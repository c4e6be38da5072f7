package dev.convolve.engine.kernel;

/**
 * Products of pixels with few filters, each a sum over the channels: the lanes of a
 * vector are neighbouring channels of one pixel. Each pixel is read to its end before the
 * next one, as they lie: where they are not in the cache, one stream is read at twice the
 * speed of several. Only the sums of their lanes are added up for eight pixels at a time.
 */
public final class Dots {

	/** Pixels whose lanes are added up together. */
	private static final int TOGETHER = 8;

	/** One filter, or four, of which those that nobody asked for have weights of zero. */
	public static final int MOST_FILTERS = 4;

	/** Room for the sums of lanes. */
	public static final int SUMS = TOGETHER * KernelMode.LANES;

	private Dots() {
	}

	/**
	 * For how many filters there are to be weights.
	 * @param filters how many are wanted
	 * @return one or four
	 */
	public static int room(int filters) {
		return (filters == 1) ? 1 : MOST_FILTERS;
	}

	/**
	 * Computes the outputs of some pixels, each of them in the same way, however many
	 * there are.
	 * @param a the values
	 * @param aBase is added to every pixel's place
	 * @param places by pixel, where its first channel lies
	 * @param pixels how many
	 * @param channels how many
	 * @param w the weights, {@code [room(filters)][channels]}
	 * @param bias one value a filter: as many as there are
	 * @param sums room for {@link #SUMS} values
	 * @param sumBase where that starts
	 * @param c where the results go, {@code [pixels][filters]}
	 * @param cBase where the first pixel's are
	 */
	public static void multiply(float[] a, int aBase, int[] places, int pixels, int channels, float[] w, float[] bias,
			float[] sums, int sumBase, float[] c, int cBase) {
		int vectors = channels / KernelMode.LANES;
		int room = room(bias.length);
		for (int pixel = 0; pixel < pixels; pixel += TOGETHER) {
			int end = Math.min(pixels, pixel + TOGETHER);
			lanes(a, aBase, places, pixel, end, channels, w, vectors, room, sums, sumBase);
			for (int filter = 0; filter < bias.length; filter++) {
				int from = sumBase + filter - pixel * KernelMode.LANES;
				for (int of = pixel; of < end; of++) {
					float rest = rest(a, aBase + places[of], w, filter * channels, vectors, channels, bias[filter]);
					c[cBase + of * bias.length + filter] = sum(sums, from + of * KernelMode.LANES, room) + rest;
				}
			}
		}
	}

	private static void lanes(float[] a, int aBase, int[] places, int pixel, int end, int channels, float[] w,
			int vectors, int filters, float[] sums, int sumBase) {
		if (!KernelMode.VECTOR) {
			scalar(a, aBase, places, pixel, end, channels, w, vectors, filters, sums, sumBase);
		}
		else if (filters == 1) {
			DotKernel.one(a, aBase, places, pixel, end, w, vectors, sums, sumBase);
		}
		else {
			DotKernel.four(a, aBase, places, pixel, end, channels, w, vectors, sums, sumBase);
		}
	}

	/** The channels that do not fill a vector. */
	private static float rest(float[] a, int aBase, float[] w, int wBase, int vectors, int channels, float start) {
		float sum = start;
		for (int channel = vectors * KernelMode.LANES; channel < channels; channel++) {
			sum += a[aBase + channel] * w[wBase + channel];
		}
		return sum;
	}

	private static float sum(float[] sums, int from, int step) {
		float sum = sums[from];
		for (int lane = step; lane < KernelMode.LANES; lane += step) {
			sum += sums[from + lane];
		}
		return sum;
	}

	/** The scalar twin of {@link DotKernel}. */
	private static void scalar(float[] a, int aBase, int[] places, int pixel, int end, int channels, float[] w,
			int vectors, int filters, float[] sums, int sumBase) {
		for (int index = 0; index < (end - pixel) * KernelMode.LANES; index++) {
			int at = aBase + places[pixel + index / KernelMode.LANES];
			int lane = index % KernelMode.LANES;
			int weight = lane % filters * channels;
			float sum = 0;
			for (int first = lane - lane % filters; first < vectors * KernelMode.LANES; first += KernelMode.LANES) {
				for (int channel = first; channel < first + filters; channel++) {
					sum += a[at + channel] * w[weight + channel];
				}
			}
			sums[sumBase + index] = sum;
		}
	}

}
