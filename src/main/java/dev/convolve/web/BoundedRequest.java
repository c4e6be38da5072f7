package dev.convolve.web;

import java.io.IOException;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemException;
import dev.convolve.problem.ProblemKind;
import dev.convolve.service.MemoryBudget;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request whose body is read only up to a limit, and only as far as there is memory for
 * what it turns into.
 */
final class BoundedRequest extends HttpServletRequestWrapper {

	/**
	 * The most that a byte of the body turns into: {@code 0,} becomes a float32, which
	 * for a moment exists twice.
	 */
	private static final int MEMORY_PER_BYTE = 4;

	private static final int STEP = 1 << 18;

	private final long limit;

	private final MemoryBudget.Reservation memory;

	BoundedRequest(HttpServletRequest request, long limit, MemoryBudget.Reservation memory) {
		super(request);
		this.limit = limit;
		this.memory = memory;
	}

	@Override
	public ServletInputStream getInputStream() throws IOException {
		if (getContentLengthLong() > this.limit) {
			throw tooLarge(getContentLengthLong() + " bytes");
		}
		return new Bounded(super.getInputStream());
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
			if (this.count > this.reserved) {
				BoundedRequest.this.memory.add((double) STEP * MEMORY_PER_BYTE, "its body");
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
