package dev.convolve.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What comes out: a table, a file, and the figures by which the engine is judged.
 *
 * @param measurements all, in the order in which they were made
 * @param missingPython why the rivals in Python were not measured, empty if they were
 */
record Report(List<Measurement> measurements, String missingPython) {

	private static final String HEADER = "name,threads,algorithm,ours_us,"
			+ Rivals.NAMES.stream().map((name) -> name + "_us").collect(Collectors.joining(","))
			+ ",speedup_over_best,gflops,fraction_of_peak,max_error";

	/** The implicit matrix products, however they read their values. */
	private static final Set<String> PRODUCTS = Set.of("dots", "gemm", "indirect", "inplace", "patches", "strips",
			"tapwise");

	/** Of a layer that is large enough for the processor's limits to count. */
	private static final double LARGE = 50e6;

	void writeCsv(Path file) throws IOException {
		Files.write(file, Stream.concat(Stream.of(HEADER), this.measurements.stream().map(Report::line)).toList());
	}

	private static String line(Measurement measurement) {
		List<String> cells = new ArrayList<>();
		cells.add(measurement.layer().name());
		cells.add(Integer.toString(measurement.threads()));
		cells.add(measurement.algorithm());
		cells.add(format("%.3f", measurement.ours() / 1e3));
		for (String rival : Rivals.NAMES) {
			Double nanos = measurement.rivals().get(rival);
			cells.add((nanos != null) ? format("%.3f", nanos / 1e3) : "");
		}
		cells.add(format("%.3f", measurement.speedup()));
		cells.add(format("%.3f", measurement.gflops()));
		cells.add(format("%.4f", measurement.fractionOfPeak()));
		cells.add(format("%.2e", measurement.maxError()));
		return String.join(",", cells);
	}

	static String progress(Measurement measurement) {
		return "%-24s %d %-16s %s".formatted(measurement.layer().name(), measurement.threads(), measurement.algorithm(),
				figures(measurement));
	}

	private static String figures(Measurement measurement) {
		StringBuilder line = new StringBuilder(format("%11.1f", measurement.ours() / 1e3));
		for (String rival : Rivals.NAMES) {
			Double nanos = measurement.rivals().get(rival);
			line.append((nanos != null) ? format("%12.1f", nanos / 1e3) : "           -");
		}
		String speedup = format("%.2f", measurement.speedup());
		return line + "%8s".formatted(speedup.isEmpty() ? "-" : speedup) + format("%8.1f", measurement.gflops())
				+ format("%6.2f", measurement.fractionOfPeak()) + format("%10.1e", measurement.maxError());
	}

	void print(PrintStream out) {
		out.println();
		out.printf("%-24s T %-16s %11s%12s%12s%12s%12s%12s%8s%8s%6s%10s%n", "layer (times in µs)", "algorithm", "ours",
				"onnxruntime", "tensorflow", "openvino", "ncnn", "mnn", "speedup", "gflops", "peak", "max error");
		this.measurements.forEach((measurement) -> out.println(progress(measurement)));
		out.println();
		for (int threads : threadCounts()) {
			double peak = of(threads).getFirst().peak();
			out.println(format("FMA peak, %s: %.1f GFLOP/s", threads(threads), peak));
		}
		print(out, "speed-up over the better of ONNX Runtime and TensorFlow", (measurement) -> true,
				(measurement) -> measurement.speedup("onnxruntime", "tensorflow"));
		print(out, format("speed-up over the best rival that is off by less than %.0e", Measurement.INEXACT),
				(measurement) -> true, Measurement::speedupOverExact);
		print(out, "speed-up over the best rival, plain 3x3 of stride 1 with 32 or more channels and filters",
				(measurement) -> measurement.layer().isPlain3x3(), Measurement::speedup);
		print(out, "fraction of the peak, implicit GEMM above 50 MFLOP",
				(measurement) -> measurement.layer().flops() > LARGE && PRODUCTS.contains(measurement.algorithm()),
				(measurement) -> OptionalDouble.of(measurement.fractionOfPeak()));
		printScaling(out);
		out.println(lastLine());
	}

	private void print(PrintStream out, String what, Predicate<Measurement> which,
			Function<Measurement, OptionalDouble> figure) {
		for (int threads : threadCounts()) {
			List<Measurement> chosen = of(threads).stream()
				.filter(which)
				.filter((measurement) -> figure.apply(measurement).isPresent())
				.toList();
			out.println(what + ", " + threads(threads) + ": " + summary(chosen, figure));
		}
	}

	private void printScaling(PrintStream out) {
		if (!threadCounts().containsAll(List.of(1, 2))) {
			return;
		}
		Function<Measurement, OptionalDouble> scaling = (two) -> of(1).stream()
			.filter((one) -> one.layer().equals(two.layer()))
			.mapToDouble((one) -> one.ours() / two.ours())
			.findFirst();
		List<Measurement> large = of(2).stream().filter((two) -> two.layer().flops() > LARGE).toList();
		out.println("two threads against one, above 50 MFLOP: " + summary(large, scaling));
	}

	private static String summary(List<Measurement> chosen, Function<Measurement, OptionalDouble> figure) {
		if (chosen.isEmpty()) {
			return "no shape";
		}
		Comparator<Measurement> order = Comparator.comparingDouble((each) -> figure.apply(each).orElseThrow());
		Measurement least = chosen.stream().min(order).orElseThrow();
		return format("geometric mean %.2f, least %.2f at %s (%d shapes)", geometricMean(chosen, figure),
				figure.apply(least).orElseThrow(), least.layer().name(), chosen.size());
	}

	/**
	 * The one line that says it all.
	 * @return the geometric means and the slowest layer
	 */
	String lastLine() {
		List<Measurement> compared = this.measurements.stream()
			.filter((measurement) -> measurement.speedup().isPresent())
			.toList();
		String python = this.missingPython.isEmpty() ? ""
				: "; openvino, ncnn and mnn were not measured: " + this.missingPython;
		if (compared.isEmpty()) {
			return "no rival was measured" + python;
		}
		String means = threadCounts().stream()
			.map((threads) -> format("%s %.2f", threads(threads),
					geometricMean(compared.stream().filter((each) -> each.threads() == threads).toList(),
							Measurement::speedup)))
			.collect(Collectors.joining(", "));
		Measurement slowest = compared.stream()
			.min(Comparator.comparingDouble((each) -> each.speedup().orElseThrow()))
			.orElseThrow();
		long shapes = this.measurements.stream().map(Measurement::layer).distinct().count();
		return "geometric mean speed-up over the best rival: %s (%d shapes); slowest: %s at %s%s".formatted(means,
				shapes, format("%.2f", slowest.speedup()), slowest.layer().name(), python);
	}

	private static double geometricMean(List<Measurement> chosen, Function<Measurement, OptionalDouble> figure) {
		return Math.exp(chosen.stream()
			.mapToDouble((measurement) -> Math.log(figure.apply(measurement).orElseThrow()))
			.average()
			.orElse(Double.NaN));
	}

	private List<Integer> threadCounts() {
		return this.measurements.stream().map(Measurement::threads).distinct().toList();
	}

	private List<Measurement> of(int threads) {
		return this.measurements.stream().filter((measurement) -> measurement.threads() == threads).toList();
	}

	private static String threads(int threads) {
		return (threads == 1) ? "1 thread" : threads + " threads";
	}

	private static String format(String format, OptionalDouble value) {
		return value.isPresent() ? format(format, value.getAsDouble()) : "";
	}

	private static String format(String format, Object... values) {
		return String.format(Locale.ROOT, format, values);
	}

}
