package dev.convolve.engine;

import dev.convolve.engine.kernel.ActivationKernel;
import dev.convolve.engine.kernel.AxisActivationKernel;
import dev.convolve.network.ActivationFunction;
import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemKind;
import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;
import dev.convolve.tensor.Values;

/**
 * Applies an activation function to a tensor in the layout that its layer has.
 *
 * @param function the function
 * @param outputShape the shape behind it
 */
record ActivationStep(ActivationFunction function, Shape outputShape) implements Step {

	ActivationStep {
		if (function == ActivationFunction.THRESHOLD) {
			throw Problem.of(ProblemKind.UNSUPPORTED_FEATURE,
					"The activation 'threshold' takes two arguments that its name does not give, so Keras cannot run it.")
				.inField("activation")
				.received("threshold")
				.hint("Use 'hard_shrink', or a ReLU layer with a threshold.")
				.exception();
		}
	}

	@Override
	public Tensor run(Tensor input, boolean scratch, Execution execution) {
		if (this.function == ActivationFunction.LINEAR) {
			return input;
		}
		Values source = input.values();
		boolean inPlace = this.function != ActivationFunction.GLU;
		Values target = source;
		if (!inPlace) {
			target = execution.buffers().take((int) this.outputShape.elements());
		}
		else if (!scratch) {
			target = execution.buffers().copy(source);
		}
		apply((inPlace) ? target : source, input.shape().lastSide(), target, execution);
		return new Tensor(this.outputShape, target);
	}

	private void apply(Values source, int side, Values target, Execution execution) {
		if (!this.function.isAlongLastAxis()) {
			Slices.forEach(target.count(), 1, execution, (from, end) -> ActivationKernel.apply(this.function,
					target.array(), target.first() + from, target.first() + end));
			return;
		}
		int outputSide = this.outputShape.lastSide();
		Slices.forEach(source.count() / side, side, execution, (from, end) -> {
			for (int vector = from; vector < end; vector++) {
				AxisActivationKernel.apply(this.function, source.array(), source.first() + vector * side, side,
						target.array(), target.first() + vector * outputSide);
			}
		});
	}

	@Override
	public String describe() {
		return this.function.kerasName();
	}

}
