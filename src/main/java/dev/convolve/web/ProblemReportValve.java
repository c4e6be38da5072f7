package dev.convolve.web;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemKind;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;

/**
 * Answers with a problem document what Tomcat itself refuses, before there is a request
 * that Spring could see: a request line, address or header that is not HTTP.
 */
public final class ProblemReportValve extends ErrorReportValve {

	private static final Logger log = LoggerFactory.getLogger(ProblemReportValve.class);

	private final JsonMapper json;

	public ProblemReportValve(JsonMapper json) {
		this.json = json;
	}

	@Override
	protected void report(Request request, Response response, @Nullable Throwable throwable) {
		int status = response.getStatus();
		if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported() || !mayWrite(response)) {
			return;
		}
		ProblemKind kind = HttpProblems.kind(status);
		Problem problem = Problem.of(kind, (kind == ProblemKind.BAD_REQUEST) ? reason(status) : kind.meaning());
		byte[] document = this.json.writeValueAsBytes(ProblemDocument.of(problem));
		try {
			response.setStatus(kind.status());
			response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
			response.setContentLength(document.length);
			response.getOutputStream().write(document);
			response.finishResponse();
		}
		catch (IOException | IllegalStateException ex) {
			log.debug("A client did not take its problem document", ex);
		}
	}

	private static String reason(int status) {
		return switch (status) {
			case 501 -> "The request has a method or a transfer coding that this server does not know.";
			case 505 -> "The request is in a version of HTTP that this server does not speak.";
			default -> "The request line, the address or a header is not in order.";
		};
	}

	private static boolean mayWrite(Response response) {
		AtomicBoolean allowed = new AtomicBoolean();
		response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, allowed);
		return allowed.get();
	}

}
