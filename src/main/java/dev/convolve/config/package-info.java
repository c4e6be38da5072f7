/**
 * Configuration properties and the wiring of the parts.
 */
@NullMarked
package dev.convolve.config;

import org.jspecify.annotations.NullMarked;
