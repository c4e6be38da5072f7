package dev.convolve.service;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;

import dev.convolve.engine.Engine;
import dev.convolve.engine.Outputs;
import dev.convolve.engine.Plan;
import dev.convolve.network.Conv2D;
import dev.convolve.network.Layer;
import dev.convolve.network.Network;
import dev.convolve.network.Weights;
import dev.convolve.network.WeightsResolver;
import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemException;
import dev.convolve.problem.ProblemKind;
import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;

/**
 * Runs networks: grants memory and a place, compiles, and computes.
 */
public final class InferenceService {

	/** A Java array holds no more. */
	private static final long MOST_ELEMENTS = Integer.MAX_VALUE - 8;

	private final Engine engine;

	private final Admission admission;

	public InferenceService(Engine engine, Admission admission) {
		this.engine = engine;
		this.admission = admission;
	}

	/**
	 * Computes the outputs of some layers.
	 * @param assignment the network and its input
	 * @param wanted the layers, counted from 0
	 * @param allowance what the request may use; notes the times of {@code plan} and
	 * {@code compute}
	 * @return the outputs by layer, to be read until the allowance's memory is given
	 * back, and the weights that were used
	 * @throws ProblemException if the network is not possible, too large, or too slow
	 */
	public Result run(Assignment assignment, BitSet wanted, Allowance allowance) {
		Network network = assignment.network();
		List<Shape> shapes = assignment.shapes();
		try {
			requireArrays(network, shapes);
			allowance.memory().add(Engine.activationBytes(network, shapes, wanted), "the outputs of the layers");
			allowance.memory().add(weightBytes(network, shapes), "the weights");
			try (Admission.Place _ = this.admission.enter()) {
				Weights weights = WeightsResolver.resolve(network, shapes, assignment.given(), assignment.seed(),
						allowance.deadline()::check);
				Plan plan = this.engine.compile(network, weights, assignment.input().shape(), assignment.precision());
				allowance.timing().lap("plan");
				Outputs outputs = plan.run(assignment.input(), wanted, allowance.deadline());
				allowance.memory().closeWith(outputs::close);
				allowance.timing().lap("compute");
				return new Result(outputs.tensors(), weights);
			}
		}
		catch (ProblemException ex) {
			throw assignment.locate(ex);
		}
	}

	private static double weightBytes(Network network, List<Shape> shapes) {
		double bytes = 0;
		for (int index = 0; index < network.layers().size(); index++) {
			bytes += Engine.weightBytes(network.layers().get(index), shapes.get(index));
		}
		return bytes;
	}

	private static void requireArrays(Network network, List<Shape> shapes) {
		for (int index = 0; index < network.layers().size(); index++) {
			Layer layer = network.layers().get(index);
			List<Shape> all = new ArrayList<>(layer.weightShapes(shapes.get(index)).values());
			all.add(shapes.get(index + 1));
			if (layer instanceof Conv2D conv) {
				all.add(conv.convolvedShape(shapes.get(index)));
			}
			for (Shape shape : all) {
				if (shape.elements() > MOST_ELEMENTS) {
					throw Problem
						.of(ProblemKind.TOO_LARGE,
								"Layer '%s' needs a tensor %s of %,d values.".formatted(layer.name(), shape,
										shape.elements()))
						.inLayer(layer.name())
						.expected("at most %,d values".formatted(MOST_ELEMENTS))
						.received("%,d values".formatted(shape.elements()))
						.exception();
				}
			}
			if (Engine.weightBytes(layer, shapes.get(index)) / Float.BYTES > MOST_ELEMENTS) {
				throw Problem
					.of(ProblemKind.TOO_LARGE, "Layer '%s' has weights that are too large.".formatted(layer.name()))
					.inLayer(layer.name())
					.expected("at most %,d values when packed".formatted(MOST_ELEMENTS))
					.exception();
			}
		}
	}

	/**
	 * What a run gives.
	 *
	 * @param outputs the wanted outputs by layer, counted from 0
	 * @param weights those that were used
	 */
	public record Result(SortedMap<Integer, Tensor> outputs, Weights weights) {
	}

}
