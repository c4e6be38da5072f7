/**
 * Reads JSON objects field by field: every error names its place, and what nobody asked
 * for is refused.
 */
@NullMarked
package dev.convolve.json;

import org.jspecify.annotations.NullMarked;
