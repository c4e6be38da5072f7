package dev.convolve.engine.conv;

import java.util.Random;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Winograd;
import dev.convolve.network.Extent;
import dev.convolve.network.Padding;
import dev.convolve.tensor.Values;
import dev.convolve.testing.Cases;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What tiles are transformed from. Runs once for each width of vectors and without.
 */
class WinogradInputsTests {

	/**
	 * Channels that fill no chunk are read with those behind them, but never with what
	 * lies behind the last image: NaN there would make the result be computed again.
	 */
	@ParameterizedTest
	@CsvSource({ "F4, 3, 40, 1, 0", "F4, 3, 40, 1, 1", "F2, 3, 17, 1, 0", "F2, 3, 48, 2, 0", "F2_OF_5, 5, 20, 1, 2",
			"F3_OF_2, 2, 33, 3, 1", "F4, 5, 16, 1, 0" })
	void nothingButTheImagesIsRead(Winograd transform, int side, int channels, int groups, int padding) {
		ConvolutionProblem problem = new ConvolutionProblem(2, 10, 10, groups * channels, groups * Gemm.PANEL,
				new Extent(side, side), Extent.ONE, Extent.ONE, new Padding(padding, padding, padding, padding),
				groups);
		WinogradParts parts = WinogradParts.of(transform, problem.kernel(), problem.strides());
		Chunks chunks = Chunks.of(parts.count() * channels, Gemm.LONG);
		WinogradTiles tiles = WinogradTiles.of(problem, parts);
		WinogradInputs inputs = new WinogradInputs(problem, parts, chunks, tiles);
		Values images = AmongNaN.put(Cases.normal(new Random(61), 200 * problem.channels()), 7);
		Workspace workspace = new Workspace();
		workspace.require(inputs.patchSize(), 0);
		TileRange all = new TileRange(0, tiles.count(), tiles.count());
		for (int group = 0; group < groups; group++) {
			float[] transformed = new float[inputs.blockSize()];
			inputs.transform(images, group, all, 0, tiles.count(), transformed, 0, workspace, 0);
			assertThat(transformed).as("group %d", group).doesNotContain(Float.NaN);
		}
	}

}
