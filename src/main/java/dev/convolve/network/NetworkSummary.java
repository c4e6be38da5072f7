package dev.convolve.network;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The facts of a network: those of each layer, and their totals, which are null where one
 * of them is.
 *
 * @param name the model's name
 * @param layers in order
 * @param totalParams the number of weights
 * @param trainableParams those that training changes
 * @param nonTrainableParams those that it does not
 * @param macs multiply-accumulates of one image
 * @param flops 2 · MACs
 * @param outputBytes of all the layers' outputs for one image, as float32
 */
public record NetworkSummary(String name, List<LayerSummary> layers, long totalParams, long trainableParams,
		long nonTrainableParams, @Nullable Long macs, @Nullable Long flops, @Nullable Long outputBytes) {
}
