package dev.convolve.engine.conv;

import java.util.Random;

import dev.convolve.network.Extent;
import dev.convolve.network.Padding;

/**
 * Small problems of every kind: plain, in groups, depthwise, for Winograd's algorithms
 * and in narrow groups, with explicit, uneven padding.
 */
final class RandomProblems {

	private static final int[] COUNTS = { 1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 20, 24, 31, 32, 33, 40, 48, 64, 70,
			72, 96 };

	private RandomProblems() {
	}

	/**
	 * Draws a problem.
	 * @param random the same problem for the same seed
	 */
	static ConvolutionProblem draw(Random random) {
		while (true) {
			int kind = random.nextInt(5);
			int groups = (kind == 1) ? 1 + random.nextInt(6) : 1;
			int channels = COUNTS[random.nextInt(COUNTS.length)];
			int filters = COUNTS[random.nextInt(COUNTS.length)];
			if (kind == 1) {
				channels = groups * (1 + random.nextInt(20));
				filters = groups * (1 + random.nextInt(40));
			}
			else if (kind == 2) {
				groups = channels;
				filters = channels * ((random.nextInt(3) == 0) ? 2 + random.nextInt(3) : 1);
			}
			else if (kind == 4) {
				int perGroup = 2 + random.nextInt(7);
				groups = 2 + random.nextInt(20);
				channels = groups * perGroup;
				filters = groups * (random.nextBoolean() ? perGroup : 1 + random.nextInt(15));
			}
			boolean winograd = kind == 3;
			if (winograd) {
				channels = 16 + random.nextInt(90);
				filters = 16 + random.nextInt(60);
			}
			Extent kernel = winograd ? winogradKernel(random)
					: (kind == 2 && random.nextBoolean()) ? new Extent(3, 3) : pair(random, 5);
			Extent strides = ((winograd && random.nextBoolean()) || random.nextBoolean()) ? Extent.ONE
					: pair(random, 3);
			Extent dilation = (random.nextInt(3) > 0) ? Extent.ONE : pair(random, 3);
			int rows = winograd ? 1 + kernel.height() / 2 : 4;
			int columns = winograd ? 1 + kernel.width() / 2 : 4;
			Padding padding = (random.nextInt(3) == 0) ? Padding.NONE : new Padding(random.nextInt(rows),
					random.nextInt(rows), random.nextInt(columns), random.nextInt(columns));
			try {
				int width = 1 + random.nextInt((kind == 2) ? 70 : 20);
				return new ConvolutionProblem(1 + random.nextInt(3), 1 + random.nextInt(20), width, channels, filters,
						kernel, strides, dilation, padding, groups);
			}
			catch (IllegalArgumentException ex) {
				// The kernel did not fit: draw again.
			}
		}
	}

	private static Extent winogradKernel(Random random) {
		return switch (random.nextInt(6)) {
			case 0 -> new Extent(3, 3);
			case 1 -> new Extent(5, 5);
			case 2 -> new Extent(2 + random.nextInt(6), 2 + random.nextInt(6));
			case 3 -> new Extent(1, 3 + random.nextInt(7));
			case 4 -> new Extent(2 + 2 * random.nextInt(2), 2 + random.nextInt(3));
			default -> new Extent(3 + random.nextInt(7), 1);
		};
	}

	private static Extent pair(Random random, int most) {
		return new Extent(1 + random.nextInt(most), 1 + random.nextInt(most));
	}

}
