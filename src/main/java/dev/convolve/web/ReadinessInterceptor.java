package dev.convolve.web;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses work of others while the service is starting or stopping.
 */
public final class ReadinessInterceptor implements HandlerInterceptor {

	private final ApplicationAvailability availability;

	private final OwnRequests own;

	public ReadinessInterceptor(ApplicationAvailability availability, OwnRequests own) {
		this.availability = availability;
		this.own = own;
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (HttpMethod.POST.matches(request.getMethod())
				&& this.availability.getReadinessState() != ReadinessState.ACCEPTING_TRAFFIC
				&& !this.own.isOwn(request)) {
			throw Problem.of(ProblemKind.NOT_READY, "The service does not accept work at the moment.").exception();
		}
		return true;
	}

}
