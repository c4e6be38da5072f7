package dev.convolve.web;

import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;

/**
 * Chooses a representation by the {@code Accept} header as RFC 9110, section 12.5.1 says:
 * of the ranges that fit a media type, the most specific one counts.
 */
final class AcceptHeader {

	private AcceptHeader() {
	}

	/**
	 * The media type that a client likes best.
	 * @param accept the header, or null if there is none
	 * @param offered what there is, the best first
	 * @return one of them, or null if the client wants none
	 */
	static @Nullable MediaType preferred(@Nullable String accept, List<MediaType> offered) {
		if (accept == null || accept.isBlank()) {
			return offered.getFirst();
		}
		List<MediaType> ranges = MediaType.parseMediaTypes(accept);
		MediaType best = null;
		double quality = 0;
		for (MediaType type : offered) {
			double its = quality(type, ranges);
			if (its > quality) {
				best = type;
				quality = its;
			}
		}
		return best;
	}

	private static double quality(MediaType type, List<MediaType> ranges) {
		return ranges.stream()
			.filter((range) -> range.includes(type))
			.max(Comparator.comparingInt(AcceptHeader::specificity))
			.map(MediaType::getQualityValue)
			.orElse(0.0);
	}

	private static int specificity(MediaType range) {
		return (range.isWildcardType()) ? 0 : (range.isWildcardSubtype()) ? 1 : 2;
	}

}
