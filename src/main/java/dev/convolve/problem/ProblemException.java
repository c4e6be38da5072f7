package dev.convolve.problem;

/**
 * A request cannot be served, for a reason that its sender can understand and mend.
 */
public final class ProblemException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Problem problem;

	ProblemException(Problem problem) {
		// No stack trace: thrown for the client's mistakes, by the thousand if need be.
		super(problem.detail(), null, false, false);
		this.problem = problem;
	}

	/**
	 * What is wrong.
	 * @return the problem
	 */
	public Problem problem() {
		return this.problem;
	}

}
