/**
 * Shapes and float32 tensors, row-major. Depends on nothing but the problem catalogue.
 */
@NullMarked
package dev.convolve.tensor;

import org.jspecify.annotations.NullMarked;
