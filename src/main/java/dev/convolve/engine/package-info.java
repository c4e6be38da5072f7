/**
 * How a network is computed: Engine compiles a network for an input shape to a Plan, and
 * a Plan runs.
 */
@NullMarked
package dev.convolve.engine;

import org.jspecify.annotations.NullMarked;
