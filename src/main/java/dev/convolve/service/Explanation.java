package dev.convolve.service;

import java.util.List;

/**
 * The walk of one filter over its input.
 *
 * @param layer the layer's name
 * @param filter counted from 0
 * @param weights the filter, {@code [rows][columns][channels of the group]}
 * @param bias the filter's bias, 0 if the layer has none
 * @param activation Keras's name of the activation function
 * @param positions each step of the walk
 */
public record Explanation(String layer, int filter, float[][][] weights, float bias, String activation,
		List<Position> positions) {

	/**
	 * One step: the dot product at one output position. The arrays are
	 * {@code [kernel rows][kernel columns][channels of the group]}.
	 *
	 * @param at the output's row and column
	 * @param origin where the patch starts in the input; negative over the edge
	 * @param patch the cells under the filter; 0 where padded
	 * @param padded which cells lie outside the input
	 * @param products patch times filter, cell by cell
	 * @param sum of the products, without bias
	 * @param value after bias and activation: what the engine computed
	 */
	public record Position(List<Integer> at, List<Long> origin, float[][][] patch, boolean[][] padded,
			float[][][] products, float sum, float value) {
	}

}
