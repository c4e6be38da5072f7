package dev.convolve.problem;

import org.jspecify.annotations.Nullable;

/**
 * One occurrence of a problem: the rule that was broken, the place and the received
 * value.
 *
 * @param kind the entry of the catalogue
 * @param detail one sentence or two that state the rule and the received value
 * @param pointer JSON pointer (RFC 6901) to the offending field, if there is one
 * @param layer name of the layer concerned
 * @param field name of the layer's field concerned; it turns into a pointer where the
 * layer's place in the request is known
 * @param expected what the rule asks for
 * @param received what was there
 * @param hint what would help here
 */
public record Problem(ProblemKind kind, String detail, @Nullable String pointer, @Nullable String layer,
		@Nullable String field, @Nullable String expected, @Nullable String received, @Nullable String hint) {

	/**
	 * A problem without a place yet.
	 * @param kind the entry of the catalogue
	 * @param detail what is wrong
	 * @return the problem
	 */
	public static Problem of(ProblemKind kind, String detail) {
		return new Problem(kind, detail, null, null, null, null, null, null);
	}

	public Problem at(@Nullable String newPointer) {
		return new Problem(this.kind, this.detail, newPointer, this.layer, this.field, this.expected, this.received,
				this.hint);
	}

	public Problem inLayer(@Nullable String newLayer) {
		return new Problem(this.kind, this.detail, this.pointer, newLayer, this.field, this.expected, this.received,
				this.hint);
	}

	public Problem inField(@Nullable String newField) {
		return new Problem(this.kind, this.detail, this.pointer, this.layer, newField, this.expected, this.received,
				this.hint);
	}

	public Problem expected(@Nullable Object newExpected) {
		return new Problem(this.kind, this.detail, this.pointer, this.layer, this.field, text(newExpected),
				this.received, this.hint);
	}

	public Problem received(@Nullable Object newReceived) {
		return new Problem(this.kind, this.detail, this.pointer, this.layer, this.field, this.expected,
				text(newReceived), this.hint);
	}

	public Problem hint(@Nullable String newHint) {
		return new Problem(this.kind, this.detail, this.pointer, this.layer, this.field, this.expected, this.received,
				newHint);
	}

	/**
	 * Turns the problem into something to throw.
	 * @return a new exception
	 */
	public ProblemException exception() {
		return new ProblemException(this);
	}

	private static @Nullable String text(@Nullable Object value) {
		return (value != null) ? value.toString() : null;
	}

}
