package dev.convolve.engine;

import dev.convolve.engine.kernel.ActivationKernel;
import dev.convolve.network.ReLU;
import dev.convolve.tensor.Tensor;
import dev.convolve.tensor.Values;

/**
 * Applies a {@code ReLU} layer.
 *
 * @param layer the layer
 */
record ReLUStep(ReLU layer) implements Step {

	@Override
	public Tensor run(Tensor input, boolean scratch, Execution execution) {
		Values values = (scratch) ? input.values() : execution.buffers().copy(input.values());
		int first = values.first();
		Slices.forEach(values.count(), 1, execution, (from, end) -> ActivationKernel.relu(values.array(), first + from,
				first + end, this.layer.maxValue(), this.layer.negativeSlope(), this.layer.threshold()));
		return new Tensor(input.shape(), values);
	}

	@Override
	public String describe() {
		return "relu";
	}

}
