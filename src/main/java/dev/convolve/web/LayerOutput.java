package dev.convolve.web;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.convolve.tensor.Tensor;
import dev.convolve.wire.TensorValues;
import org.jspecify.annotations.Nullable;

/**
 * The output of one layer: its values in one of three forms, or their statistics.
 *
 * @param layer the layer's name
 * @param shape the output's shape, batch first
 * @param data nested arrays or a flat list
 * @param base64 little-endian float32
 * @param statistics in place of the values
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LayerOutput(String layer, List<@Nullable Integer> shape, @Nullable TensorValues data,
		TensorValues.@Nullable Base64 base64, @Nullable Statistics statistics) {

	static LayerOutput of(String layer, Tensor tensor, DataForm form) {
		List<@Nullable Integer> shape = tensor.shape().toList();
		return switch (form) {
			case NESTED -> new LayerOutput(layer, shape, new TensorValues.Nested(tensor), null, null);
			case FLAT -> new LayerOutput(layer, shape, new TensorValues.Flat(tensor), null, null);
			case BASE64 -> new LayerOutput(layer, shape, null, new TensorValues.Base64(tensor), null);
			case NONE -> new LayerOutput(layer, shape, null, null, Statistics.of(tensor.values()));
		};
	}

}
