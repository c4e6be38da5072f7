package dev.convolve.web;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.convolve.network.NetworkSummary;
import dev.convolve.network.Weights;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code POST /convolve}.
 *
 * @param outputs of the layers that were asked for, in the model's order
 * @param summary of the network, if it was asked for
 * @param weights what was initialised, if anything was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConvolveResponse(List<LayerOutput> outputs, @Nullable NetworkSummary summary,
		@Nullable InitializedWeights weights) {

	/**
	 * Which weights the request did not bring.
	 *
	 * @param initialized the names of the layers
	 * @param seed that they were initialised from
	 */
	record InitializedWeights(List<String> initialized, long seed) {

		static @Nullable InitializedWeights of(Weights weights, long seed) {
			return (weights.initialized().isEmpty()) ? null : new InitializedWeights(weights.initialized(), seed);
		}

	}

}
