package dev.convolve.benchmark;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the command line says.
 *
 * @param shapes the shapes file
 * @param filter which names in it are measured
 * @param threads the numbers of threads, in the order in which they are measured
 * @param python the folder of the Python side
 * @param output the folder for the results
 * @param jmh a regular expression of JMH benchmarks, which are run instead if it is not
 * empty
 */
record Settings(Path shapes, Pattern filter, List<Integer> threads, Path python, Path output, String jmh) {

	static Settings ofSystemProperties() {
		return new Settings(Path.of(property("shapes")), Pattern.compile(property("filter")),
				Stream.of(property("threads").split(",")).map(String::strip).map(Integer::valueOf).toList(),
				Path.of(property("python")), Path.of(property("output")), System.getProperty("benchmark.jmh", ""));
	}

	private static String property(String name) {
		String value = System.getProperty("benchmark." + name);
		if (value == null) {
			throw new IllegalArgumentException("The system property benchmark." + name + " is missing");
		}
		return value;
	}

}
