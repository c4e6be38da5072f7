package dev.convolve.web;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.convolve.network.Weights;
import dev.convolve.service.Explanation;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code POST /explain}.
 *
 * @param layer the layer's name
 * @param filter counted from 0
 * @param weights the filter, {@code [rows][columns][channels of the group]}
 * @param bias the filter's bias, 0 if the layer has none
 * @param activation Keras's name of the activation function
 * @param positions each step of the walk
 * @param initialized the layers whose weights the request did not bring, if there are any
 * @param seed that they were initialised from
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ExplainResponse(String layer, int filter, float[][][] weights, float bias, String activation,
		List<Explanation.Position> positions, @Nullable List<String> initialized, @Nullable Long seed) {

	static ExplainResponse of(Explanation explanation, Weights weights, long seed) {
		boolean initialized = !weights.initialized().isEmpty();
		return new ExplainResponse(explanation.layer(), explanation.filter(), explanation.weights(), explanation.bias(),
				explanation.activation(), explanation.positions(), (initialized) ? weights.initialized() : null,
				(initialized) ? (Long) seed : null);
	}

}
