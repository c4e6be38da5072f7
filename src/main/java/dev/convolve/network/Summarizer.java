package dev.convolve.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemKind;
import dev.convolve.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Draws up the summary of a network from its shapes, without running it.
 */
public final class Summarizer {

	private FieldTracker rows = FieldTracker.INPUT;

	private FieldTracker columns = FieldTracker.INPUT;

	private Summarizer() {
	}

	/**
	 * The summary of a network.
	 * @param network the network
	 * @param input the input's shape, batch first; sides may be unknown
	 * @return the summary
	 * @throws dev.convolve.problem.ProblemException if the network does not take that
	 * shape, or a count does not fit a 64-bit integer
	 */
	public static NetworkSummary summarize(Network network, Shape input) {
		List<Shape> shapes = network.shapes(input);
		Summarizer summarizer = new Summarizer();
		List<LayerSummary> layers = new ArrayList<>();
		for (int index = 0; index < network.layers().size(); index++) {
			Layer layer = network.layers().get(index);
			try {
				layers.add(summarizer.layer(layer, shapes.get(index), shapes.get(index + 1)));
			}
			catch (ArithmeticException ex) {
				throw overflow("Layer '%s' has counts that do not fit a 64-bit integer.".formatted(layer.name()))
					.inLayer(layer.name())
					.received(shapes.get(index))
					.exception();
			}
		}
		try {
			return totals(network.name(), layers);
		}
		catch (ArithmeticException ex) {
			throw overflow("The model's totals do not fit a 64-bit integer.").exception();
		}
	}

	private static Problem overflow(String detail) {
		return Problem.of(ProblemKind.SIZE_OVERFLOW, detail).expected("counts below 2^63");
	}

	private LayerSummary layer(Layer layer, Shape input, Shape output) {
		return switch (layer) {
			case Conv2D conv -> convolution(conv, input, output);
			case ZeroPadding2D zeroPadding -> zeroPadding(zeroPadding, input, output);
			case ActivationLayer activation -> pointwise(layer, input, output, activation.function().kerasName(), null);
			case ReLU _ -> pointwise(layer, input, output, "relu", null);
		};
	}

	private LayerSummary convolution(Conv2D conv, Shape input, Shape output) {
		DataFormat format = conv.dataFormat();
		int height = format.height(input);
		int width = format.width(input);
		boolean known = LayerSummary.known(height) && LayerSummary.known(width);
		this.rows = this.rows.through(conv.rows(), height, conv.padding());
		this.columns = this.columns.through(conv.columns(), width, conv.padding());
		long params = 0;
		for (Shape weight : conv.weightShapes(input).values()) {
			params = Math.addExact(params, weight.elements());
		}
		Long macs = (known) ? macs(conv, input) : null;
		return new LayerSummary(conv.name(), conv.type(), input.toList(), output.toList(), conv.kernelSize().toList(),
				conv.strides().toList(), conv.dilation().toList(), conv.groups(), conv.activation().kerasName(),
				padding(conv, height, width), params, conv.trainable() ? params : 0, conv.trainable() ? 0 : params,
				macs, (macs != null) ? (Long) Math.multiplyExact(2L, macs) : null, outputBytes(output),
				(known || conv.padding() == PaddingMode.SAME) ? (Long) lostPixels(conv, height, width) : null,
				receptiveField());
	}

	/**
	 * What is added along an axis is known if the side is, or if it does not depend on
	 * it.
	 */
	private static LayerSummary.PaddingSummary padding(Conv2D conv, int height, int width) {
		Long vertical = padding(conv.rows(), height, conv.padding());
		Long horizontal = padding(conv.columns(), width, conv.padding());
		return new LayerSummary.PaddingSummary(conv.padding().kerasName(), before(vertical), after(vertical),
				before(horizontal), after(horizontal));
	}

	private static @Nullable Long padding(Window window, int side, PaddingMode mode) {
		if (mode == PaddingMode.VALID) {
			return 0L;
		}
		if (LayerSummary.known(side)) {
			return window.padding(side, mode);
		}
		return (window.stride() == 1) ? (Long) (window.effectiveKernel() - 1) : null;
	}

