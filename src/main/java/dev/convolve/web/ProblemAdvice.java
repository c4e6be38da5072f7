package dev.convolve.web;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemException;
import dev.convolve.problem.ProblemKind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Maps every exception to a problem document, once for the whole service.
 */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

	private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

	@ExceptionHandler(ProblemException.class)
	ResponseEntity<Object> handle(ProblemException ex) {
		return ProblemDocument.response(ex.problem(), HttpHeaders.EMPTY);
	}

	@ExceptionHandler(Exception.class)
	ResponseEntity<Object> handleUnexpected(Exception ex) {
		log.error("A request failed", ex);
		return ProblemDocument.response(
				Problem.of(ProblemKind.INTERNAL_ERROR, "The request failed for a reason that lies in the service."),
				HttpHeaders.EMPTY);
	}

	@Override
	protected ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return ProblemDocument.response(unreadable(ex), headers);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception ex, @Nullable Object body,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		if (status.is5xxServerError()) {
			log.error("A request failed", ex);
		}
		String detail = (ex instanceof ErrorResponse response) ? response.getBody().getDetail() : null;
		ProblemKind kind = HttpProblems.kind(status.value());
		return ProblemDocument.response(Problem.of(kind, (detail != null) ? detail : kind.meaning()), headers);
	}

	private static Problem unreadable(HttpMessageNotReadableException ex) {
		if (!(ex.getCause() instanceof JacksonException cause)) {
			return Problem.of(ProblemKind.MALFORMED_JSON, "The body is empty, or the literal null.")
				.expected("a JSON object");
		}
		String place = (cause.getLocation() != null) ? ", " + JsonPlace.of(cause.getLocation()) : "";
		Problem problem = Problem.of(ProblemKind.MALFORMED_JSON, firstLine(cause.getOriginalMessage()) + place + ".");
		return (cause.processor() instanceof JsonParser parser)
				? problem.at(parser.streamReadContext().pathAsPointer().toString()) : problem;
	}

	private static String firstLine(String message) {
		return message.lines().findFirst().orElse(message);
	}

}
