package dev.convolve.web;

import java.time.Duration;

import dev.convolve.service.MemoryBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

class RequestWarmUpTests extends HttpTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	@Autowired
	private RequestWarmUp warmUp;

	@Autowired
	private JsonMapper mapper;

	@Autowired
	private ConvolveController controller;

	@Autowired
	private OwnRequests own;

	@ParameterizedTest
	@ValueSource(longs = { 1_000, 1_000_000, 64_000_000 })
	void largeRequestsAreNoLargerThanBodiesMayBe(long bodySize) {
		assertThat(this.warmUp.runLarge(LIMIT, bodySize)).isEqualTo(4);
	}

	@Test
	void largeRequestsAreSmallWhereThereIsLittleMemory() {
		RequestWarmUp small = new RequestWarmUp(this.mapper, this.controller, new MemoryBudget(1, LIMIT), this.own);
		assertThat(small.runLarge(LIMIT, Long.MAX_VALUE)).isEqualTo(4);
	}

	@Test
	void noLargeRequestsWhereThereIsNoTimeLeft() {
		assertThat(this.warmUp.runLarge(Duration.ofSeconds(-1), Long.MAX_VALUE)).isZero();
	}

}
