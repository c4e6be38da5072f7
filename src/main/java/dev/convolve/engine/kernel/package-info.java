/**
 * The inner loops.
 */
@NullMarked
package dev.convolve.engine.kernel;

import org.jspecify.annotations.NullMarked;
