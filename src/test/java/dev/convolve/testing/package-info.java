/**
 * What the tests of several packages share: golden files, an oracle, random cases.
 */
package dev.convolve.testing;
