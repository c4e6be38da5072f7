package dev.convolve.service;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import dev.convolve.network.ActivationFunction;
import dev.convolve.network.Conv2D;
import dev.convolve.network.DataFormat;
import dev.convolve.network.Layer;
import dev.convolve.network.Network;
import dev.convolve.network.Weights;
import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemException;
import dev.convolve.problem.ProblemKind;
import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Explains how outputs of a convolution come about.
 */
public final class Explainer {

	/** About what a cell of a patch takes, in memory and as JSON. */
	private static final int BYTES_PER_CELL = 100;

	/** And what a position takes beside its cells. */
	private static final int BYTES_PER_POSITION = 500;

	private final InferenceService inference;

	public Explainer(InferenceService inference) {
		this.inference = inference;
	}

	/**
	 * Explains output positions of one filter.
	 * @param assignment the network and its input
	 * @param question what is asked
	 * @param allowance what the request may use
	 * @return the explanation, and the weights that were used
	 * @throws ProblemException if the layer, filter or a position is not there
	 */
	public Answer explain(Assignment assignment, Question question, Allowance allowance) {
		Network network = assignment.network();
		int index = layerIndex(network, question.layer());
		Conv2D conv = requireConvolution(network.layers().get(index));
		Shape shape = conv.convolvedShape(assignment.shapes().get(index));
		requireWithin("filter", "/filter", question.filter(), conv.filters(), conv, shape);
		requireWithin("image", "/image", question.image(), shape.side(0), conv, shape);
		List<int[]> positions = positions(question, conv, shape);
		allowance.memory()
			.add((double) positions.size()
					* (BYTES_PER_POSITION + (double) conv.patchCells(assignment.shapes().get(index)) * BYTES_PER_CELL),
					"the patches");

		BitSet wanted = new BitSet();
		wanted.set(Math.max(0, index - 1), index + 1);
		InferenceService.Result result = this.inference.run(assignment, wanted, allowance);
		Tensor input = (index == 0) ? assignment.input() : tensor(result, index - 1);
		Explanation explanation = new PatchWalk(conv, result.weights().of(conv), input, tensor(result, index),
				question.image(), question.filter())
			.explain(positions);
		allowance.timing().lap("compute");
		return new Answer(explanation, result.weights());
	}

	private static Tensor tensor(InferenceService.Result result, int layer) {
		Tensor tensor = result.outputs().get(layer);
		if (tensor == null) {
			throw new IllegalStateException("Layer " + layer + " was not computed");
		}
		return tensor;
	}

	private static int layerIndex(Network network, @Nullable String layer) {
		if (layer != null) {
			try {
				return network.indexOf(layer);
			}
			catch (ProblemException ex) {
				throw ex.problem().at("/layer").exception();
			}
		}
		List<Layer> convolutions = network.layers().stream().filter(Conv2D.class::isInstance).toList();
		if (convolutions.size() != 1) {
			throw Problem
				.of(ProblemKind.MISSING_FIELD,
						"The model has %d convolutions, so 'layer' must say which one.".formatted(convolutions.size()))
				.at("/layer")
				.expected("one of: " + String.join(", ", convolutions.stream().limit(50).map(Layer::name).toList()))
				.exception();
		}
		return network.indexOf(convolutions.getFirst().name());
	}

	private static Conv2D requireConvolution(Layer layer) {
		if (!(layer instanceof Conv2D conv)) {
			throw Problem
				.of(ProblemKind.UNSUPPORTED_LAYER,
						"Layer '%s' is of the type %s; only a Conv2D can be explained.".formatted(layer.name(),
								layer.type()))
				.at("/layer")
				.inLayer(layer.name())
				.expected("the name of a Conv2D")
				.received(layer.type())
				.exception();
		}
		if (conv.activation() == ActivationFunction.GLU) {
			throw Problem
				.of(ProblemKind.UNSUPPORTED_FEATURE,
						"Layer '%s' has the activation 'glu', which mixes two filters into one value."
							.formatted(layer.name()))
				.at("/layer")
				.inLayer(layer.name())
				.expected("an activation of single values")
				.received("glu")
				.exception();
		}
		return conv;
	}

	private static List<int[]> positions(Question question, Conv2D conv, Shape shape) {
		DataFormat format = conv.dataFormat();
		if (question.row() != null) {
			requireWithin("row", "/row", question.row(), format.height(shape), conv, shape);
			return new WholeRow(question.row(), format.width(shape));
		}
		List<int[]> positions = new ArrayList<>();
		for (int[] at : question.at()) {
			String pointer = "/at/" + positions.size();
			requireWithin("row", pointer + "/0", at[0], format.height(shape), conv, shape);
			requireWithin("column", pointer + "/1", at[1], format.width(shape), conv, shape);
			positions.add(at);
		}
		return positions;
	}

	private static void requireWithin(String what, String pointer, int value, int count, Conv2D conv, Shape shape) {
		if (value < 0 || value >= count) {
			throw Problem
				.of(ProblemKind.POSITION_OUT_OF_RANGE,
						"Layer '%s' has no %s %d: its output before the activation is %s.".formatted(conv.name(), what,
								value, shape))
				.at(pointer)
				.inLayer(conv.name())
				.expected("a %s from 0 to %d".formatted(what, count - 1))
				.received(value)
				.exception();
		}
	}

	/** All positions of an output row, which may be more than there is memory for. */
	private static final class WholeRow extends AbstractList<int[]> {

		private final int row;

		private final int width;

		WholeRow(int row, int width) {
			this.row = row;
			this.width = width;
		}

		@Override
		public int[] get(int column) {
			return new int[] { this.row, column };
		}

		@Override
		public int size() {
			return this.width;
		}

	}

	/**
	 * What is asked.
	 *
	 * @param layer the layer's name; null for the only convolution
	 * @param filter counted from 0
	 * @param image of the batch, counted from 0
	 * @param at output rows and columns
	 * @param row a whole output row in place of {@code at}, or null
	 */
	public record Question(@Nullable String layer, int filter, int image, List<int[]> at, @Nullable Integer row) {
	}

	/**
	 * The answer.
	 *
	 * @param explanation the walk
	 * @param weights those that were used
	 */
	public record Answer(Explanation explanation, Weights weights) {
	}

}
