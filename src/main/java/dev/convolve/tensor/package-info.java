/**
 * Shapes and float32 tensors, row-major. Depends on nothing.
 */
@NullMarked
package dev.convolve.tensor;

import org.jspecify.annotations.NullMarked;
