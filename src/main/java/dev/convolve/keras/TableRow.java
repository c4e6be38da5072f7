package dev.convolve.keras;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One line of a summary table: a layer, its output shape and its parameter count.
 *
 * @param name the layer's name
 * @param type the layer's class, such as {@code Conv2D}
 * @param outputShape the sides as Keras prints them, batch first; a {@code null} side is
 * unknown, a {@code null} list is the shape of a layer that was never called
 * @param params the parameter count, or {@link #UNBUILT}
 */
public record TableRow(String name, String type, @Nullable List<@Nullable Integer> outputShape, long params) {

	/** The parameter count of a layer whose weights do not exist yet. */
	public static final long UNBUILT = -1;

	public TableRow {
		if (outputShape != null) {
			outputShape = Collections.unmodifiableList(new ArrayList<@Nullable Integer>(outputShape));
		}
		if (params < UNBUILT) {
			throw new IllegalArgumentException(
					"The parameter count of layer '" + name + "' must be at least 0. Received: " + params);
		}
	}

}
