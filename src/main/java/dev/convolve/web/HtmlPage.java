package dev.convolve.web;

/**
 * The frame of the service's few pages.
 */
final class HtmlPage {

	private static final String FRAME = """
			<!DOCTYPE html>
			<html lang="en">
			<head>
			<meta charset="utf-8">
			<meta name="viewport" content="width=device-width, initial-scale=1">
			<title>%1$s · Convolve</title>
			<style>
			:root { color-scheme: light dark; }
			body { font: 1.05rem/1.6 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1.2rem; }
			h1 { font-size: 1.7rem; line-height: 1.25; margin: .2rem 0 .6rem; }
			h2 { font-size: 1.1rem; margin: 1.6rem 0 .2rem; }
			p { margin: .3rem 0 .9rem; }
			header { opacity: .7; letter-spacing: .04em; }
			code { background: color-mix(in srgb, currentColor 10%%, transparent); padding: .1em .35em; border-radius: .25em; }
			table { border-collapse: collapse; width: 100%%; margin: 1rem 0; }
			th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 18%%, transparent); }
			.status { opacity: .8; }
			</style>
			</head>
			<body>
			<header>Convolve</header>
			<h1>%1$s</h1>
			%2$s
			</body>
			</html>
			""";

	private HtmlPage() {
	}

	/**
	 * A page.
	 * @param title escaped text
	 * @param body HTML
	 * @return the whole document
	 */
	static String of(String title, String body) {
		return FRAME.formatted(title, body);
	}

}
