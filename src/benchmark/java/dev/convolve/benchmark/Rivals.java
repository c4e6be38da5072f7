package dev.convolve.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

/**
 * Everybody who competes with the engine, with a number of threads.
 */
final class Rivals implements AutoCloseable {

	/** In the order of the columns. */
	static final List<String> NAMES = List.of("onnxruntime", "tensorflow", "openvino", "ncnn", "mnn");

	private static final List<String> IN_PYTHON = List.of("openvino", "ncnn", "mnn");

	private final List<Contender> contenders = new ArrayList<>();

	private @Nullable PythonProcess python;

	/**
	 * Starts them.
	 * @param threads for each
	 * @param executable Python with the packages, or null if there is none
	 * @param settings where things are
	 * @throws IOException if the Python process does not start
	 */
	Rivals(int threads, @Nullable Path executable, Settings settings) throws IOException {
		add(threads, OnnxRuntimeContender::new);
		add(threads, TensorFlowContender::new);
		if (executable != null) {
			this.python = new PythonProcess(executable, settings.python(),
					settings.output().resolve("rivals.log").toFile(), threads);
			System.out.println("In Python: " + this.python.versions());
			for (String name : IN_PYTHON) {
				this.contenders.add(new PythonContender(name, this.python));
			}
		}
	}

	/** Where a native library does not load, the column stays empty. */
	private void add(int threads, IntFunction<Contender> constructor) {
		try {
			this.contenders.add(constructor.apply(threads));
		}
		catch (LinkageError | RuntimeException ex) {
			System.out.println("A rival does not start: " + ex);
		}
	}

	List<Contender> contenders() {
		return List.copyOf(this.contenders);
	}

	@Override
	public void close() {
		this.contenders.forEach(Contender::close);
		if (this.python != null) {
			this.python.close();
		}
	}

}
