package dev.convolve.web;

import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A request that takes longer than it may.
 */
@TestPropertySource(properties = "convolve.limits.deadline=250ms")
@DirtiesContext
class DeadlineTests extends HttpTests {

	/**
	 * Three and a half tera-operations: no processor is through with them before the
	 * deadline.
	 */
	@Test
	void theComputationIsStopped() {
		String[] layers = new String[80];
		Arrays.fill(layers, conv(64, 3));
		layers[0] = "{\"type\":\"ZeroPadding2D\",\"padding\":400}";
		String heavy = request(model(layers), "\"response\":{\"data\":\"none\"}");
		assertIsStopped(post("/convolve", heavy));
		assertMemoryIsGivenBack();
	}

	@Test
	void aBodyThatTricklesInIsStopped() throws Exception {
		try (Socket socket = new Socket("localhost", port())) {
			socket.setSoTimeout(30_000);
			OutputStream out = socket.getOutputStream();
			out.write(
					"POST /convolve HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 30\r\n\r\n"
						.getBytes(StandardCharsets.US_ASCII));
			for (int count = 0; count < 30; count++) {
				out.write(' ');
				out.flush();
				Thread.sleep(20);
			}
			byte[] answer = new byte[12];
			assertThat(socket.getInputStream().readNBytes(answer, 0, 12)).isEqualTo(12);
			assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 504");
		}
		assertMemoryIsGivenBack();
	}

	private static void assertIsStopped(Answer answer) {
		assertThat(answer.status()).as(answer.shown()).isEqualTo(504);
		JsonNode problem = answer.json();
		assertThat(problem.path("type").stringValue()).isEqualTo("/problems/deadline-exceeded");
		assertThat(problem.path("detail").stringValue()).contains("250 ms");
	}

}
