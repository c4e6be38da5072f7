/**
 * Keras's formats in and out: model JSON, and the summary tables.
 */
@NullMarked
package dev.convolve.keras;

import org.jspecify.annotations.NullMarked;
