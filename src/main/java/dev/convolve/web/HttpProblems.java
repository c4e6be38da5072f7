package dev.convolve.web;

import dev.convolve.problem.ProblemKind;

/**
 * The kinds of problem behind the bare HTTP statuses that the web server and Spring MVC
 * decide on.
 */
final class HttpProblems {

	private HttpProblems() {
	}

	static ProblemKind kind(int status) {
		return switch (status) {
			case 404 -> ProblemKind.NOT_FOUND;
			case 405 -> ProblemKind.METHOD_NOT_ALLOWED;
			case 406 -> ProblemKind.NOT_ACCEPTABLE;
			case 413 -> ProblemKind.BODY_TOO_LARGE;
			case 415 -> ProblemKind.UNSUPPORTED_MEDIA_TYPE;
			case 429 -> ProblemKind.TOO_BUSY;
			case 503 -> ProblemKind.NOT_READY;
			case 504 -> ProblemKind.DEADLINE_EXCEEDED;
			// A transfer coding, or a version of HTTP, that Tomcat does not know.
			case 501, 505 -> ProblemKind.BAD_REQUEST;
			default -> (status >= 500) ? ProblemKind.INTERNAL_ERROR : ProblemKind.BAD_REQUEST;
		};
	}

}
