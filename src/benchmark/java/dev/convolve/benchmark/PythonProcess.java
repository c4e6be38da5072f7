package dev.convolve.benchmark;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one process in which OpenVINO, ncnn and MNN run. It sleeps except while a command
 * is carried out; see {@code rivals.py}.
 */
final class PythonProcess implements AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final Process process;

	private final OutputStream commands;

	private final InputStream answers;

	private final int threads;

	private final JsonNode versions;

	private String loaded = "";

	private JsonNode prepared = JSON.createObjectNode();

	/**
	 * Starts the process.
	 * @param python the virtual environment's
	 * @param folder of {@code rivals.py}
	 * @param log for what the libraries print
	 * @param threads for each library
	 * @throws IOException if it does not start
	 */
	PythonProcess(Path python, Path folder, File log, int threads) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(python.toString(), folder.resolve("rivals.py").toString());
		builder.environment().putAll(PythonEnvironment.VARIABLES);
		this.process = builder.redirectError(ProcessBuilder.Redirect.appendTo(log)).start();
		this.commands = new BufferedOutputStream(this.process.getOutputStream(), 1 << 16);
		this.answers = new BufferedInputStream(this.process.getInputStream(), 1 << 16);
		this.threads = threads;
		this.versions = ask(Map.of("command", "versions"));
	}

	/**
	 * The libraries that loaded, with their versions, and why others did not.
	 * @return such as {@code {"ncnn":"1.0"}, missing {}}
	 */
	String versions() {
		return this.versions.get("versions") + ", missing " + this.versions.get("missing");
	}

	/**
	 * Has all libraries load a layer, unless they have.
	 * @param layer the layer
	 * @param data its numbers
	 * @throws IOException if the process has ended
	 */
	void prepare(Layer layer, LayerData data) throws IOException {
		if (this.loaded.equals(layer.name())) {
			return;
		}
		Map<String, Object> command = new LinkedHashMap<>(Map.of("command", "prepare", "threads", this.threads));
		command.put("layer", describe(layer));
		this.loaded = layer.name();
		this.prepared = ask(command, Layouts.channelsFirst(data.input(), layer.batch(), layer.channels()),
				Layouts.filtersFirst(layer, data.kernel()));
	}

	/**
	 * Why a library does not take the layer.
	 * @param rival the library
	 * @return its words, empty if it takes it
	 */
	String refusal(String rival) {
		return this.prepared.path("refused").path(rival).asString("");
	}

	/**
	 * Runs the layer.
	 * @param rival the library
	 * @param iterations how many times
	 * @return nanoseconds in all, less what the calls cost
	 * @throws IOException if the process has ended
	 */
	double nanos(String rival, int iterations) throws IOException {
		double nanos = ask(Map.of("command", "run", "rival", rival, "iterations", iterations)).get("nanos").asDouble();
		double calls = (double) iterations * this.prepared.get("calls").get(rival).asInt();
		double overhead = calls * this.versions.get("call_nanos").get(rival).asDouble();
		// Nothing is free: what is left of a layer as small as the overhead's own is
		// noise
		return Math.max(nanos - overhead, nanos / 10);
	}

	float[] output(String rival) throws IOException {
		JsonNode shape = ask(Map.of("command", "output", "rival", rival)).get("shape");
		int size = 1;
		for (JsonNode side : shape) {
			size *= side.asInt();
		}
		byte[] bytes = this.answers.readNBytes(size * Float.BYTES);
		float[] values = new float[size];
		ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer().get(values);
		return values;
	}

	void release() throws IOException {
		this.loaded = "";
		ask(Map.of("command", "release"));
	}

	private JsonNode ask(Map<String, ?> command, float[]... tensors) throws IOException {
		this.commands.write(JSON.writeValueAsBytes(command));
		this.commands.write('\n');
		for (float[] tensor : tensors) {
			ByteBuffer buffer = ByteBuffer.allocate(tensor.length * Float.BYTES).order(ByteOrder.nativeOrder());
			buffer.asFloatBuffer().put(tensor);
			this.commands.write(buffer.array());
		}
		this.commands.flush();
		return JSON.readTree(readLine());
	}

	private String readLine() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int next = this.answers.read(); next != '\n'; next = this.answers.read()) {
			if (next < 0) {
				throw new EOFException("The Python process has ended: see its log");
			}
			line.write(next);
		}
		return line.toString(StandardCharsets.UTF_8);
	}

	private static Map<String, Integer> describe(Layer layer) {
		Map<String, Integer> sizes = new HashMap<>();
		sizes.put("batch", layer.batch());
		sizes.put("height", layer.height());
		sizes.put("width", layer.width());
		sizes.put("channels", layer.channels());
		sizes.put("filters", layer.filters());
		sizes.put("kernel_h", layer.kernelHeight());
		sizes.put("kernel_w", layer.kernelWidth());
		sizes.put("stride_h", layer.strideHeight());
		sizes.put("stride_w", layer.strideWidth());
		sizes.put("pad_top", layer.top());
		sizes.put("pad_bottom", layer.bottom());
		sizes.put("pad_left", layer.left());
		sizes.put("pad_right", layer.right());
		sizes.put("dilation", layer.dilation());
		sizes.put("groups", layer.groups());
		return sizes;
	}

	@Override
	public void close() {
		try {
			this.commands.close();
			this.process.waitFor();
		}
		catch (IOException _) {
			this.process.destroy();
		}
		catch (InterruptedException _) {
			this.process.destroy();
			Thread.currentThread().interrupt();
		}
	}

}
