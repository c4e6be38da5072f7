/**
 * Measures the engine beside ONNX Runtime, TensorFlow, OpenVINO, ncnn and MNN, in one run
 * and in turns.
 *
 * <p>
 * {@code Comparison} reads the {@code Settings} and the shapes; for each {@code Layer} it
 * has every {@code Contender} prepare a {@code Runner}, holds each output against the
 * float64 {@code Reference}, and lets {@code Turns} time them; {@code Report} writes the
 * table, the CSV file and the plot. Beside it, {@code ConvolutionBenchmark} measures the
 * kernels with JMH.
 */
@NullMarked
package dev.convolve.benchmark;

import org.jspecify.annotations.NullMarked;
