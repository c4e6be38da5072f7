package dev.convolve.service;

/**
 * What a request may use, and what it has used.
 *
 * @param memory takes what the request is about to allocate
 * @param deadline when its work is stopped
 * @param timing the times of its parts
 */
public record Allowance(MemoryBudget.Reservation memory, Deadline deadline, Stopwatch timing) {
}
