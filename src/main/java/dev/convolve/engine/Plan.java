package dev.convolve.engine;

import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;

/**
 * A network made ready for inputs of one shape: algorithms chosen, weights packed.
 * Immutable; it may run several times at once.
 */
public final class Plan {

	private final List<Shape> shapes;

	private final List<Step> steps;

	/** Layers that the next step computes along, and reads past. */
	private final BitSet absorbed;

	private final WorkerPool pool;

	Plan(List<Shape> shapes, List<Step> steps, BitSet absorbed, WorkerPool pool) {
		this.shapes = shapes;
		this.steps = steps;
		this.absorbed = absorbed;
		this.pool = pool;
	}

	/**
	 * Runs the network up to the last layer that is wanted.
	 * @param input a tensor of the shape that the plan was compiled for
	 * @param wanted the layers, counted from 0, whose outputs are wanted
	 * @param cancellation asked often; what it throws comes out of here
	 * @return the wanted outputs by layer
	 */
	public SortedMap<Integer, Tensor> run(Tensor input, BitSet wanted, Cancellation cancellation) {
		if (!input.shape().equals(this.shapes.getFirst())) {
			throw new IllegalArgumentException("Plan for " + this.shapes.getFirst() + " got " + input.shape());
		}
		SortedMap<Integer, Tensor> outputs = new TreeMap<>();
		Tensor current = input;
		boolean scratch = false;
		for (int layer = 0; layer < wanted.length(); layer++) {
			cancellation.check();
			boolean kept = wanted.get(layer);
			if (this.absorbed.get(layer)) {
				if (kept) {
					outputs.put(layer, this.steps.get(layer).run(current, false, this.pool, cancellation));
				}
				continue;
			}
			Tensor output = this.steps.get(layer).run(current, scratch, this.pool, cancellation);
			if (kept) {
				outputs.put(layer, output);
			}
			scratch = !kept && (scratch || output != current);
			current = output;
		}
		return outputs;
	}

	/**
	 * How each layer is computed.
	 * @return a line a layer: the algorithm and why
	 */
	public List<String> describe() {
		return this.steps.stream().map(Step::describe).toList();
	}

}
