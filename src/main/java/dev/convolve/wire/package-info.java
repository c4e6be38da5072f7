/**
 * Tensors and models as bytes: JSON and base64, in and out. A tensor's numbers go from
 * the parser straight into an array; no tree of nodes stands between.
 */
@NullMarked
package dev.convolve.wire;

import org.jspecify.annotations.NullMarked;
