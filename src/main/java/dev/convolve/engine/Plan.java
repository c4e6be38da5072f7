package dev.convolve.engine;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.convolve.engine.parallel.Cancellation;
import dev.convolve.engine.parallel.WorkerPool;
import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;
import dev.convolve.tensor.Values;

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

	private final Buffers buffers;

	Plan(List<Shape> shapes, List<Step> steps, BitSet absorbed, WorkerPool pool, Buffers buffers) {
		this.shapes = shapes;
		this.steps = steps;
		this.absorbed = absorbed;
		this.pool = pool;
		this.buffers = buffers;
	}

	/**
	 * Runs the network up to the last layer that is wanted.
	 * @param input a tensor of the shape that the plan was compiled for
	 * @param wanted the layers, counted from 0, whose outputs are wanted
	 * @param cancellation asked often; what it throws comes out of here
	 * @return the wanted outputs
	 */
	public Outputs run(Tensor input, BitSet wanted, Cancellation cancellation) {
		if (!input.shape().equals(this.shapes.getFirst())) {
			throw new IllegalArgumentException("Plan for " + this.shapes.getFirst() + " got " + input.shape());
		}
		Execution execution = new Execution(this.pool, this.buffers, cancellation);
		SortedMap<Integer, Tensor> outputs = new TreeMap<>();
		Set<Values> owned = new HashSet<>();
		Tensor current = input;
		boolean scratch = false;
		for (int layer = 0; layer < wanted.length(); layer++) {
			cancellation.check();
			boolean kept = wanted.get(layer);
			if (this.absorbed.get(layer)) {
				if (kept) {
					Tensor output = this.steps.get(layer).run(current, false, execution);
					outputs.put(layer, output);
					owned.add(output.values());
				}
				continue;
			}
			Tensor output = this.steps.get(layer).run(current, scratch, execution);
			boolean fresh = !output.sharesDataWith(current);
			if (fresh && scratch) {
				this.buffers.giveBack(current.values());
			}
			scratch = !kept && (scratch || fresh);
			if (kept) {
				outputs.put(layer, output);
				owned.add(output.values());
			}
			current = output;
		}
		// A step that changes nothing hands its input on
		owned.remove(input.values());
		return new Outputs(outputs, owned, this.buffers);
	}

	/**
	 * How each layer is computed.
	 * @return a line a layer: the algorithm and why
	 */
	public List<String> describe() {
		return this.steps.stream().map(Step::describe).toList();
	}

}
