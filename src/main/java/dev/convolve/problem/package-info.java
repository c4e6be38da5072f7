/**
 * What can be wrong with a request: the catalogue of problems, and the exception that
 * carries one. Depends on nothing.
 */
@NullMarked
package dev.convolve.problem;

import org.jspecify.annotations.NullMarked;
