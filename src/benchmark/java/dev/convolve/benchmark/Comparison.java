package dev.convolve.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures every layer of the shapes file, ours and all rivals in turns.
 */
public final class Comparison {

	/** A rival that is further off computes something else, and has no time. */
	private static final double WRONG = 1e-3;

	private static final int PEAK_SAMPLES = 5;

	private final Settings settings;

	private final List<Layer> layers;

	private Comparison(Settings settings) throws IOException {
		this.settings = settings;
		this.layers = Layer.read(settings.shapes())
			.stream()
			.filter((layer) -> settings.filter().matcher(layer.name()).find())
			.toList();
		if (this.layers.isEmpty()) {
			throw new IllegalArgumentException(
					"No shape in %s matches %s".formatted(settings.shapes(), settings.filter()));
		}
	}

	/**
	 * Runs the benchmark, as the system properties {@code benchmark.*} say.
	 * @param arguments none
	 * @throws Exception if something fails
	 */
	public static void main(String[] arguments) throws Exception {
		Settings settings = Settings.ofSystemProperties();
		Files.createDirectories(settings.output());
		if (!settings.jmh().isEmpty()) {
			// Not this process's options: some benchmarks are to run without the Vector
			// API
			Options options = new OptionsBuilder().include(settings.jmh())
				.jvmArgs("-Dbenchmark.shapes=" + settings.shapes())
				.resultFormat(ResultFormatType.CSV)
				.result(settings.output().resolve("jmh.csv").toString())
				.build();
			new org.openjdk.jmh.runner.Runner(options).run();
			return;
		}
		new Comparison(settings).run();
	}

	private void run() throws Exception {
		Path python = null;
		String missing = "";
		try {
			python = PythonEnvironment.create(this.settings.output().resolve("venv"),
					this.settings.python().resolve("requirements.txt"));
		}
		catch (IOException ex) {
			missing = ex.getMessage();
		}
		List<Measurement> measurements = new ArrayList<>();
		for (int threads : this.settings.threads()) {
			measurements.addAll(measure(threads, python));
		}
		Report report = new Report(measurements, missing);
		report.writeCsv(this.settings.output().resolve("convolution.csv"));
		Plot.write(measurements, this.settings.output().resolve("convolution.svg"));
		report.print(System.out);
	}

	private List<Measurement> measure(int threads, @Nullable Path python) throws Exception {
		List<Unscaled> unscaled = new ArrayList<>();
		try (Contender ours = new ConvolveContender(threads);
				Rivals rivals = new Rivals(threads, python, this.settings);
				Peak peak = new Peak(threads)) {
			for (Layer layer : this.layers) {
				Unscaled measured = measure(layer, ours, rivals, threads);
				for (int sample = 0; sample < PEAK_SAMPLES; sample++) {
					peak.sample();
				}
				unscaled.add(measured);
				System.out.printf("[%d/%d] %s%n", unscaled.size(), this.layers.size(),
						Report.progress(measured.scaled(threads, peak.gflops())));
			}
			return unscaled.stream().map((measured) -> measured.scaled(threads, peak.gflops())).toList();
		}
	}

	private static Unscaled measure(Layer layer, Contender ours, Rivals rivals, int threads) throws Exception {
		LayerData data = LayerData.of(layer);
		Reference reference = Reference.of(layer, data);
		List<Runner> prepared = new ArrayList<>();
		try {
			Runner own = ours.prepare(layer, data);
			prepared.add(own);
			own.nanos(1);
			double maxError = reference.maxError(own.output());
			Map<String, Runner> field = new LinkedHashMap<>();
			Map<String, Double> errors = new HashMap<>();
			field.put(ours.name(), own);
			for (Contender rival : rivals.contenders()) {
				try {
					Runner runner = rival.prepare(layer, data);
					prepared.add(runner);
					double error = reference.maxError(runner.output());
					errors.put(rival.name(), error);
					note(layer, threads, rival, error);
					if (error < WRONG) {
						field.put(rival.name(), runner);
					}
				}
				catch (Exception ex) {
					System.out.printf("%s, %d threads: %s does not take it: %s%n", layer.name(), threads, rival.name(),
							firstLine(ex));
				}
			}
			double[] nanos = Turns.medianNanos(List.copyOf(field.values()));
			Map<String, Double> times = new LinkedHashMap<>();
			for (String name : field.keySet()) {
				times.put(name, nanos[times.size()]);
			}
			double time = times.remove(ours.name());
			return new Unscaled(layer, own.algorithm(), time, times, errors, maxError);
		}
		finally {
			prepared.forEach(Runner::close);
		}
	}

	private static void note(Layer layer, int threads, Contender rival, double error) {
		if (error >= Measurement.INEXACT) {
			System.out.printf("%s, %d threads: %s is off by %.1e%s%n", layer.name(), threads, rival.name(), error,
					(error < WRONG) ? "" : ", and is left out");
		}
	}

	private static String firstLine(Exception ex) {
		return String.valueOf(ex.getMessage()).lines().findFirst().orElse("") + " (" + ex.getClass().getSimpleName()
				+ ")";
	}

	/**
	 * A measurement before the peak of the whole run is known.
	 *
	 * @param layer the layer
	 * @param algorithm of ours
	 * @param ours time in nanoseconds
	 * @param rivals their times
	 * @param errors theirs
	 * @param maxError of ours
	 */
	private record Unscaled(Layer layer, String algorithm, double ours, Map<String, Double> rivals,
			Map<String, Double> errors, double maxError) {

		Measurement scaled(int threads, double peak) {
			return new Measurement(this.layer, threads, this.algorithm, this.ours, this.rivals, this.errors, peak,
					this.maxError);
		}

	}

}
