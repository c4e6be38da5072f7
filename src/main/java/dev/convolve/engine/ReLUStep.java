package dev.convolve.engine;

import dev.convolve.engine.kernel.ActivationKernel;
import dev.convolve.network.ReLU;
import dev.convolve.tensor.Tensor;

/**
 * Applies a {@code ReLU} layer.
 *
 * @param layer the layer
 */
record ReLUStep(ReLU layer) implements Step {

	@Override
	public Tensor run(Tensor input, boolean scratch, Execution execution) {
		float[] data = (scratch) ? input.data() : execution.buffers().copy(input.data());
		Slices.forEach(data.length, 1, execution, (from, end) -> ActivationKernel.relu(data, from, end,
				this.layer.maxValue(), this.layer.negativeSlope(), this.layer.threshold()));
		return new Tensor(input.shape(), data);
	}

	@Override
	public String describe() {
		return "relu";
	}

}
