/**
 * What happens to a request between HTTP and the engine: its parts are brought together,
 * memory and time are granted, the engine runs, the results are gathered.
 */
@NullMarked
package dev.convolve.service;

import org.jspecify.annotations.NullMarked;
