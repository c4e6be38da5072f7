package dev.convolve.keras;

/**
 * How many terminal cells one character takes: none, one or two.
 * <p>
 * Two: what Unicode 17 calls East Asian Wide or Fullwidth, and every emoji shown as one
 * by default. None: controls, combining marks, format characters and the rest of a Hangul
 * syllable block. The JDK knows emoji and general categories; the tables hold only what
 * these do not say, so that the answer is the same as rich's for every code point.
 * Sources: Unicode Standard Annex 11, {@code EastAsianWidth.txt}; Unicode Technical
 * Standard 51, {@code emoji-data.txt}; the wcwidth project, whose rules rich takes.
 */
final class TableCellWidth {

	/** First and last of the ranges two cells wide, without the JDK's emoji. */
	private static final int[] WIDE = { 0x1100, 0x115f, 0x2329, 0x232a, 0x2630, 0x2637, 0x268a, 0x268f, 0x2e80, 0x2e99,
			0x2e9b, 0x2ef3, 0x2f00, 0x2fd5, 0x2ff0, 0x3029, 0x3030, 0x303e, 0x3041, 0x3096, 0x309b, 0x30ff, 0x3105,
			0x312f, 0x3131, 0x3163, 0x3165, 0x318e, 0x3190, 0x31e5, 0x31ef, 0x321e, 0x3220, 0x3247, 0x3250, 0xa48c,
			0xa490, 0xa4c6, 0xa960, 0xa97c, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe10, 0xfe19, 0xfe30, 0xfe52, 0xfe54,
			0xfe66, 0xfe68, 0xfe6b, 0xff01, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x16fe3, 0x16ff2, 0x16ff6, 0x17000,
			0x18cd5, 0x18cff, 0x18d1e, 0x18d80, 0x18df2, 0x1aff0, 0x1aff3, 0x1aff5, 0x1affb, 0x1affd, 0x1affe, 0x1b000,
			0x1b122, 0x1b132, 0x1b132, 0x1b150, 0x1b152, 0x1b155, 0x1b155, 0x1b164, 0x1b167, 0x1b170, 0x1b2fb, 0x1d300,
			0x1d356, 0x1d360, 0x1d376, 0x1f200, 0x1f200, 0x1f202, 0x1f202, 0x1f210, 0x1f219, 0x1f21b, 0x1f22e, 0x1f230,
			0x1f231, 0x1f237, 0x1f237, 0x1f23b, 0x1f23b, 0x1f240, 0x1f248, 0x1f260, 0x1f265, 0x1f6d8, 0x1f6d8, 0x1fa8a,
			0x1fa8a, 0x1fa8e, 0x1fa8e, 0x1fac8, 0x1fac8, 0x1facd, 0x1facd, 0x1faea, 0x1faea, 0x1faef, 0x1faef, 0x20000,
			0x2fffd, 0x30000, 0x3fffd };

	/** First and last of the ranges without a cell that have no such category. */
	private static final int[] ZERO = { 0x1160, 0x11ff, 0x1acf, 0x1add, 0x1ae0, 0x1aeb, 0x2065, 0x2065, 0x3164, 0x3164,
			0xd7b0, 0xd7ff, 0xffa0, 0xffa0, 0xfff0, 0xfff8, 0x10efa, 0x10efb, 0x11b60, 0x11b67, 0x1e6e3, 0x1e6e3,
			0x1e6e6, 0x1e6e6, 0x1e6ee, 0x1e6ef, 0x1e6f5, 0x1e6f5, 0x1f3fb, 0x1f3ff, 0xe0000, 0xe0000, 0xe0002, 0xe001f,
			0xe0080, 0xe00ff, 0xe01f0, 0xe0fff };

	/** First and last of the format characters that are seen, one cell wide. */
	private static final int[] VISIBLE_FORMAT = { 0x00ad, 0x00ad, 0x0600, 0x0605, 0x06dd, 0x06dd, 0x070f, 0x070f,
			0x0890, 0x0891, 0x08e2, 0x08e2, 0x110bd, 0x110bd, 0x110cd, 0x110cd };

	/** The general categories without a cell, a bit each. */
	private static final int ZERO_CATEGORIES = 1 << Character.CONTROL | 1 << Character.FORMAT
			| 1 << Character.NON_SPACING_MARK | 1 << Character.ENCLOSING_MARK | 1 << Character.COMBINING_SPACING_MARK
			| 1 << Character.LINE_SEPARATOR | 1 << Character.PARAGRAPH_SEPARATOR;

	private TableCellWidth() {
	}

	static int of(int codePoint) {
		if (contains(VISIBLE_FORMAT, codePoint) || isRegionalIndicator(codePoint)) {
			return 1;
		}
		if (isZeroCategory(codePoint) || contains(ZERO, codePoint)) {
			return 0;
		}
		return (Character.isEmojiPresentation(codePoint) || contains(WIDE, codePoint)) ? 2 : 1;
	}

	/** Says whether variation selector 16 widens the character from one cell to two. */
	static boolean isNarrowEmoji(int codePoint) {
		return Character.isEmoji(codePoint) && !Character.isEmojiPresentation(codePoint) && of(codePoint) == 1;
	}

	private static boolean isRegionalIndicator(int codePoint) {
		return codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff;
	}

	private static boolean isZeroCategory(int codePoint) {
		return (ZERO_CATEGORIES & (1 << Character.getType(codePoint))) != 0;
	}

	private static boolean contains(int[] ranges, int codePoint) {
		for (int i = 0; i < ranges.length && codePoint >= ranges[i]; i += 2) {
			if (codePoint <= ranges[i + 1]) {
				return true;
			}
		}
		return false;
	}

}
