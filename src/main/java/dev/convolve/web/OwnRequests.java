package dev.convolve.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Requests that the service sends to itself over HTTP while it starts, for only they go
 * through all that requests go through. They carry a secret, by which they are let in
 * before others and left out of {@code http.server.requests}; it is worth nothing once
 * they are over.
 */
@Component
public final class OwnRequests {

	private static final Logger log = LoggerFactory.getLogger(OwnRequests.class);

	static final String HEADER = "Convolve-Own-Request";

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Environment environment;

	private final ServerProperties server;

	private final DispatcherServletPath servlet;

	private volatile @Nullable String secret;

	private volatile boolean reachable = true;

	OwnRequests(Environment environment, ServerProperties server, DispatcherServletPath servlet) {
		this.environment = environment;
		this.server = server;
		this.servlet = servlet;
	}

	/** From now on there are such requests. */
	void open() {
		this.reachable = true;
		this.secret = UUID.randomUUID().toString();
	}

	/** From now on there are none. */
	void close() {
		this.secret = null;
	}

	/**
	 * Whether a request is one of these.
	 * @param request of anyone
	 */
	boolean isOwn(@Nullable HttpServletRequest request) {
		String current = this.secret;
		return request != null && current != null && current.equals(request.getHeader(HEADER));
	}

	/**
	 * Posts JSON, unless the service has been found not to reach itself.
	 * @param path as requests have it
	 * @param body the JSON
	 * @param limit how long the answer may take
	 * @return whether it was answered with 200: not where there is no server or it speaks
	 * TLS, whose certificate need not be valid for this machine
	 */
	boolean post(String path, byte[] body, Duration limit) {
		if (!isReachable()) {
			return false;
		}
		try {
			return send(port(), path, body, limit) == HttpURLConnection.HTTP_OK;
		}
		catch (IOException | URISyntaxException ex) {
			log.info("A request of the service to itself failed ({}): it warms up without HTTP", ex.getMessage());
			this.reachable = false;
			return false;
		}
	}

	/**
	 * Whether the service may reach itself.
	 * @return false where it is known that it does not
	 */
	boolean isReachable() {
		boolean isSecure = this.server.getSsl() != null && this.server.getSsl().isEnabled();
		return port() > 0 && !isSecure && this.reachable;
	}

	/** Where the server listens; 0 or less if there is none. */
	private int port() {
		return this.environment.getProperty("local.server.port", Integer.class, 0);
	}

	private int send(int port, String path, byte[] body, Duration limit) throws IOException, URISyntaxException {
		String contextPath = Objects.requireNonNullElse(this.server.getServlet().getContextPath(), "");
		URI uri = new URI("http", null, host(), port, contextPath + this.servlet.getRelativePath(path), null, null);
		HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
		int millis = (int) Math.clamp(limit.toMillis(), 1, PATIENCE.toMillis());
		connection.setConnectTimeout(millis);
		connection.setReadTimeout(millis);
		connection.setRequestMethod(HttpMethod.POST.name());
		connection.setRequestProperty(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE);
		connection.setRequestProperty(HEADER, this.secret);
		connection.setDoOutput(true);
		connection.setFixedLengthStreamingMode(body.length);
		try (OutputStream out = connection.getOutputStream()) {
			out.write(body);
		}
		int status = connection.getResponseCode();
		if (status == HttpURLConnection.HTTP_OK) {
			try (InputStream in = connection.getInputStream()) {
				in.transferTo(OutputStream.nullOutputStream());
			}
		}
		else {
			log.debug("A request to itself was answered with {}", status);
			connection.disconnect();
		}
		return status;
	}

	private String host() {
		InetAddress address = this.server.getAddress();
		if (address == null || address.isAnyLocalAddress()) {
			return InetAddress.getLoopbackAddress().getHostAddress();
		}
		return address.getHostAddress();
	}

}
