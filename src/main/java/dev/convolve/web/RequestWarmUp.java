package dev.convolve.web;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

import dev.convolve.service.Allowance;
import dev.convolve.service.Deadline;
import dev.convolve.service.MemoryBudget;
import dev.convolve.service.Stopwatch;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Reads, computes and writes requests until the code that does it is compiled.
 */
@Component
public class RequestWarmUp {

	private static final int SIDE = 25;

	/** Base64 is read and written by loops so long that they need more to be compiled. */
	private static final int LARGE_SIDE = 64;

	private static final int CHANNELS = 16;

	private static final int RUNS = 20;

	private static final String LEAD = "    ";

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final JsonMapper mapper;

	private final ConvolveController controller;

	private final MemoryBudget memory;

	RequestWarmUp(JsonMapper mapper, ConvolveController controller, MemoryBudget memory) {
		this.mapper = mapper;
		this.controller = controller;
		this.memory = memory;
	}

	/**
	 * Goes through some requests, in every form of tensors.
	 * @param limit how long at most
	 */
	public void run(Duration limit) {
		long start = System.nanoTime();
		byte[] flat = body(SIDE, "\"data\": " + numbers(), "flat");
		byte[] base64 = body(LARGE_SIDE, base64(LARGE_SIDE), "base64");
		byte[] nested = body(SIDE, base64(SIDE), "nested");
		for (int run = 0; run < RUNS && System.nanoTime() - start < limit.toNanos(); run++) {
			request(flat, run);
			request(base64, run);
			request(nested, run);
		}
	}

	private void request(byte[] body, int run) {
		try (MemoryBudget.Reservation reservation = this.memory.open()) {
			Allowance allowance = new Allowance(reservation, Deadline.after(PATIENCE), new Stopwatch());
			// A stream, as in HTTP, whose chunks end anywhere in a number or a group of
			// base64
			int skipped = run % LEAD.length();
			InputStream stream = new ByteArrayInputStream(body, skipped, body.length - skipped);
			ConvolveRequest request = this.mapper.readValue(stream, ConvolveRequest.class);
			this.mapper.writeValueAsBytes(this.controller.convolve(request, allowance));
		}
	}

	private static byte[] body(int side, String values, String form) {
		String json = """
				{"model": {"layers": [{"type": "Conv2D", "filters": 8, "kernel_size": 3, "activation": "relu"}]},
				 "input": {"shape": [%d, %d, %d], %s}, "response": {"data": "%s"}}
				""".formatted(side, side, CHANNELS, values, form);
		return (LEAD + json).getBytes(StandardCharsets.UTF_8);
	}

	private static String base64(int side) {
		float[] values = new float[side * side * CHANNELS];
		for (int index = 0; index < values.length; index++) {
			values[index] = index % 97 / 7f;
		}
		ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		bytes.asFloatBuffer().put(values);
		return "\"base64\": \"" + Base64.getEncoder().encodeToString(bytes.array()) + "\"";
	}

	private static String numbers() {
		StringBuilder list = new StringBuilder("[");
		for (int index = 0; index < SIDE * SIDE * CHANNELS; index++) {
			list.append((index == 0) ? "" : ",").append(index % 97 / 7f);
		}
		return list.append(']').toString();
	}

}
