package dev.convolve.web;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import dev.convolve.network.Network;
import dev.convolve.network.NetworkSummary;
import dev.convolve.network.Summarizer;
import dev.convolve.service.Allowance;
import dev.convolve.service.Assignment;
import dev.convolve.service.InferenceService;
import dev.convolve.tensor.Shape;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /convolve}: runs a network.
 */
@RestController
@Tag(name = "Convolve")
class ConvolveController {

	private final InferenceService inference;

	ConvolveController(InferenceService inference) {
		this.inference = inference;
	}

	@PostMapping(path = "/convolve", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "convolve", summary = "Run a network on images",
			description = "Returns the feature maps of the last layer, of all layers or of those that are named. "
					+ "The header Server-Timing says how long parsing, planning, computing and writing took.")
	ConvolveResponse convolve(@RequestBody ConvolveRequest request,
			@RequestAttribute(RequestGuard.ALLOWANCE) @Parameter(hidden = true) Allowance allowance) {
		allowance.timing().lap("parse");
		Assignment assignment = request.assignment();
		Network network = assignment.network();
		ResponseOptions options = request.response();
		BitSet wanted = options.wanted(network);
		allowance.takeAnswer(responseBytes(assignment.shapes(), wanted, options.data()), "the response");
		if (options.summary()) {
			allowance.takeSummary(network.layers().size());
		}

		InferenceService.Result result = this.inference.run(assignment, wanted, allowance);
		List<LayerOutput> outputs = new ArrayList<>();
		result.outputs()
			.forEach((layer, tensor) -> outputs
				.add(LayerOutput.of(network.layers().get(layer).name(), tensor, options.data())));
		NetworkSummary summary = (options.summary()) ? Summarizer.summarize(network, assignment.shapes().getFirst())
				: null;
		return new ConvolveResponse(outputs, summary,
				ConvolveResponse.InitializedWeights.of(result.weights(), assignment.seed()));
	}

	private static double responseBytes(List<Shape> shapes, BitSet wanted, DataForm form) {
		return wanted.stream().mapToDouble((layer) -> shapes.get(layer + 1).elements()).sum() * form.bytesPerValue();
	}

}