	private static @Nullable Integer before(@Nullable Long padding) {
		return (padding != null) ? (Integer) Math.toIntExact(padding / 2) : null;
	}

	private static @Nullable Integer after(@Nullable Long padding) {
		return (padding != null) ? (Integer) Math.toIntExact(padding - padding / 2) : null;
	}

	private static long macs(Conv2D conv, Shape input) {
		Shape convolved = conv.convolvedShape(input).with(0, 1);
		return Math.multiplyExact(conv.patchCells(input), convolved.elements());
	}

	private static long lostPixels(Conv2D conv, int height, int width) {
		if (conv.padding() == PaddingMode.SAME) {
			return 0;
		}
		Window down = new Window(conv.kernelSize().height(), 1, conv.dilation().height());
		Window along = new Window(conv.kernelSize().width(), 1, conv.dilation().width());
		long positions = (long) down.output(height, conv.padding()) * along.output(width, conv.padding());
		return (long) height * width - positions;
	}

	private LayerSummary zeroPadding(ZeroPadding2D layer, Shape input, Shape output) {
		this.rows = this.rows.padded(layer.padding().top());
		this.columns = this.columns.padded(layer.padding().left());
		return pointwise(layer, input, output, null, LayerSummary.PaddingSummary.of(layer.padding()));
	}

	private LayerSummary pointwise(Layer layer, Shape input, Shape output, @Nullable String activation,
			LayerSummary.@Nullable PaddingSummary padding) {
		return new LayerSummary(layer.name(), layer.type(), input.toList(), output.toList(), null, null, null, null,
				activation, padding, 0, 0, 0, 0L, 0L, outputBytes(output), lostPixels(layer, input, output),
				receptiveField());
	}

	/** Padding loses a negative number of pixels. */
	private static @Nullable Long lostPixels(Layer layer, Shape input, Shape output) {
		if (!(layer instanceof ZeroPadding2D padding)) {
			return 0L;
		}
		Long before = pixels(padding.dataFormat(), input);
		Long after = pixels(padding.dataFormat(), output);
		return (before != null && after != null) ? (Long) (before - after) : null;
	}

	private static @Nullable Long pixels(DataFormat format, Shape shape) {
		int height = format.height(shape);
		int width = format.width(shape);
		return (LayerSummary.known(height) && LayerSummary.known(width)) ? (Long) ((long) height * width) : null;
	}

	private ReceptiveField receptiveField() {
		return new ReceptiveField(List.of(this.rows.size(), this.columns.size()),
				List.of(this.rows.jump(), this.columns.jump()), Arrays.asList(this.rows.start(), this.columns.start()));
	}

	private static @Nullable Long outputBytes(Shape output) {
		Shape image = output.with(0, 1);
		return (image.isKnown()) ? (Long) Math.multiplyExact(image.elements(), Float.BYTES) : null;
	}

	private static NetworkSummary totals(String name, List<LayerSummary> layers) {
		return new NetworkSummary(name, List.copyOf(layers), total(layers, LayerSummary::params),
				total(layers, LayerSummary::trainableParams), total(layers, LayerSummary::nonTrainableParams),
				totalIfKnown(layers, LayerSummary::macs), totalIfKnown(layers, LayerSummary::flops),
				totalIfKnown(layers, LayerSummary::outputBytes));
	}

	private static long total(List<LayerSummary> layers, Function<LayerSummary, Long> count) {
		return layers.stream().map(count).reduce(0L, Math::addExact);
	}

	private static @Nullable Long totalIfKnown(List<LayerSummary> layers,
			Function<LayerSummary, @Nullable Long> count) {
		long total = 0;
		for (LayerSummary layer : layers) {
			Long value = count.apply(layer);
			if (value == null) {
				return null;
			}
			total = Math.addExact(total, value);
		}
		return total;
	}

}
