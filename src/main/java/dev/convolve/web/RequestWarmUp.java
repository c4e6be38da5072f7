package dev.convolve.web;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.convolve.service.Allowance;
import dev.convolve.service.Deadline;
import dev.convolve.service.MemoryBudget;
import dev.convolve.service.Stopwatch;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Has requests read, computed and answered until the code that does it is compiled: over
 * HTTP, or without it where the service does not reach itself.
 */
@Component
public class RequestWarmUp {

	private static final String PATH = "/convolve";

	private static final int SIDE = 40;

	/** Base64 is read and written by loops so long that they need more to be compiled. */
	private static final int LARGE_SIDE = 64;

	private static final int CHANNELS = 16;

	private static final int FILTERS = 8;

	private static final int RUNS = 20;

	/**
	 * Calls of Java's encoder of base64 for each run. It is called once for many values,
	 * but only what is called 5000 times (Tier4InvocationThreshold), or more where C2 is
	 * busy (Tier4LoadFeedback), is compiled by it, and only then uses the processor's
	 * vectors: else the answers with large tensors up to the thirtieth would take twice
	 * as long to write.
	 */
	private static final int ENCODINGS = 4000;

	/** Groups of three bytes that are encoded in each. */
	private static final int GROUPS = 16;

	/** The bytes of a tensor of a large layer. */
	private static final int MOST_BYTES = 12 << 20;

	static final int MOST_CHANNELS = 64;

	private static final int LARGE_RUNS = 4;

	/** A request needs less memory than so many times its tensor. */
	private static final int SHARE_OF_MEMORY = 64;

	/** A body, without its head, is shorter than so many times its tensor. */
	private static final int SHARE_OF_BODY = 2;

	/** The model and what else is not the tensor is shorter than this. */
	private static final int HEAD = 1024;

	/** Its outputs are its inputs: numbers of all kinds to write. */
	private static final String SAME = """
			{"type": "Activation", "activation": "linear"}""";

	private static final String LEAD = "    ";

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final JsonMapper mapper;

	private final ConvolveController controller;

	private final MemoryBudget memory;

	private final OwnRequests own;

	RequestWarmUp(JsonMapper mapper, ConvolveController controller, MemoryBudget memory, OwnRequests own) {
		this.mapper = mapper;
		this.controller = controller;
		this.memory = memory;
		this.own = own;
	}

	/**
	 * Goes through some requests, in every form of tensors and numbers: what has not been
	 * seen when code is compiled has it thrown away when it comes.
	 * @param limit how long at most
	 */
	public void run(Duration limit) {
		long end = end(limit);
		byte[] flat = body(convolution(FILTERS, 3, 1, "relu"),
				withShape(SIDE, CHANNELS, "\"data\": " + array(SIDE * SIDE * CHANNELS, 0, ",")), "flat");
		byte[] base64 = body(convolution(FILTERS, 3, 1, "linear"), base64(LARGE_SIDE, CHANNELS), "base64");
		byte[] nested = body(SAME, nested(), "nested");
		this.own.open();
		try {
			for (int run = 0; run < RUNS; run++) {
				for (byte[] body : List.of(flat, base64, nested)) {
					if (!left(end).isPositive()) {
						return;
					}
					request(body, run, left(end));
				}
				encode();
			}
		}
		finally {
			this.own.close();
		}
	}

	/**
	 * Goes through a few requests, over HTTP only, with as many values as layers of large
	 * networks have, or as there may be. They use memory of the heap that has not been
	 * used before, and code that small ones do not. The compiler should have nothing else
	 * to do by then: as long as it has, only what is called far more often is compiled.
	 * @param limit how long at most
	 * @param bodySize the longest body that is accepted, in bytes
	 * @return how many were answered
	 */
	public int runLarge(Duration limit, long bodySize) {
		long end = end(limit);
		int side = largeSide(this.memory.capacity(), bodySize);
		if (side == 0 || !left(end).isPositive() || !this.own.isReachable()) {
			return 0;
		}
		String input = base64(side, MOST_CHANNELS);
		int answered = 0;
		this.own.open();
		try {
			while (answered < LARGE_RUNS && left(end).isPositive()
					&& this.own.post(PATH, largeBody(answered, input), left(end))) {
				answered++;
			}
		}
		finally {
			this.own.close();
		}
		return answered;
	}

