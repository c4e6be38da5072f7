package dev.convolve.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The virtual environment of the rivals that have no Java binding.
 */
final class PythonEnvironment {

	/**
	 * Threads sleep while they wait, and a library that a wheel shares with another one
	 * does not take more cores than it was given.
	 */
	static final Map<String, String> VARIABLES = Map.of("OMP_WAIT_POLICY", "PASSIVE", "GOMP_SPINCOUNT", "0",
			"KMP_BLOCKTIME", "0", "PYTHONDONTWRITEBYTECODE", "1", "PYTHONNOUSERSITE", "1");

	private PythonEnvironment() {
	}

	/**
	 * Makes the environment, unless it is there with the same requirements.
	 * @param folder where
	 * @param requirements the packages and their versions
	 * @return its Python
	 * @throws IOException if there is no {@code python3}, or it cannot make one: the
	 * message says why
	 */
	static Path create(Path folder, Path requirements) throws IOException, InterruptedException {
		boolean windows = System.getProperty("os.name").startsWith("Windows");
		Path python = folder.resolve(windows ? "Scripts/python.exe" : "bin/python");
		Path stamp = folder.resolve("requirements.txt");
		String wanted = Files.readString(requirements);
		if (Files.isExecutable(python) && Files.exists(stamp) && Files.readString(stamp).equals(wanted)) {
			return python;
		}
		Files.createDirectories(folder.toAbsolutePath().getParent());
		File log = folder.resolveSibling(folder.getFileName() + ".log").toFile();
		run(log, "no python3", windows ? "python" : "python3", "-m", "venv", "--clear", folder.toString());
		run(log, "no packages", python.toString(), "-m", "pip", "install", "--disable-pip-version-check",
				"--requirement", requirements.toString());
		Files.writeString(stamp, wanted);
		return python;
	}

	private static void run(File log, String failure, String... command) throws IOException, InterruptedException {
		int code;
		try {
			ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
			builder.environment().putAll(VARIABLES);
			code = builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log)).start().waitFor();
		}
		catch (IOException ex) {
			throw new IOException(failure, ex);
		}
		if (code != 0) {
			throw new IOException(failure + " (see " + log + ")");
		}
	}

}
