package dev.convolve.engine.kernel;

import java.lang.module.ModuleFinder;

import org.jspecify.annotations.Nullable;

/**
 * Loads the module of the Vector API. It incubates, so Java leaves it out unless it is
 * started with {@code --add-modules jdk.incubator.vector}; with that option, however, JDK
 * 25 keeps no linked classes in an AOT cache, and prints a warning. So the module is
 * loaded later, as Java itself does it with modules that it needs only sometimes: by
 * {@code jdk.internal.module.Modules}. That package must be exported to the class path,
 * as the jar's manifest says for {@code java -jar} ({@code Add-Exports}), or
 * {@code --add-exports java.base/jdk.internal.module=ALL-UNNAMED}.
 */
final class VectorModule {

	private static final String NAME = "jdk.incubator.vector";

	private VectorModule() {
	}

	/**
	 * Loads the module, unless Java was started with it. No class that needs it may come
	 * before this.
	 * @return null if it is there, else why not, and what helps
	 */
	static @Nullable String load() {
		if (ModuleLayer.boot().findModule(NAME).isPresent()) {
			return null;
		}
		if (ModuleFinder.ofSystem().find(NAME).isEmpty()) {
			return "this Java runtime has no module " + NAME;
		}
		try {
			Class.forName("jdk.internal.module.Modules").getMethod("loadModule", String.class).invoke(null, NAME);
			return null;
		}
		catch (ReflectiveOperationException ex) {
			return "start Java with -jar, or with --add-modules " + NAME + " (" + ex + ")";
		}
	}

}
