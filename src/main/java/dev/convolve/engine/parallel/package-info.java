/**
 * The worker pool.
 */
@NullMarked
package dev.convolve.engine.parallel;

import org.jspecify.annotations.NullMarked;
