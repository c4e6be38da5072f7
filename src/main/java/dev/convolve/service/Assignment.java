package dev.convolve.service;

import java.util.List;
import java.util.Map;

import dev.convolve.engine.Precision;
import dev.convolve.keras.ModelDefinition;
import dev.convolve.network.DataFormat;
import dev.convolve.network.Network;
import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemException;
import dev.convolve.problem.ProblemKind;
import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;
import dev.convolve.wire.GivenWeights;
import org.jspecify.annotations.Nullable;

/**
 * A network with an input that it takes: what a request asks to be computed, checked.
 *
 * @param model the model as it was defined
 * @param input the input, of rank 4
 * @param shapes along the network, see {@link Network#shapes}
 * @param given the weights that were given, by layer
 * @param weightsInOrder whether they were one flat list
 * @param seed for weights that were not
 * @param precision how exactly the network is to be computed
 */
public record Assignment(ModelDefinition model, Tensor input, List<Shape> shapes, Map<String, List<Tensor>> given,
		boolean weightsInOrder, long seed, Precision precision) {

	/**
	 * Brings the parts of a request together.
	 * @param model the model
	 * @param weights what the request gives beside the model, or null
	 * @param input a batch of images, one image, or one image of one channel
	 * @param seed for weights that are not given
	 * @param exact whether nothing but sums of products will do
	 * @return the assignment
	 * @throws ProblemException if the parts do not fit
	 */
	public static Assignment of(ModelDefinition model, @Nullable GivenWeights weights, Tensor input, long seed,
			boolean exact) {
		try {
			Network network = model.network();
			requireLayers(network);
			Tensor images = images(input, network.inputFormat());
			requireDeclared(network, images.shape());
			List<Shape> shapes = network.shapes(images.shape());
			Map<String, List<Tensor>> given = WeightsDistributor.distribute(model, weights);
			return new Assignment(model, images, shapes, given, weights instanceof GivenWeights.InOrder, seed,
					exact ? Precision.EXACT : Precision.FAST);
		}
		catch (ProblemException ex) {
			throw model.locate(ex);
		}
	}

	/**
	 * Adds the place in the request to a problem that names only the layer.
	 * @param problem what came out of the computation
	 * @return the same with a pointer, where one is known
	 */
	ProblemException locate(ProblemException problem) {
		Problem what = problem.problem();
		String layer = what.layer();
		boolean aboutGiven = what.kind() == ProblemKind.WEIGHTS_MISMATCH && layer != null && what.pointer() == null
				&& this.given.containsKey(layer);
		if (aboutGiven && layer != null && !this.model.inlineWeights().containsKey(layer)) {
			return what.at(WeightsDistributor.pointer(layer, this.weightsInOrder)).exception();
		}
		return this.model.locate(problem);
	}

	public Network network() {
		return this.model.network();
	}

	private static void requireLayers(Network network) {
		if (network.layers().isEmpty()) {
			throw Problem.of(ProblemKind.INVALID_VALUE, "The model has no layers that compute anything.")
				.at("/model")
				.expected("at least one layer behind the InputLayer")
				.exception();
		}
	}

	private static Tensor images(Tensor input, DataFormat format) {
		int[] sides = input.shape().toArray();
		return switch (sides.length) {
			case 4 -> input;
			case 3 -> input.reshape(Shape.of(1, sides[0], sides[1], sides[2]));
			case 2 -> input.reshape(format.shape(1, sides[0], sides[1], 1));
			default -> throw Problem
				.of(ProblemKind.SHAPE_MISMATCH,
						"The input must be a batch of images (rank 4), one image (rank 3) or one image of one channel "
								+ "(rank 2), but has rank %d: %s.".formatted(sides.length, input.shape()))
				.at("/input")
				.expected("rank 4, 3 or 2")
				.received(input.shape())
				.exception();
		};
	}

	private static void requireDeclared(Network network, Shape input) {
		Shape declared = network.declaredInput();
		if (declared != null && !declared.accepts(input)) {
			throw Problem
				.of(ProblemKind.SHAPE_MISMATCH,
						"The model takes an input of the shape %s, but the input has %s.".formatted(declared, input))
				.at("/input")
				.expected(declared)
				.received(input)
				.exception();
		}
	}

}
