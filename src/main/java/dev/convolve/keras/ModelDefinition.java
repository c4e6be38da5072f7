package dev.convolve.keras;

import java.util.List;
import java.util.Map;

import dev.convolve.network.Network;
import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemException;
import dev.convolve.problem.ProblemKind;
import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A model as a request defines it.
 *
 * @param network the network
 * @param builtFor the input's shape that Keras notes it was built for, batch first; a
 * default, not a rule
 * @param generatedNames the names that were not given, by layer
 * @param inlineWeights the weights that layers of the short form carry, by layer
 * @param pointers where in the request each layer's fields are, by layer
 */
public record ModelDefinition(Network network, @Nullable Shape builtFor, Map<String, GeneratedName> generatedNames,
		Map<String, List<Tensor>> inlineWeights, Map<String, String> pointers) {

	public ModelDefinition {
		generatedNames = Map.copyOf(generatedNames);
		inlineWeights = Map.copyOf(inlineWeights);
		pointers = Map.copyOf(pointers);
	}

	/**
	 * The input's shape: what the model states, made exact by what is stated beside it.
	 * @param stated beside the model, batch first, or null
	 * @return the shape, batch first; sides may be unknown
	 * @throws ProblemException if neither states one, or they contradict each other
	 */
	public Shape inputShape(@Nullable Shape stated) {
		Shape declared = this.network.declaredInput();
		if (stated == null) {
			Shape known = (declared != null) ? declared : this.builtFor;
			if (known == null) {
				throw Problem
					.of(ProblemKind.MISSING_INPUT_SHAPE, "Neither the model nor the request states the input's shape.")
					.at("/input_shape")
					.expected(this.network.inputFormat().imageSides() + ", null for an unknown side")
					.hint("Add for example \"input_shape\": [224, 224, 3], or an InputLayer as the first layer.")
					.exception();
			}
			return known;
		}
		if (declared == null) {
			return (this.builtFor != null && this.builtFor.accepts(stated)) ? this.builtFor.refine(stated) : stated;
		}
		if (!declared.accepts(stated)) {
			throw Problem
				.of(ProblemKind.SHAPE_MISMATCH,
						"The model states the input's shape %s, but the request states %s.".formatted(declared, stated))
				.at("/input_shape")
				.expected(declared)
				.received(stated)
				.exception();
		}
		return declared.refine(stated);
	}

	/**
	 * Adds the place in the request to a problem that names only the layer.
	 * @param problem what came out of the network
	 * @return the same with a pointer, where one is known
	 */
	public ProblemException locate(ProblemException problem) {
		Problem what = problem.problem();
		String pointer = (what.layer() != null) ? this.pointers.get(what.layer()) : null;
		if (what.pointer() != null || pointer == null) {
			return problem;
		}
		return what.at((what.field() != null) ? pointer + "/" + what.field() : pointer).exception();
	}

	/**
	 * A name that was made up as Keras does.
	 *
	 * @param base the class's name in snake case
	 * @param ordinal how many layers of the class came before
	 */
	public record GeneratedName(String base, int ordinal) {
	}

}