	/**
	 * Rows and columns of a large request's tensor.
	 * @param memory for all requests together, in bytes
	 * @param bodySize the longest body that is accepted, in bytes
	 * @return as many as are surely accepted; 0 if none are
	 */
	static int largeSide(long memory, long bodySize) {
		long bytes = Math.min(memory / SHARE_OF_MEMORY, (bodySize - HEAD) / SHARE_OF_BODY);
		return (int) Math.sqrt(Math.clamp(bytes, 0, MOST_BYTES) / (double) (MOST_CHANNELS * Float.BYTES));
	}

	/**
	 * A request for whose model there is no plan yet. Its outputs are few: the code that
	 * would read many here is of no use later.
	 */
	static byte[] largeBody(int run, String input) {
		return body(convolution(MOST_CHANNELS - FILTERS * run, 3, 1, "linear") + ", "
				+ convolution(FILTERS, 1, 4, "linear"), input, "base64");
	}

	private static long end(Duration limit) {
		return System.nanoTime() + TimeUnit.NANOSECONDS.convert(limit);
	}

	private static Duration left(long end) {
		return Duration.ofNanos(end - System.nanoTime());
	}

	private static void encode() {
		byte[] target = new byte[Base64.getEncoder().encode(new byte[3 * GROUPS]).length];
		for (int call = 0; call < ENCODINGS; call++) {
			Base64.getEncoder().encode(new byte[3 * GROUPS - call % 3], target);
		}
	}

	private void request(byte[] body, int run, Duration left) {
		// Read in pieces that end anywhere in a number or a group of base64
		int skipped = run % LEAD.length();
		byte[] rest = Arrays.copyOfRange(body, skipped, body.length);
		if (!this.own.post(PATH, rest, left)) {
			handle(rest);
		}
	}

	private void handle(byte[] body) {
		try (MemoryBudget.Reservation reservation = this.memory.open()) {
			Allowance allowance = new Allowance(reservation, Deadline.after(PATIENCE), new Stopwatch());
			InputStream stream = new ByteArrayInputStream(body);
			ConvolveRequest request = this.mapper.readValue(stream, ConvolveRequest.class);
			this.mapper.writeValueAsBytes(this.controller.convolve(request, allowance));
		}
	}

	private static String convolution(int filters, int kernel, int stride, String activation) {
		return """
				{"type": "Conv2D", "filters": %d, "kernel_size": %d, "strides": %d, "padding": "same", "activation": "%s"}"""
			.formatted(filters, kernel, stride, activation);
	}

	private static byte[] body(String layers, String input, String form) {
		String json = """
				{"model": {"layers": [%s]}, "input": %s, "response": {"data": "%s"}}
				""".formatted(layers, input, form);
		return (LEAD + json).getBytes(StandardCharsets.UTF_8);
	}

	private static String withShape(int side, int channels, String values) {
		return "{\"shape\": [" + side + ", " + side + ", " + channels + "], " + values + "}";
	}

	static String base64(int side, int channels) {
		ByteBuffer bytes = ByteBuffer.allocate(side * side * channels * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		for (int index = 0; bytes.hasRemaining(); index++) {
			bytes.putFloat((float) value(index));
		}
		return withShape(side, channels, "\"base64\": \"" + Base64.getEncoder().encodeToString(bytes.array()) + '"');
	}

	private static String nested() {
		return IntStream.range(0, SIDE).mapToObj(RequestWarmUp::row).collect(Collectors.joining(",\n", "[", "]"));
	}

	private static String row(int row) {
		return IntStream.range(row * SIDE, (row + 1) * SIDE)
			.mapToObj((pixel) -> array(CHANNELS, pixel * CHANNELS, ", "))
			.collect(Collectors.joining(", ", "[", "]"));
	}

	private static String array(int count, int from, String separator) {
		return IntStream.range(from, from + count)
			.mapToObj((index) -> number(index, value(index)))
			.collect(Collectors.joining(separator, "[", "]"));
	}

	private static double value(int index) {
		return Math.scalb(new SplittableRandom(index).nextDouble(-1, 1), index % 24 - 12);
	}

	/** Every way in which clients write numbers, in no obvious order. */
	private static String number(int index, double value) {
		return switch (index * 31 % 37 % 6) {
			case 0 -> Long.toString(Math.round(value));
			case 1 -> Double.toString(Math.rint(value * 100) / 100);
			case 2 -> Double.toString(value / 1e6).replace('E', 'e');
			case 3 -> Float.toString((float) value);
			// As Python writes the float32 values of NumPy
			case 4 -> Double.toString((float) value);
			default -> Double.toString(value);
		};
	}

}
