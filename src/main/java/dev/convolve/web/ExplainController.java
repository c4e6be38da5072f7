package dev.convolve.web;

import dev.convolve.service.Allowance;
import dev.convolve.service.Assignment;
import dev.convolve.service.Explainer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /explain}: the dot product, step by step.
 */
@RestController
@Tag(name = "Explain")
class ExplainController {

	private final Explainer explainer;

	ExplainController(Explainer explainer) {
		this.explainer = explainer;
	}

	@PostMapping(path = "/explain", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "explain", summary = "Follow a filter over its input", description = """
			For one filter of a `Conv2D`, and for some output positions or a whole row of them: the patch under the
			filter, which of its cells are padding, the products cell by cell, their sum, and the value after bias and
			activation.

			Takes what `/convolve` takes, and `layer`, `filter`, and either `at` or `row`.
			""")
	@ApiResponse(responseCode = "200", description = "The walk", useReturnTypeSchema = true)
	ExplainResponse explain(@RequestBody ExplainRequest request,
			@RequestAttribute(RequestGuard.ALLOWANCE) @Parameter(hidden = true) Allowance allowance) {
		allowance.timing().lap("parse");
		Assignment assignment = request.computation().assignment();
		Explainer.Answer answer = this.explainer.explain(assignment, request.question(), allowance);
		return ExplainResponse.of(answer.explanation(), answer.weights(), assignment.seed());
	}

}
