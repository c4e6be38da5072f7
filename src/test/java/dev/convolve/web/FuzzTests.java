package dev.convolve.web;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/**
 * Valid requests with something changed at random: every answer is a 200 or a problem
 * document.
 */
class FuzzTests extends HttpTests {

	/** To try others: {@code -Dconvolve.fuzz.seed=…}. */
	private static final long SEED = Long.getLong("convolve.fuzz.seed", 20260731);

	private static final int ROUNDS = 1500;

	private static final Pattern TOKEN = Pattern.compile("\"[^\"]*\"|-?[0-9.]+|[\\[\\]{},:]|true|false|null");

	private static final List<String> VALUES = List.of("0", "-1", "1.5", "1e400", "2147483647", "9223372036854775808",
			"\"\"", "null", "[]", "{}", "\"NaN\"", "true", "[[1]]", "\"same\"", "\"channels_first\"", "2", "[2,1]",
			"\"\\ud800\"", "\"softmax\"", "\"glu\"", "-0.0", "\"orthogonal\"");

	@Test
	void neverAServerError() {
		Random random = new Random(SEED);
		List<String> paths = List.of("/convolve", "/summary", "/explain");
		List<String> bodies = List.of(
				request(model("{\"type\":\"ZeroPadding2D\",\"padding\":[[1,0],[0,1]]}",
						conv(2, 3, "\"groups\":1", "\"activation\":\"relu\"", "\"padding\":\"same\"",
								"\"name\":\"c\"")),
						"\"seed\":3", "\"response\":{\"layers\":[\"c\"],\"data\":\"flat\"}"),
				"{\"model\":%s,\"input_shape\":[8,null,1]}"
					.formatted(model(conv(2, 3, "\"dilation_rate\":[1,2]"), "{\"type\":\"ReLU\",\"max_value\":6.0}")),
				request(model(conv(1, 3, "\"weights\":" + DETECTOR, "\"strides\":2")), "\"at\":[[0,0],[1,1]]",
						"\"filter\":0"));
		for (int round = 0; round < ROUNDS; round++) {
			int which = random.nextInt(paths.size());
			byte[] body = mutated(bodies.get(which), random);
			try {
				Answer answer = post(paths.get(which), BodyPublishers.ofByteArray(body));
				if (answer.status() != 200) {
					problem(answer);
				}
				else {
					answer.json();
				}
			}
			catch (RuntimeException | AssertionError ex) {
				throw new AssertionError("seed %d, round %d: echo %s | base64 -d | curl -sd @- -H %s localhost:8080%s"
					.formatted(SEED, round, Base64.getEncoder().encodeToString(body),
							"'Content-Type: application/json'", paths.get(which)),
						ex);
			}
		}
		assertMemoryIsGivenBack();
	}

	private static byte[] mutated(String body, Random random) {
		String text = body;
		int changes = 1 + random.nextInt(3);
		for (int change = 0; change < changes; change++) {
			text = switch (random.nextInt(4)) {
				case 0 -> replaced(text, random, VALUES.get(random.nextInt(VALUES.size())));
				case 1 -> replaced(text, random, token(text, random));
				case 2 -> replaced(text, random, "");
				default -> replaced(text, random, token(text, random) + "," + token(text, random));
			};
		}
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		if (random.nextInt(4) == 0) {
			bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
		}
		return bytes;
	}

	private static String replaced(String text, Random random, String value) {
		Matcher token = at(text, random);
		return (token != null) ? text.substring(0, token.start()) + value + text.substring(token.end()) : text + value;
	}

	private static String token(String text, Random random) {
		Matcher token = at(text, random);
		return (token != null) ? token.group() : "1";
	}

	private static Matcher at(String text, Random random) {
		Matcher matcher = TOKEN.matcher(text);
		return matcher.find(random.nextInt(text.length())) ? matcher : null;
	}

}
