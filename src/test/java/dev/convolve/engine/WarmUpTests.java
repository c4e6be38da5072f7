package dev.convolve.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.convolve.engine.kernel.Depthwise;
import dev.convolve.engine.kernel.Panels;
import dev.convolve.engine.kernel.Processor;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * What the warm-up leaves to be compiled when the first request comes: nothing. A kernel
 * that it forgot would not only be slow at first. C2 compiles what is first run by a
 * compiled caller with a poor profile, and then boxes vectors for good.
 */
class WarmUpTests {

	private static final String KERNELS = "dev/convolve/engine/kernel/";

	/** Longer methods are never part of their callers: HotSpot's FreqInlineSize. */
	private static final int LONGEST_INLINED = 325;

	private static final int OPTIMISED = 4;

	private static final Duration LIMIT = Duration.ofMinutes(3);

	@Test
	@EnabledIf("hasWideVectors")
	void compilesEveryKernelOfTheProcessor() throws Exception {
		List<String> compiled = compiled(Processor.current().lanes() * Float.SIZE);
		assertThat(compiled).containsAll(kernels());
		assertThat(compiled).containsAnyOf(KERNELS + "PlaneKernel.four", KERNELS + "PlaneKernel.fourWide");
		assertThat(compiled).containsAnyOf(KERNELS + "SlidingKernel.tiles", KERNELS + "SlidingWideKernel.tiles");
	}

	/** What algorithms take differs by the width of vectors. */
	@Test
	void drivesWhatTheProcessorTakes() {
		assertThat(WarmUp.phases()).allSatisfy((phase) -> assertThatCode(phase::get).doesNotThrowAnyException());
	}

	/** Narrower vectors have no use for some kernels. */
	static boolean hasWideVectors() {
		return Engine.kernels().startsWith("vector") && Processor.current().lanes() >= 8;
	}

	/** In a JVM of its own, for this one may have compiled what the test looks for. */
	private static List<String> compiled(int width) throws IOException, InterruptedException {
		return ChildJvm.run(WarmUpTests.class, "--add-modules=jdk.incubator.vector", "-XX:+IgnoreUnrecognizedVMOptions",
				registers(), "-Dconvolve.engine.width=" + width);
	}

	/** The option that leaves this machine 16 vector registers, or changes nothing. */
	private static String registers() {
		return ManagementFactory.getRuntimeMXBean()
			.getInputArguments()
			.stream()
			.filter((argument) -> argument.startsWith("-XX:UseAVX="))
			.findFirst()
			.orElse("-XX:+IgnoreUnrecognizedVMOptions");
	}

	public static void main(String[] args) throws IOException {
		Path file = Files.createTempFile("warm-up", ".jfr");
		try (Recording recording = new Recording()) {
			recording.enable("jdk.Compilation").withThreshold(Duration.ZERO);
			recording.start();
			if (!Engine.warmUp(LIMIT)) {
				throw new IllegalStateException("not warm after " + LIMIT);
			}
			recording.stop();
			recording.dump(file);
			RecordingFile.readAllEvents(file)
				.stream()
				.filter((event) -> event.getInt("compileLevel") == OPTIMISED && event.getBoolean("succeded")
						&& !event.getBoolean("isOsr"))
				.map(WarmUpTests::name)
				.distinct()
				.forEach(System.out::println);
		}
		finally {
			Files.delete(file);
		}
	}

	private static String name(RecordedEvent event) {
		RecordedMethod method = event.getValue("method");
		return method.getType().getName().replace('.', '/') + "." + method.getName();
	}

	/** The vector kernels that are too long to be inlined. */
	private static Set<String> kernels() throws IOException, URISyntaxException {
		Path folder = Path.of(Panels.class.getResource("Panels.class").toURI()).getParent();
		// Activations are functions of single values; panels of four vectors need 512
		// bits, pairs of panels and wide tiles 32 registers, which come with them on
		// x86-64, tall tiles are for fewer lanes; planes, sliding columns and depthwise
		// rows have kernels for 16 registers and others for 32
		Predicate<String> used = (name) -> name.matches(".*(Kernel|Tiles|Edge)\\..*")
				&& !name.startsWith("ActivationKernel") && !name.matches("PlaneKernel.four.*|Sliding(Wide)?Kernel.*")
				&& (Panels.MOST_VECTORS == 4 || !name.matches(
						"(InPlace|Indirect|Strip)4Kernel.*|InPlaceHalfKernel.*|GemmPairKernel.*|DepthwiseWideTiles.*"))
				&& (Panels.MOST_VECTORS == 2 || !name.startsWith("StripTallKernel"))
				&& (Depthwise.PIXELS || !name.startsWith("DepthwisePixelsKernel"));
		try (Stream<Path> files = Files.list(folder)) {
			Set<String> names = files.filter((file) -> file.toString().endsWith(".class"))
				.flatMap(WarmUpTests::longMethods)
				.filter(used)
				.map((name) -> KERNELS + name)
				.collect(Collectors.toCollection(TreeSet::new));
			assertThat(names).hasSizeGreaterThan(20);
			return names;
		}
	}

	private static Stream<String> longMethods(Path file) {
		try {
			ClassModel model = ClassFile.of().parse(file);
			String name = file.getFileName().toString().replace(".class", "");
			return model.methods()
				.stream()
				.filter((method) -> length(method) > LONGEST_INLINED)
				.map((method) -> name + "." + method.methodName().stringValue());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static int length(MethodModel method) {
		return method.code().map((code) -> (code instanceof CodeAttribute body) ? body.codeLength() : 0).orElse(0);
	}

}
