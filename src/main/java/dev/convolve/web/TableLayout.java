package dev.convolve.web;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemKind;

/**
 * The layouts of the summary as a table.
 */
enum TableLayout {

	/** What Keras 3 prints. */
	KERAS3,

	/** What Keras 2 printed, as the tutorial shows it. */
	KERAS2;

	/**
	 * The layout of a query parameter.
	 * @param text such as {@code keras2}
	 * @return the layout
	 * @throws dev.convolve.problem.ProblemException if there is none of that name
	 */
	static TableLayout of(String text) {
		return switch (text) {
			case "keras3" -> KERAS3;
			case "keras2" -> KERAS2;
			default -> throw Problem.of(ProblemKind.BAD_REQUEST, "There is no layout '%s'.".formatted(text))
				.expected("layout=keras3 or layout=keras2")
				.received(text)
				.exception();
		};
	}

}
