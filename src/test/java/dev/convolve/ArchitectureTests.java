package dev.convolve;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.convolve.engine.parallel.Cancellation;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

/**
 * The rule of the house: who may use whom.
 */
class ArchitectureTests {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.convolve");

	@Test
	void arrowsPointOneWay() {
		layeredArchitecture().consideringOnlyDependenciesInLayers()
			.layer("config")
			.definedBy("dev.convolve.config..")
			.layer("web")
			.definedBy("dev.convolve.web..")
			.layer("service")
			.definedBy("dev.convolve.service..")
			.layer("wire")
			.definedBy("dev.convolve.wire..")
			.layer("keras")
			.definedBy("dev.convolve.keras..")
			.layer("engine")
			.definedBy("dev.convolve.engine..")
			.layer("network")
			.definedBy("dev.convolve.network..")
			.layer("json")
			.definedBy("dev.convolve.json..")
			.layer("tensor")
			.definedBy("dev.convolve.tensor..")
			.layer("problem")
			.definedBy("dev.convolve.problem..")
			.whereLayer("config")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("web")
			.mayOnlyBeAccessedByLayers("config")
			.whereLayer("service")
			.mayOnlyBeAccessedByLayers("config", "web")
			.whereLayer("wire")
			.mayOnlyBeAccessedByLayers("web", "service")
			.whereLayer("keras")
			.mayOnlyBeAccessedByLayers("web", "service")
			.whereLayer("engine")
			.mayOnlyBeAccessedByLayers("config", "service")
			.whereLayer("json")
			.mayOnlyBeAccessedByLayers("web", "keras")
			.whereLayer("network")
			.mayOnlyBeAccessedByLayers("web", "service", "keras", "engine")
			.whereLayer("problem")
			.mayNotAccessAnyLayer()
			.whereLayer("tensor")
			.mayOnlyAccessLayers("problem")
			.check(CLASSES);
	}

	@Test
	void noCycles() {
		SlicesRuleDefinition.slices().matching("dev.convolve.(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void springStaysOutside() {
		noClasses().that()
			.resideOutsideOfPackages("dev.convolve", "dev.convolve.web..", "dev.convolve.config..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework..")
			.check(CLASSES);
	}

	@Test
	void vectorsStayInTheKernels() {
		noClasses().that()
			.resideOutsideOfPackage("dev.convolve.engine.kernel..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("jdk.incubator.vector..")
			.check(CLASSES);
	}

	@Test
	void othersSeeOfTheEngineOnlyItsFace() {
		noClasses().that()
			.resideOutsideOfPackage("dev.convolve.engine..")
			.should()
			.dependOnClassesThat(resideInAnyPackage("dev.convolve.engine.conv..", "dev.convolve.engine.kernel..",
					"dev.convolve.engine.parallel..")
				.and(not(type(Cancellation.class))))
			.check(CLASSES);
	}

}
