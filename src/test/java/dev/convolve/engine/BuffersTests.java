package dev.convolve.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

import dev.convolve.engine.kernel.Alignment;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.network.ActivationFunction;
import dev.convolve.network.ActivationLayer;
import dev.convolve.network.Conv2D;
import dev.convolve.network.DataFormat;
import dev.convolve.network.Extent;
import dev.convolve.network.Initializer;
import dev.convolve.network.Layer;
import dev.convolve.network.Network;
import dev.convolve.network.PaddingMode;
import dev.convolve.network.Weights;
import dev.convolve.network.WeightsResolver;
import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;
import dev.convolve.tensor.Values;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BuffersTests {

	private static final int LENGTH = 1 << 14;

	private static final long BYTES = 4L * LENGTH;

	@Test
	void whatWasGivenBackIsTakenAgain() {
		Buffers buffers = new Buffers(2 * BYTES);
		Values first = buffers.take(LENGTH);
		buffers.giveBack(first);
		assertThat(buffers.take(LENGTH)).isEqualTo(first);
		assertThat(buffers.take(LENGTH).overlaps(first)).isFalse();
	}

	@Test
	void onlyTheExactCountFits() {
		Buffers buffers = new Buffers(2 * BYTES);
		Values first = buffers.take(LENGTH);
		buffers.giveBack(first);
		Values fewer = buffers.take(LENGTH - 1);
		assertThat(fewer.count()).isEqualTo(LENGTH - 1);
		assertThat(fewer.overlaps(first)).isFalse();
	}

	@Test
	void allButTheSmallestStartACacheLineAndNoneLieInAnother() {
		Buffers buffers = new Buffers(0);
		List<Values> all = new ArrayList<>();
		for (int count = 1; count < 3 * Alignment.LARGE; count = 3 * count + 1) {
			for (int time = 0; time < 3; time++) {
				Values values = buffers.take(count);
				assertThat(values.count()).isEqualTo(count);
				assertThat(all).noneMatch(values::overlaps);
				if (4L * count >= BYTES) {
					assertThat(values.array().length).isGreaterThanOrEqualTo(Alignment.LARGE - Alignment.FIRST);
					assertThat(values.first() % Alignment.LINE).isEqualTo(Alignment.FIRST % Alignment.LINE);
				}
				all.add(values);
			}
		}
	}

	@Test
	void thoseUsedLongAgoAreDroppedFirst() {
		Buffers buffers = new Buffers(2 * BYTES);
		Values old = Values.of(new float[LENGTH + 1]);
		Values recent = Values.of(new float[LENGTH]);
		buffers.giveBack(old);
		buffers.giveBack(recent);
		assertThat(buffers.take(LENGTH + 1)).isNotEqualTo(old);
		assertThat(buffers.take(LENGTH)).isEqualTo(recent);
	}

	@Test
	void nothingIsKeptThatIsLargerThanAll() {
		Buffers buffers = new Buffers(BYTES - 1);
		Values large = Values.of(new float[LENGTH]);
		buffers.giveBack(large);
		assertThat(buffers.take(LENGTH)).isNotEqualTo(large);
	}

	@Test
	void closedOutputsAreUsedAgainAndComeOutTheSame() {
		try (Engine engine = new Engine(1, 0, 16 << 20)) {
			Layer relu = new ActivationLayer("relu", ActivationFunction.RELU, true);
			Layer sigmoid = new ActivationLayer("sigmoid", ActivationFunction.SIGMOID, true);
			Layer linear = new ActivationLayer("linear", ActivationFunction.LINEAR, true);
			Run run = new Run(engine, List.of(linear, convolution("first"), relu, convolution("second"), sigmoid));
			Outputs outputs = run.once(0, 1, 2, 3, 4);
			float[] last = outputs.tensors().lastEntry().getValue().data();
			float[] expected = last.clone();
			outputs.close();
			outputs.close();
			for (int time = 0; time < 3; time++) {
				try (Outputs again = run.once(0, 4)) {
					assertThat(again.tensors().lastEntry().getValue().data()).isEqualTo(expected);
					assertThat(again.tensors().get(0)).extracting(Tensor::data).isSameAs(run.input.data());
					assertThat(run.input.data()).containsOnly(1f);
				}
			}
			// Two that are open never lie in the same place
			try (Outputs one = run.once(3); Outputs other = run.once(3)) {
				assertThat(one.tensors().get(3).sharesDataWith(other.tensors().get(3))).isFalse();
				assertThat(one.tensors().get(3).data()).isEqualTo(other.tensors().get(3).data());
			}
		}
	}

	private static Layer convolution(String name) {
		return new Conv2D(name, 16, new Extent(3, 3), Extent.ONE, PaddingMode.SAME, DataFormat.CHANNELS_FIRST,
				Extent.ONE, 1, ActivationFunction.GELU, true, Initializer.GLOROT_UNIFORM, Initializer.ZEROS, true);
	}

	/** A network of one shape. */
	private static final class Run {

		private final Plan plan;

		private final Tensor input;

		Run(Engine engine, List<Layer> layers) {
			Shape shape = Shape.of(1, 16, 20, 20);
			Network network = new Network("test", null, layers);
			Weights weights = WeightsResolver.resolve(network, network.shapes(shape), Map.of(), 7, () -> {
			});
			this.plan = engine.compile(network, weights, shape, Precision.FAST);
			float[] ones = new float[(int) shape.elements()];
			Arrays.fill(ones, 1);
			this.input = new Tensor(shape, ones);
		}

		Outputs once(int... layers) {
			BitSet wanted = new BitSet();
			for (int layer : layers) {
				wanted.set(layer);
			}
			return this.plan.run(this.input, wanted, Cancellation.NONE);
		}

	}

}
