package dev.convolve.web;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.convolve.keras.ModelDefinition;
import dev.convolve.keras.SummaryTables;
import dev.convolve.network.LayerSummary;
import dev.convolve.network.NetworkSummary;
import dev.convolve.network.Summarizer;
import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemException;
import dev.convolve.problem.ProblemKind;
import dev.convolve.service.Allowance;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /summary}: shapes, parameters and cost without running.
 */
@RestController
@Tag(name = "Summary")
class SummaryController {

	private static final String TEXT_CSV = "text/csv";

	private static final double BYTES_PER_LINE = 1000;

	private static final List<MediaType> OFFERED = List.of(MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN,
			MediaType.parseMediaType(TEXT_CSV));

	@PostMapping(path = "/summary", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = { MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE, TEXT_CSV })
	@Operation(operationId = "summary", summary = "Summarise a network without running it", description = """
			Output shapes, parameters, MACs, the padding that is actually added, and the receptive field of every
			layer. No weights are needed, and sides of the input may be unknown.

			By the `Accept` header: JSON; `text/plain`, the very table that Keras prints; `text/csv`, a line a
			layer.
			""")
	@ApiResponse(responseCode = "200", description = "The summary",
			content = {
					@Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
							schema = @Schema(implementation = NetworkSummary.class)),
					@Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string"),
							examples = { @ExampleObject(name = "keras3", ref = "#/components/examples/Keras3Table"),
									@ExampleObject(name = "keras2", ref = "#/components/examples/Keras2Table") }),
					@Content(mediaType = TEXT_CSV, schema = @Schema(type = "string"),
							examples = @ExampleObject(name = "csv", ref = "#/components/examples/Csv")) })
	ResponseEntity<Object> summary(@RequestBody SummaryRequest request,
			@RequestParam(defaultValue = "keras3") @Parameter(
					description = "Layout of the text/plain table: that of Keras 3, or the tutorial's of Keras 2.",
					schema = @Schema(allowableValues = { "keras3", "keras2" }, defaultValue = "keras3")) String layout,
			@RequestHeader(name = HttpHeaders.ACCEPT,
					required = false) @Parameter(hidden = true) @Nullable String accept,
			@RequestAttribute(RequestGuard.ALLOWANCE) @Parameter(hidden = true) Allowance allowance) {
		allowance.timing().lap("parse");
		TableLayout tableLayout = TableLayout.of(layout);
		ModelDefinition model = request.model();
		allowance.takeSummary(model.network().layers().size());
		NetworkSummary summary;
		try {
			summary = Summarizer.summarize(model.network(), request.shape());
		}
		catch (ProblemException ex) {
			throw model.locate(ex);
		}
		allowance.timing().lap("plan");
		MediaType type = preferred(accept);
		if (type.equals(MediaType.APPLICATION_JSON)) {
			return ResponseEntity.ok().contentType(type).body(summary);
		}
		allowance.takeAnswer(textBytes(summary), "the table");
		String text = (type.equals(MediaType.TEXT_PLAIN)) ? table(model, summary, tableLayout)
				: SummaryCsv.write(summary);
		return ResponseEntity.ok()
			.contentType(new MediaType(type, StandardCharsets.UTF_8))
			.body(text.getBytes(StandardCharsets.UTF_8));
	}

	/** A name may stand on as many lines of a table as it has characters. */
	private static double textBytes(NetworkSummary summary) {
		double lines = summary.name().length() + 10.0;
		for (LayerSummary layer : summary.layers()) {
			lines += layer.name().length() + 3.0;
		}
		return lines * BYTES_PER_LINE;
	}

	private static String table(ModelDefinition model, NetworkSummary summary, TableLayout layout) {
		return switch (layout) {
			case KERAS3 -> SummaryTables.keras3(summary);
			case KERAS2 -> SummaryTables.keras2(model, summary);
		};
	}

	private static MediaType preferred(@Nullable String accept) {
		MediaType type = AcceptHeader.preferred(accept, OFFERED);
		if (type == null) {
			throw Problem
				.of(ProblemKind.NOT_ACCEPTABLE, "The Accept header '%s' excludes all of them.".formatted(accept))
				.expected(MediaType.toString(OFFERED))
				.exception();
		}
		return type;
	}

}
