package dev.convolve.engine.conv;

import java.util.ArrayList;
import java.util.List;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Winograd;
import dev.convolve.network.Extent;

/**
 * A kernel cut into parts that a transform takes. As the transform of a sum is the sum of
 * the transforms, the channels of all parts are added up like those of one, part by part.
 * The parts that have a product at a position follow each other.
 *
 * @param transform that takes each
 * @param down the kernel's rows
 * @param across the kernel's columns
 * @param parts first those of whole rows only, then those whole in both directions, then
 * those of whole columns only, then the rest
 */
record WinogradParts(Winograd transform, WinogradAxis down, WinogradAxis across, List<Part> parts) {

	/** Fewer values than this are summed up in sums of 32. */
	private static final int MANY_VALUES = 256;

	/** The same for sums of 16. */
	private static final int FEW_VALUES = 96;

	/** The same for sums of 8. */
	private static final int VERY_FEW_VALUES = 64;

	static WinogradParts of(Winograd transform, Extent kernel, Extent strides) {
		boolean row = transform.isLine() && kernel.height() == 1;
		boolean column = transform.isLine() && !row;
		WinogradAxis down = row ? WinogradAxis.plain(strides.height())
				: WinogradAxis.of(transform, kernel.height(), strides.height());
		WinogradAxis across = column ? WinogradAxis.plain(strides.width())
				: WinogradAxis.of(transform, kernel.width(), strides.width());
		List<Part> parts = new ArrayList<>();
		for (WinogradAxis.Part rows : down.parts()) {
			for (WinogradAxis.Part columns : across.parts()) {
				parts.add(new Part(rows, columns));
			}
		}
		parts.sort((one, other) -> Integer.compare(place(down, across, one), place(down, across, other)));
		return new WinogradParts(transform, down, across, List.copyOf(parts));
	}

	private static int place(WinogradAxis down, WinogradAxis across, Part part) {
		boolean columns = across.isWhole(part.across());
		return down.isWhole(part.down()) ? (columns ? 1 : 0) : (columns ? 2 : 3);
	}

	int count() {
		return this.parts.size();
	}

	/** Products for one tile, channel and filter of a part that has them all. */
	int positions() {
		return this.down.inputs() * this.across.inputs();
	}

	/** Outputs of a tile. */
	int outputs() {
		return this.down.outputs() * this.across.outputs();
	}

	/** The first part that has a product at a position. */
	int firstPart(int position) {
		return (isLastColumn(position))
				? this.down.wholeParts() * (this.across.parts().size() - this.across.wholeParts()) : 0;
	}

	/** Behind the last part that has a product at a position. */
	int endPart(int position) {
		int wholeRows = this.down.wholeParts() * this.across.parts().size();
		if (!isLastRow(position)) {
			return isLastColumn(position) ? firstPart(position) + this.down.parts().size() * this.across.wholeParts()
					: count();
		}
		return wholeRows;
	}

	private boolean isLastRow(int position) {
		return position / this.across.inputs() == this.down.inputs() - 1;
	}

	private boolean isLastColumn(int position) {
		return position % this.across.inputs() == this.across.inputs() - 1;
	}

	/** Products for one tile, channel and filter, of all parts. */
	int products() {
		int products = 0;
		for (int position = 0; position < positions(); position++) {
			products += endPart(position) - firstPart(position);
		}
		return products;
	}

	/** Whether no part has a tap missing. */
	boolean areWhole() {
		return this.down.wholeParts() * this.across.wholeParts() == count();
	}

	/** Taps that all parts would have together if none were missing. */
	int taps() {
		int taps = this.transform.taps();
		return count() * (this.transform.isLine() ? taps : taps * taps);
	}

	/**
	 * Values that are summed up on their own. Fewer where there are fewer roundings for
	 * the errors to average out, or chunks of more than one part.
	 */
	int sum(int channels) {
		int values = count() * channels;
		if (this.transform == Winograd.F4 && values < FEW_VALUES) {
			return (values < VERY_FEW_VALUES) ? Gemm.LEAST_SUM : Gemm.LESSER_SUM;
		}
		if (values <= Gemm.LESSER_SUM) {
			return Gemm.LESSER_SUM;
		}
		boolean summed = this.transform == Winograd.F4 || this.transform == Winograd.LINE;
		boolean mixed = count() > 1 && channels % Gemm.LONG != 0;
		return ((summed && values < MANY_VALUES) || mixed) ? Gemm.SHORT : Gemm.LONG;
	}

	/**
	 * Rows that the products of some tiles have: whole tiles of the kernel that computes
	 * them.
	 */
	int rows(int tiles, int channels) {
		return (sum(channels) < Gemm.SHORT) ? Gemm.room(tiles) : Gemm.roomWithFives(tiles);
	}

	/**
	 * What the transformed kernel takes at most.
	 * @param channels of one group
	 * @param filters of one group
	 * @param groups how many
	 * @return floats
	 */
	double packedFloats(double channels, double filters, int groups) {
		return groups * (double) positions() * Chunks.room(count() * channels) * Math.ceil(filters / Gemm.PANEL)
				* Gemm.PANEL;
	}

	/**
	 * A part of the kernel.
	 *
	 * @param down its rows
	 * @param across its columns
	 */
	record Part(WinogradAxis.Part down, WinogradAxis.Part across) {
	}

}
