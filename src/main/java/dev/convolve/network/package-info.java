/**
 * What a network is: layers, shape inference, weights, and the summary of a network. No
 * arithmetic on data.
 */
@NullMarked
package dev.convolve.network;

import org.jspecify.annotations.NullMarked;
