package dev.convolve.web;

import java.io.IOException;
import java.time.Duration;

import dev.convolve.service.Allowance;
import dev.convolve.service.Deadline;
import dev.convolve.service.MemoryBudget;
import dev.convolve.service.Stopwatch;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpMethod;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Gives each POST its allowance of memory and time, bounds its body, and notes its times
 * in the {@code Server-Timing} header. The response is held back until it is complete, so
 * that the header can tell how long writing took and a failure still becomes a problem
 * document.
 */
public final class RequestGuard extends OncePerRequestFilter {

	/** The request attribute that holds the {@link Allowance}. */
	public static final String ALLOWANCE = "dev.convolve.allowance";

	private final MemoryBudget memory;

	private final Duration deadline;

	private final long bodyLimit;

	/**
	 * A guard.
	 * @param memory for all requests together
	 * @param deadline for each request, from its first byte
	 * @param bodyLimit bytes
	 */
	public RequestGuard(MemoryBudget memory, Duration deadline, long bodyLimit) {
		this.memory = memory;
		this.deadline = deadline;
		this.bodyLimit = bodyLimit;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !HttpMethod.POST.matches(request.getMethod());
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Stopwatch timing = new Stopwatch();
		try (MemoryBudget.Reservation reservation = this.memory.open()) {
			Deadline end = Deadline.after(this.deadline);
			request.setAttribute(ALLOWANCE, new Allowance(reservation, end, timing));
			ContentCachingResponseWrapper held = new ContentCachingResponseWrapper(response);
			chain.doFilter(new BoundedRequest(request, this.bodyLimit, reservation, end), held);
			timing.lap("write");
			held.setHeader("Server-Timing", timing.toHeader());
			held.copyBodyToResponse();
		}
	}

}
