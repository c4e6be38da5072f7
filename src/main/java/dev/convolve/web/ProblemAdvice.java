package dev.convolve.web;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemException;
import dev.convolve.problem.ProblemKind;
import dev.convolve.wire.Syntax;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.JacksonIOException;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Maps every exception to a problem document, once for the whole service.
 */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

	private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

	@ExceptionHandler(ProblemException.class)
	ResponseEntity<Object> handle(ProblemException ex, WebRequest request) {
		return respond(ex.problem(), HttpHeaders.EMPTY, request);
	}

	@ExceptionHandler(InvalidParameterException.class)
	ResponseEntity<Object> handleUndecodable(InvalidParameterException ex, WebRequest request) {
		return respond(Problem.of(ProblemKind.BAD_REQUEST, "The query string cannot be decoded.")
			.expected("UTF-8, each other byte as % and two hexadecimal digits"), HttpHeaders.EMPTY, request);
	}

	@ExceptionHandler(Exception.class)
	ResponseEntity<Object> handleUnexpected(Exception ex, WebRequest request) {
		log.error("A request failed", ex);
		return respond(
				Problem.of(ProblemKind.INTERNAL_ERROR, "The request failed for a reason that lies in the service."),
				HttpHeaders.EMPTY, request);
	}

	@Override
	protected ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return respond(unreadable(ex), headers, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception ex, @Nullable Object body,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		if (status.is5xxServerError()) {
			log.error("A request failed", ex);
		}
		ProblemKind kind = HttpProblems.kind(status.value());
		return respond(Problem.of(kind, detail(ex, kind)), headers, request);
	}

	private static String detail(Exception ex, ProblemKind kind) {
		return switch (ex) {
			case NoResourceFoundException missing -> "There is nothing at /%s.".formatted(missing.getResourcePath());
			case HttpMediaTypeNotAcceptableException refused when !refused.getSupportedMediaTypes().isEmpty() ->
				"This address answers as %s.".formatted(MediaType.toString(refused.getSupportedMediaTypes()));
			case ErrorResponse response when response.getBody().getDetail() != null -> response.getBody().getDetail();
			default -> kind.meaning();
		};
	}

	private static ResponseEntity<Object> respond(Problem problem, HttpHeaders headers, WebRequest request) {
		String path = (request instanceof ServletWebRequest servlet) ? servlet.getRequest().getRequestURI() : "/";
		return ProblemDocument.response(problem, headers, path);
	}

	private static Problem unreadable(HttpMessageNotReadableException ex) {
		if (!(ex.getCause() instanceof JacksonException cause)) {
			return Problem.of(ProblemKind.MALFORMED_JSON, "The body is empty, or the literal null.")
				.expected("a JSON object");
		}
		if (cause instanceof JacksonIOException) {
			return Problem.of(ProblemKind.BAD_REQUEST, "The body could not be read to its end.");
		}
		Problem problem = Problem.of(ProblemKind.MALFORMED_JSON, Syntax.describe(cause) + ".");
		return (cause.processor() instanceof JsonParser parser)
				? problem.at(parser.streamReadContext().pathAsPointer().toString()) : problem;
	}

}
