package dev.convolve.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

class OwnRequestsTests extends HttpTests {

	private static final byte[] BODY = request(model(conv(1, 3))).getBytes(StandardCharsets.UTF_8);

	private static final Duration LIMIT = Duration.ofSeconds(30);

	@Autowired
	private OwnRequests own;

	@Autowired
	private ApplicationContext context;

	@Autowired
	private MeterRegistry meters;

	@BeforeEach
	void open() {
		this.own.open();
	}

	@AfterEach
	void close() {
		this.own.close();
	}

	@Test
	void areLetInBeforeTheServiceIsReadyAndOthersAreNot() {
		AvailabilityChangeEvent.publish(this.context, ReadinessState.REFUSING_TRAFFIC);
		try {
			assertThat(this.own.post("/convolve", BODY, LIMIT)).isTrue();
			assertThat(statusOfOther()).isEqualTo(503);
			this.own.close();
			assertThat(this.own.post("/convolve", BODY, LIMIT)).isFalse();
		}
		finally {
			AvailabilityChangeEvent.publish(this.context, ReadinessState.ACCEPTING_TRAFFIC);
		}
		assertThat(statusOfOther()).isEqualTo(200);
	}

	@Test
	void areNotCounted() throws InterruptedException {
		assertThat(statusOfOther()).isEqualTo(200);
		long before = steadyCount();
		assertThat(this.own.post("/convolve", BODY, LIMIT)).isTrue();
		assertThat(statusOfOther()).isEqualTo(200);
		assertThat(steadyCount()).isEqualTo(before + 1);
	}

	@Test
	void areKnownByTheirSecretAlone() {
		MockHttpServletRequest request = new MockHttpServletRequest();
		assertThat(this.own.isOwn(request)).isFalse();
		request.addHeader(OwnRequests.HEADER, UUID.randomUUID().toString());
		assertThat(this.own.isOwn(request)).isFalse();
		assertThat(this.own.isOwn(null)).isFalse();
	}

	@Test
	void areGivenUpWhereTheServiceDoesNotReachItself() throws IOException {
		int closed;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			closed = socket.getLocalPort();
		}
		assertThat(postTo(Integer.toString(closed), new ServerProperties(), "")).isFalse();
		assertThat(postTo("-1", new ServerProperties(), "")).isFalse();
		assertThat(postTo(null, new ServerProperties(), "")).isFalse();
	}

	@Test
	void areSentToWhereTheServiceIsWithoutTls() {
		String port = this.context.getEnvironment().getProperty("local.server.port");
		ServerProperties elsewhere = new ServerProperties();
		elsewhere.getServlet().setContextPath("/elsewhere");
		ServerProperties secure = new ServerProperties();
		secure.setSsl(new Ssl());
		assertThat(postTo(port, secure, "")).isFalse();
		assertThat(postTo(port, elsewhere, "")).isFalse();
		assertThat(postTo(port, new ServerProperties(), "/elsewhere")).isFalse();
		assertThat(postTo(port, new ServerProperties(), "")).isTrue();
	}

	private static boolean postTo(@Nullable String port, ServerProperties server, String servletPath) {
		MockEnvironment environment = new MockEnvironment();
		if (port != null) {
			environment.setProperty("local.server.port", port);
		}
		OwnRequests requests = new OwnRequests(environment, server, () -> servletPath);
		requests.open();
		return requests.post("/convolve", BODY, LIMIT);
	}

	private int statusOfOther() {
		return post("/convolve", new String(BODY, StandardCharsets.UTF_8), OwnRequests.HEADER, "other").status();
	}

	/** Figures come a moment after the answer. */
	private long steadyCount() throws InterruptedException {
		long count = -1;
		for (long next = count(); next != count; next = count()) {
			count = next;
			Thread.sleep(500);
		}
		return count;
	}

	private long count() {
		return List.copyOf(this.meters.find("http.server.requests").tag("uri", "/convolve").timers())
			.stream()
			.mapToLong(Timer::count)
			.sum();
	}

}
