package dev.convolve.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Requests that the service sends to itself over HTTP while it starts, for only they go
 * through all that requests go through. They carry a secret, by which they are let in
 * before others and left out of what is counted.
 */
@Component
public final class OwnRequests {

	private static final Logger log = LoggerFactory.getLogger(OwnRequests.class);

	private static final String HEADER = "Convolve-Own-Request";

	private static final int CONNECT_MILLIS = 1000;

	private static final int READ_MILLIS = 10_000;

	private final Environment environment;

	private final ServerProperties server;

	private final String secret = UUID.randomUUID().toString();

	private boolean failed;

	OwnRequests(Environment environment, ServerProperties server) {
		this.environment = environment;
		this.server = server;
	}

	/**
	 * Whether a request is one of these.
	 * @param request of anyone
	 */
	boolean isOwn(@Nullable HttpServletRequest request) {
		return request != null && this.secret.equals(request.getHeader(HEADER));
	}

	/**
	 * Posts JSON, unless that has failed before.
	 * @param path below the context path
	 * @param body the JSON
	 * @return whether it was answered with 200: not where there is no server or it speaks
	 * TLS, whose certificate need not be valid for this machine
	 */
	boolean post(String path, byte[] body) {
		Integer port = this.environment.getProperty("local.server.port", Integer.class);
		boolean isSecure = this.server.getSsl() != null && this.server.getSsl().isEnabled();
		if (port == null || isSecure || this.failed) {
			return false;
		}
		try {
			this.failed = send(port, path, body) != HttpURLConnection.HTTP_OK;
		}
		catch (IOException | URISyntaxException ex) {
			log.debug("The service does not reach itself", ex);
			this.failed = true;
		}
		return !this.failed;
	}

	private int send(int port, String path, byte[] body) throws IOException, URISyntaxException {
		String contextPath = Objects.requireNonNullElse(this.server.getServlet().getContextPath(), "");
		URI uri = new URI("http", null, host(), port, contextPath + path, null, null);
		HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
		connection.setConnectTimeout(CONNECT_MILLIS);
		connection.setReadTimeout(READ_MILLIS);
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
