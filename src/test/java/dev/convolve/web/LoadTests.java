package dev.convolve.web;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many requests at once, and clients that leave.
 */
@ExtendWith(OutputCaptureExtension.class)
class LoadTests extends HttpTests {

	private static final int CLIENTS = 32;

	private static final String HEAVY = request(
			model("{\"type\":\"ZeroPadding2D\",\"padding\":40}", conv(64, 3), conv(64, 3)),
			"\"response\":{\"data\":\"none\",\"summary\":false}");

	@Test
	void manyAtOnce(CapturedOutput output) throws Exception {
		List<Future<Answer>> answers = new ArrayList<>();
		try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
			for (int client = 0; client < CLIENTS; client++) {
				answers.add(clients.submit(() -> post("/convolve", HEAVY)));
			}
		}
		int served = 0;
		for (Future<Answer> future : answers) {
			Answer answer = future.get();
			if (answer.status() == 200) {
				served++;
			}
			else {
				assertThat(answer.status()).isEqualTo(429);
				assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
				problem(answer);
			}
		}
		assertThat(served).isPositive();
		assertMemoryIsGivenBack();
		assertThat(output).doesNotContain("\tat ");
	}

	@Test
	void clientsThatLeave(CapturedOutput output) throws IOException {
		String head = "POST /convolve HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ";
		for (int client = 0; client < 8; client++) {
			try (Socket socket = new Socket("localhost", port())) {
				// Before the body is complete; the second kind resets the connection.
				socket.setSoLinger(client % 2 == 1, 0);
				socket.getOutputStream()
					.write((head + "1000000\r\n\r\n{\"input\":[[1,2").getBytes(StandardCharsets.US_ASCII));
			}
			try (Socket socket = new Socket("localhost", port())) {
				// Before the answer.
				socket.setSoLinger(client % 2 == 1, 0);
				socket.getOutputStream()
					.write((head + HEAVY.length() + "\r\n\r\n" + HEAVY).getBytes(StandardCharsets.US_ASCII));
			}
		}
		// What they asked for may still be computed: then others are sent away for a
		// while, as any load does.
		String next = request(model(conv(1, 3)));
		Answer answer = post("/convolve", next);
		for (int attempt = 0; answer.status() == 429 && attempt < 12; attempt++) {
			answer = post("/convolve", next);
		}
		assertThat(answer.status()).isEqualTo(200);
		assertMemoryIsGivenBack();
		assertThat(output).doesNotContain("\tat ");
	}

	@Test
	void mistakesOfClientsLeaveNoStackTraces(CapturedOutput output) {
		post("/convolve", "{");
		post("/convolve", "{}");
		post("/convolve", "x", "Content-Type", "text/plain");
		post("/convolve", "x", "Content-Type", "multipart/form-data");
		post("/convolve", "x", "Content-Encoding", "gzip");
		post("/convolve", request(model(conv(1, 9))));
		post("/summary", "{}", "Accept", "image/png");
		get("/nothing");
		get("/convolve");
		raw("GARBAGE\r\n\r\n");
		raw("GET // HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
		raw("POST /convolve HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nz");
		raw("POST /summary?layout=%zz HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
				+ "Connection: close\r\n\r\n{}");
		assertThat(output).doesNotContain("\tat ").doesNotContain("ERROR");
	}

}
