/**
 * The OpenAPI document: what the controllers say of their operations, completed by the
 * files in {@code src/main/resources/openapi}: texts, schemas, problems and examples.
 * Schemas are written by hand, since requests are read by hand.
 */
@NullMarked
package dev.convolve.web.openapi;

import org.jspecify.annotations.NullMarked;
