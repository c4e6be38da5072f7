package dev.convolve.engine.kernel;

/**
 * Sums of products along planes, one channel of the input each: the lanes of a vector are
 * neighbouring pixels. For so few filters that vectors of filters would be half empty.
 */
public final class Planes {

	/** Pixels that are computed at once. */
	public static final int TILE = 8 * KernelMode.LANES;

	/** The most filters of a group for which it pays. */
	public static final int MOST_FILTERS = KernelMode.LANES;

	/** Filters whose sums are put side by side at once. */
	public static final int SIDE = TransposeKernel.SIDE;

	/** Pixels that stay in the first-level cache while they are sorted. */
	private static final int TOGETHER = 64;

	private static final int FOUR = 4;

	private static final boolean SQUARES = KernelMode.VECTOR && KernelMode.LANES >= SIDE;

	private Planes() {
	}

	/**
	 * For how many filters there are to be weights and sums: three are computed as four,
	 * which is faster than one by one.
	 * @param filters how many are wanted
	 * @return so many or one more
	 */
	public static int room(int filters) {
		return (filters % FOUR == FOUR - 1) ? filters + 1 : filters;
	}

	/**
	 * How many are computed one by one.
	 * @param filters for how many there is room
	 * @return less than four
	 */
	public static int singles(int filters) {
		return filters % FOUR;
	}

	/**
	 * Where the weight of a filter and a tap lies: those of four filters side by side,
	 * then those of single ones.
	 * @param filter of the group
	 * @param tap which
	 * @param filters for how many there is room, as for {@link #multiply}
	 * @param taps how many
	 * @return from where the group's weights start
	 */
	public static int weight(int filter, int tap, int filters, int taps) {
		int first = filter - filter % FOUR;
		boolean together = KernelMode.VECTOR && first + FOUR <= filters;
		return together ? first * taps + tap * FOUR + filter % FOUR : filter * taps + tap;
	}

	/**
	 * Adds some of the taps' products to the sums of all filters of a group.
	 * @param a the planes
	 * @param aBase the first pixel's first tap
	 * @param taps by tap, how far its input is from the first tap's
	 * @param from the first tap to be added
	 * @param end behind the last
	 * @param w the weights, each where {@link #weight} says
	 * @param wBase where they start
	 * @param c the sums, {@code [filters][cStep]}
	 * @param cBase where they start
	 * @param cStep from filter to filter
	 * @param filters how many
	 * @param tiles how many times {@link #TILE} pixels
	 */
	public static void multiply(float[] a, int aBase, int[] taps, int from, int end, float[] w, int wBase, float[] c,
			int cBase, int cStep, int filters, int tiles) {
		int filter = 0;
		if (KernelMode.VECTOR) {
			for (; filter + FOUR <= filters; filter += FOUR) {
				int weights = wBase + filter * taps.length;
				int to = cBase + filter * cStep;
				if (Lanes.MANY_REGISTERS) {
					PlaneKernel.fourWide(a, aBase, taps, from, end, w, weights, c, to, cStep,
							tiles * (TILE / (4 * KernelMode.LANES)));
				}
				else {
					PlaneKernel.four(a, aBase, taps, from, end, w, weights, c, to, cStep,
							tiles * (TILE / (2 * KernelMode.LANES)));
				}
			}
		}
		for (; filter < filters; filter++) {
			int weights = wBase + filter * taps.length;
			int to = cBase + filter * cStep;
			if (KernelMode.VECTOR) {
				PlaneKernel.one(a, aBase, taps, from, end, w, weights, c, to, tiles);
			}
			else {
				scalar(a, aBase, taps, from, end, w, weights, c, to, tiles * TILE);
			}
		}
	}

	/**
	 * Sorts the values of neighbouring pixels by channels.
	 * @param source the pixels
	 * @param from the first
	 * @param step from pixel to pixel
	 * @param pixels how many
	 * @param channels how many
	 * @param target the planes
	 * @param to the first pixel's first channel
	 * @param toStep from plane to plane
	 */
	public static void split(float[] source, int from, int step, int pixels, int channels, float[] target, int to,
			int toStep) {
		if (!SQUARES || pixels < SIDE || channels < SIDE) {
			for (int channel = 0; channel < channels; channel++) {
				for (int pixel = 0; pixel < pixels; pixel++) {
					target[to + channel * toStep + pixel] = source[from + channel + pixel * step];
				}
			}
			return;
		}
		for (int pixel = 0; pixel < pixels; pixel += TOGETHER) {
			int count = Math.min(TOGETHER, pixels - pixel);
			// The last squares overlap those before
			int start = Math.min(pixel, pixels - SIDE);
			for (int channel = 0; channel < channels; channel += SIDE) {
				int first = Math.min(channel, channels - SIDE);
				int at = from + first + start * step;
				int plane = to + first * toStep + start;
				TransposeKernel.squares(source, at, step, SIDE * step, Math.max(1, count / SIDE), target, plane, toStep,
						SIDE);
				if (count > SIDE && count % SIDE > 0) {
					int last = count - SIDE;
					TransposeKernel.squares(source, at + last * step, step, 0, 1, target, plane + last, toStep, 0);
				}
			}
		}
	}

	/**
	 * Puts the sums of each pixel side by side.
	 * @param source the sums, {@code [filters][step]}; up to {@link #SIDE} filters are
	 * read
	 * @param from the first pixel's first sum
	 * @param step from filter to filter
	 * @param filters how many
	 * @param pixels how many
	 * @param target {@code [pixels][filters]}
	 * @param to the first pixel's first
	 */
	public static void merge(float[] source, int from, int step, int filters, int pixels, float[] target, int to) {
		for (int filter = 0; filter < filters; filter += SIDE) {
			int first = Math.clamp(filters - SIDE, 0, filter);
			// Of few filters, each pixel overwrites what those before stored too much
			int whole = SQUARES ? (pixels * filters - first - SIDE + filters) / filters / SIDE : 0;
			if (whole > 0) {
				TransposeKernel.squares(source, from + first * step, step, SIDE, whole, target, to + first, filters,
						SIDE * filters);
			}
			for (int index = first; index < Math.min(filters, first + SIDE); index++) {
				for (int pixel = whole * SIDE; pixel < pixels; pixel++) {
					target[to + pixel * filters + index] = source[from + index * step + pixel];
				}
			}
		}
	}

	/** The scalar twin of {@link PlaneKernel}, eight pixels at a time. */
	private static void scalar(float[] a, int aBase, int[] taps, int from, int end, float[] w, int wBase, float[] c,
			int cBase, int pixels) {
		for (int pixel = 0; pixel < pixels; pixel += 8) {
			float s0 = 0;
			float s1 = 0;
			float s2 = 0;
			float s3 = 0;
			float s4 = 0;
			float s5 = 0;
			float s6 = 0;
			float s7 = 0;
			for (int k = from; k < end; k++) {
				float weight = w[wBase + k];
				int at = aBase + pixel + taps[k];
				s0 += weight * a[at];
				s1 += weight * a[at + 1];
				s2 += weight * a[at + 2];
				s3 += weight * a[at + 3];
				s4 += weight * a[at + 4];
				s5 += weight * a[at + 5];
				s6 += weight * a[at + 6];
				s7 += weight * a[at + 7];
			}
			int to = cBase + pixel;
			c[to] += s0;
			c[to + 1] += s1;
			c[to + 2] += s2;
			c[to + 3] += s3;
			c[to + 4] += s4;
			c[to + 5] += s5;
			c[to + 6] += s6;
			c[to + 7] += s7;
		}
	}

}
