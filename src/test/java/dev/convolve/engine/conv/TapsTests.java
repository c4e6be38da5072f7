package dev.convolve.engine.conv;

import java.util.Random;
import java.util.stream.LongStream;

import dev.convolve.engine.kernel.Indirect;
import dev.convolve.network.Extent;
import dev.convolve.network.Padding;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every value once, in their order, in chunks that are not too long.
 */
class TapsTests {

	static LongStream seeds() {
		return LongStream.range(0, 300);
	}

	@ParameterizedTest(name = "seed {0}")
	@MethodSource("seeds")
	void chunksHoldEveryValueOnce(long seed) {
		Random random = new Random(seed);
		Extent kernel = new Extent(random.nextInt(1, 8), random.nextInt(1, 8));
		Extent dilation = new Extent(random.nextInt(1, 3), random.nextInt(1, 3));
		int channels = random.nextBoolean() ? random.nextInt(1, 70) : random.nextInt(1, 2400);
		check("seed " + seed, kernel, dilation, channels, channels * random.nextInt(1, 3));
	}

	@ParameterizedTest
	@CsvSource({ "1, 1, 1151", "1, 1, 1152", "1, 1, 1153", "1, 1, 1156", "1, 1, 2305", "2, 1, 1151", "3, 1, 1155",
			"5, 10, 32", "2, 48, 1140", "3, 3, 256", "1, 2000, 1", "40, 40, 1", "900, 1, 3", "900, 1, 5" })
	void chunksOfAnyRunsHoldEveryValueOnce(int rows, int columns, int channels) {
		check("", new Extent(rows, columns), Extent.ONE, channels, channels);
	}

	private static void check(String place, Extent kernel, Extent dilation, int channels, int pixelStep) {
		int width = (kernel.width() - 1) * dilation.width() + 1;
		int height = (kernel.height() - 1) * dilation.height() + 1;
		int pitch = width * pixelStep;
		Taps taps = Taps.of(
				new ConvolutionProblem(1, height, width, channels, 1, kernel, Extent.ONE, dilation, Padding.NONE, 1),
				pitch, pixelStep);
		String shape = "%s %s, dilation %s, %d channels, step %d".formatted(place, kernel, dilation, channels,
				pixelStep);
		int value = 0;
		for (int chunk = 0; chunk < taps.chunks(); chunk++) {
			assertThat(taps.firstValue(chunk)).as("%s: chunk %d", shape, chunk).isEqualTo(value);
			assertThat(taps.first(chunk)).as("%s: chunk %d", shape, chunk).isLessThan(taps.first(chunk + 1));
			for (int piece = taps.first(chunk); piece < taps.first(chunk + 1); piece += Indirect.PIECE) {
				assertThat(taps.pieces()[piece + 1]).as("%s: piece at %d", shape, piece)
					.isBetween(1, Indirect.MOST_TAPS - 1);
				for (int index = 0; index < taps.pieces()[piece + 1]; index++) {
					int tap = value / channels;
					int row = tap / kernel.width() * dilation.height();
					int column = tap % kernel.width() * dilation.width();
					assertThat(taps.pieces()[piece] + index).as("%s: value %d", shape, value)
						.isEqualTo(row * pitch + column * pixelStep + value % channels);
					value++;
				}
			}
			assertThat(value - taps.firstValue(chunk)).as("%s: chunk %d", shape, chunk)
				.isLessThanOrEqualTo(Taps.MOST_OF_CHUNK);
		}
		assertThat(taps.first(taps.chunks())).as(shape).isEqualTo(taps.pieces().length);
		assertThat(taps.values()).as(shape).isEqualTo(kernel.height() * kernel.width() * channels);
		assertThat(value).as(shape).isEqualTo(taps.values());
	}

}
