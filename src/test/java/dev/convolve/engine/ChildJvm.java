package dev.convolve.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A Java virtual machine of its own, with this one's class path: for what is decided once
 * in a machine's life.
 */
final class ChildJvm {

	private ChildJvm() {
	}

	/**
	 * Runs a class's main method, which must end well within a minute.
	 * @param main the class
	 * @param options of the virtual machine
	 * @return what it prints
	 */
	static List<String> run(Class<?> main, String... options) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
		command.addAll(List.of(options));
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		try {
			List<String> lines = process.inputReader().lines().toList();
			assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("the virtual machine has ended").isTrue();
			assertThat(process.exitValue()).as("see what it has printed").isZero();
			return lines;
		}
		finally {
			process.destroyForcibly();
		}
	}

}
