/**
 * The HTTP face: controllers, request and response records, problem details.
 */
@NullMarked
package dev.convolve.web;

import org.jspecify.annotations.NullMarked;
