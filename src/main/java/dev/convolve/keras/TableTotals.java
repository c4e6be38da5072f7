package dev.convolve.keras;

/**
 * The parameter counts under a summary table.
 *
 * @param trainable the parameters training changes
 * @param nonTrainable the parameters training leaves alone
 */
public record TableTotals(long trainable, long nonTrainable) {

	public long total() {
		return Math.addExact(this.trainable, this.nonTrainable);
	}

}
