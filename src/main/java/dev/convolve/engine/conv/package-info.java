/**
 * The convolution problem (descriptor), the ordered list of algorithms that solve it, one
 * file each.
 */
@NullMarked
package dev.convolve.engine.conv;

import org.jspecify.annotations.NullMarked;
