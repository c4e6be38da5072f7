package dev.convolve.web;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

class RequestWarmUpTests extends HttpTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final long MUCH = Long.MAX_VALUE;

	@Autowired
	private RequestWarmUp warmUp;

	@Test
	void largeRequestsAreAnswered() {
		assertThat(this.warmUp.runLarge(LIMIT, 1_000_000)).isEqualTo(4);
	}

	@Test
	void largeRequestsAreNotSentWhereThereIsNoTimeOrNoRoom() {
		assertThat(this.warmUp.runLarge(Duration.ofSeconds(-1), MUCH)).isZero();
		assertThat(this.warmUp.runLarge(LIMIT, 0)).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "1600, 1", "10000, 4", "1000000, 44", "64000000, 221" })
	void bodiesAreAsLongAsTheyMayBe(long bodySize, int side) {
		assertThat(RequestWarmUp.largeSide(MUCH, bodySize)).isEqualTo(side);
		String input = RequestWarmUp.base64(side, RequestWarmUp.MOST_CHANNELS);
		for (int run = 0; run < 4; run++) {
			assertThat(RequestWarmUp.largeBody(run, input)).hasSizeLessThanOrEqualTo((int) bodySize);
		}
	}

	/** A tensor of 64 channels is a 64th of the memory at most, and 12 MiB. */
	@ParameterizedTest
	@CsvSource({ "0, 0", "16000, 0", "16384, 1", "1638400, 10", "300000000, 135", "9000000000, 221" })
	void tensorsAreAsLargeAsMemoryAllows(long memory, int side) {
		assertThat(RequestWarmUp.largeSide(memory, MUCH)).isEqualTo(side);
	}

	@ParameterizedTest
	@CsvSource({ "0", "1024", "1500", "-1" })
	void noBodyIsShortEnoughForAFewBytes(long bodySize) {
		assertThat(RequestWarmUp.largeSide(MUCH, bodySize)).isZero();
	}

}
