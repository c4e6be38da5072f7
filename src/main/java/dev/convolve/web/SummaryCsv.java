package dev.convolve.web;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.convolve.network.LayerSummary;
import dev.convolve.network.NetworkSummary;
import dev.convolve.network.ReceptiveField;
import org.jspecify.annotations.Nullable;

/**
 * A summary as CSV (RFC 4180): a header, then a line a layer. What is null is empty; the
 * entries of a list are joined by {@code x}, an unknown side is {@code ?}.
 */
final class SummaryCsv {

	private static final String HEADER = "name,type,input_shape,output_shape,kernel_size,strides,dilation_rate,groups,"
			+ "activation,padding,pad_top,pad_bottom,pad_left,pad_right,params,trainable_params,non_trainable_params,"
			+ "macs,flops,output_bytes,lost_pixels,receptive_field_size,receptive_field_jump,receptive_field_start";

	private static final String LINE_END = "\r\n";

	private SummaryCsv() {
	}

	static String write(NetworkSummary summary) {
		StringBuilder csv = new StringBuilder(HEADER).append(LINE_END);
		for (LayerSummary layer : summary.layers()) {
			csv.append(fields(layer).stream().map(SummaryCsv::field).collect(Collectors.joining(","))).append(LINE_END);
		}
		return csv.toString();
	}

	private static List<@Nullable Object> fields(LayerSummary layer) {
		LayerSummary.PaddingSummary padding = layer.padding();
		ReceptiveField receptive = layer.receptiveField();
		List<@Nullable Object> fields = new ArrayList<>();
		fields.add(layer.name());
		fields.add(layer.type());
		fields.add(layer.inputShape());
		fields.add(layer.outputShape());
		fields.add(layer.kernelSize());
		fields.add(layer.strides());
		fields.add(layer.dilationRate());
		fields.add(layer.groups());
		fields.add(layer.activation());
		fields.add((padding != null) ? padding.mode() : null);
		fields.add((padding != null) ? padding.top() : null);
		fields.add((padding != null) ? padding.bottom() : null);
		fields.add((padding != null) ? padding.left() : null);
		fields.add((padding != null) ? padding.right() : null);
		fields.add(layer.params());
		fields.add(layer.trainableParams());
		fields.add(layer.nonTrainableParams());
		fields.add(layer.macs());
		fields.add(layer.flops());
		fields.add(layer.outputBytes());
		fields.add(layer.lostPixels());
		fields.add((receptive != null) ? receptive.size() : null);
		fields.add((receptive != null) ? receptive.jump() : null);
		fields.add((receptive != null) ? receptive.start() : null);
		return fields;
	}

	private static String field(@Nullable Object value) {
		if (value == null) {
			return "";
		}
		if (value instanceof List<?> list) {
			return list.stream()
				.map((entry) -> (entry != null) ? entry.toString() : "?")
				.collect(Collectors.joining("x"));
		}
		String text = value.toString();
		if (text.chars()
			.noneMatch((character) -> character == '"' || character == ',' || character == '\n' || character == '\r')) {
			return text;
		}
		return '"' + text.replace("\"", "\"\"") + '"';
	}

}
