package dev.convolve.web;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemException;
import dev.convolve.problem.ProblemKind;
import dev.convolve.service.Deadline;
import dev.convolve.service.MemoryBudget;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * A request whose body is read only up to a limit, and only as far as there is memory for
 * what it turns into.
 */
final class BoundedRequest extends HttpServletRequestWrapper {

	/**
	 * What a byte of the body turns into at most: in a tensor {@code 0,} becomes a
	 * float32, which for a moment exists twice; elsewhere <code>{},</code> becomes a node
	 * of about 96 bytes.
	 */
	private static final int MEMORY_PER_BYTE = 4;

	private static final int MEMORY_PER_NODE_BYTE = 32;

	/** More than this is a tensor: the number of nodes is limited. */
	private static final int MOST_NODE_BYTES = 1 << 20;

	private static final int STEP = 1 << 15;

	private final long limit;

	private final MemoryBudget.Reservation memory;

	private final Deadline deadline;

	BoundedRequest(HttpServletRequest request, long limit, MemoryBudget.Reservation memory, Deadline deadline) {
		super(request);
		this.limit = limit;
		this.memory = memory;
		this.deadline = deadline;
	}

	@Override
	public ServletInputStream getInputStream() throws IOException {
		requirePlain();
		if (getContentLengthLong() > this.limit) {
			throw tooLarge(getContentLengthLong() + " bytes");
		}
		return new Bounded(super.getInputStream());
	}

	private void requirePlain() {
		String coding = getHeader(HttpHeaders.CONTENT_ENCODING);
		if (coding != null && !coding.equalsIgnoreCase("identity")) {
			throw unsupported("The body has the content coding '%s'.".formatted(coding), "no Content-Encoding", coding);
		}
		String type = getContentType();
		Charset charset = (type != null) ? MediaType.parseMediaType(type).getCharset() : null;
		if (charset != null && !charset.equals(StandardCharsets.UTF_8) && !charset.equals(StandardCharsets.US_ASCII)) {
			throw unsupported("The body is in %s.".formatted(charset), "UTF-8", charset.name());
		}
	}

	private static ProblemException unsupported(String detail, String expected, String received) {
		return Problem.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE, detail).expected(expected).received(received).exception();
	}

	private ProblemException tooLarge(String received) {
		return Problem.of(ProblemKind.BODY_TOO_LARGE, "The body may have %,d bytes.".formatted(this.limit))
			.expected("at most " + this.limit + " bytes")
			.received(received)
			.exception();
	}

	/** Counts the bytes that are read. */
	private final class Bounded extends ServletInputStream {

		private final ServletInputStream body;

		private long count;

		private long reserved;

		Bounded(ServletInputStream body) {
			this.body = body;
		}

		@Override
		public int read() throws IOException {
			int value = this.body.read();
			note((value < 0) ? 0 : 1);
			return value;
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			int read = this.body.read(target, offset, length);
			note(Math.max(0, read));
			return read;
		}

		private void note(int read) {
			this.count += read;
			if (this.count > BoundedRequest.this.limit) {
				throw tooLarge("more");
			}
			BoundedRequest.this.deadline.check();
			while (this.count > this.reserved) {
				int memoryPerByte = (this.reserved < MOST_NODE_BYTES) ? MEMORY_PER_NODE_BYTE : MEMORY_PER_BYTE;
				BoundedRequest.this.memory.add((double) STEP * memoryPerByte, "its body");
				this.reserved += STEP;
			}
		}

		@Override
		public boolean isFinished() {
			return this.body.isFinished();
		}

		@Override
		public boolean isReady() {
			return this.body.isReady();
		}

		@Override
		public void setReadListener(ReadListener listener) {
			this.body.setReadListener(listener);
		}

	}

}
