package dev.convolve.engine;

import dev.convolve.engine.kernel.ActivationKernel;
import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
import dev.convolve.network.ReLU;
import dev.convolve.tensor.Tensor;

/**
 * Applies a {@code ReLU} layer.
 *
 * @param layer the layer
 */
record ReLUStep(ReLU layer) implements Step {

	@Override
	public Tensor run(Tensor input, boolean scratch, WorkerPool pool, Cancellation cancellation) {
		float[] data = (scratch) ? input.data() : input.data().clone();
		Slices.forEach(data.length, 1, pool, cancellation, (from, end) -> ActivationKernel.relu(data, from, end,
				this.layer.maxValue(), this.layer.negativeSlope(), this.layer.threshold()));
		return new Tensor(input.shape(), data);
	}

	@Override
	public String describe() {
		return "relu";
	}

}
