package dev.convolve.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
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

	@Autowired
	private OwnRequests own;

	@Autowired
	private ApplicationContext context;

	@Autowired
	private MeterRegistry meters;

	@Test
	void areLetInBeforeTheServiceIsReadyAndOthersAreNot() throws Exception {
		AvailabilityChangeEvent.publish(this.context, ReadinessState.REFUSING_TRAFFIC);
		try {
			assertThat(this.own.post("/convolve", BODY)).isTrue();
			assertThat(post("/convolve", request(model(conv(1, 3)))).status()).isEqualTo(503);
		}
		finally {
			AvailabilityChangeEvent.publish(this.context, ReadinessState.ACCEPTING_TRAFFIC);
		}
		assertThat(post("/convolve", request(model(conv(1, 3)))).status()).isEqualTo(200);
	}

	@Test
	void areNotCounted() throws Exception {
		assertThat(post("/convolve", request(model(conv(1, 3)))).status()).isEqualTo(200);
		long before = counted();
		assertThat(this.own.post("/convolve", BODY)).isTrue();
		assertThat(post("/convolve", request(model(conv(1, 3)))).status()).isEqualTo(200);
		assertThat(counted()).isEqualTo(before + 1);
	}

	@Test
	void areKnownByTheirSecretAlone() {
		MockHttpServletRequest request = new MockHttpServletRequest();
		assertThat(this.own.isOwn(request)).isFalse();
		request.addHeader("Convolve-Own-Request", "");
		assertThat(this.own.isOwn(request)).isFalse();
		assertThat(this.own.isOwn(null)).isFalse();
	}

	@Test
	void areGivenUpWhereTheServiceDoesNotReachItself() throws IOException {
		int closed;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			closed = socket.getLocalPort();
		}
		MockEnvironment environment = new MockEnvironment();
		ServerProperties server = new ServerProperties();
		assertThat(new OwnRequests(environment, server).post("/convolve", BODY)).isFalse();
		environment.setProperty("local.server.port", Integer.toString(closed));
		assertThat(new OwnRequests(environment, server).post("/convolve", BODY)).isFalse();
	}

	@Test
	void areSentOnlyToAServerWithoutTls() {
		MockEnvironment environment = new MockEnvironment();
		environment.setProperty("local.server.port", this.context.getEnvironment().getProperty("local.server.port"));
		ServerProperties server = new ServerProperties();
		assertThat(new OwnRequests(environment, server).post("/nowhere", BODY)).isFalse();
		server.setSsl(new Ssl());
		assertThat(new OwnRequests(environment, server).post("/convolve", BODY)).isFalse();
	}

	/** Figures come a moment after the answer. */
	private long counted() throws InterruptedException {
		long count = -1;
		for (long next = count(); next != count; next = count()) {
			count = next;
			Thread.sleep(200);
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
