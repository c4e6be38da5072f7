package dev.convolve.network;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What part of the network's input one output position sees, by rows and columns.
 * Formulas: Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural
 * Networks", Distill 2019, doi:10.23915/distill.00021, section 2.
 *
 * @param size rows and columns that it covers
 * @param jump the step in the input between neighbouring outputs
 * @param start the centre of the first output, where 0 is the centre of the first pixel;
 * null where it depends on an unknown side
 */
public record ReceptiveField(List<Long> size, List<Long> jump, List<@Nullable Double> start) {
}
