package dev.convolve.web;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemKind;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers for errors that were found before a request reached a controller.
 */
@RestController
@Hidden
class ErrorDocumentController implements ErrorController {

	@RequestMapping("${spring.web.error.path:/error}")
	ResponseEntity<Object> error(HttpServletRequest request) {
		Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
		ProblemKind kind = (status instanceof Integer code) ? HttpProblems.kind(code) : ProblemKind.NOT_FOUND;
		Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
		return ProblemDocument.response(Problem.of(kind, kind.meaning()), HttpHeaders.EMPTY,
				(path != null) ? path.toString() : request.getRequestURI());
	}

}
