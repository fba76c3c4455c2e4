package io.guildhall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.DependencyType;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.importer.ImportOption;

/** The modules as the code has them: kept apart, and drawn into the documentation. */
@TestInstance(Lifecycle.PER_CLASS)
class ModuleDiagramTests {

	private static final Path DIAGRAM = Path.of("docs/modules.md");

	/**
	 * Without what the packaging writes, which is as much again, and without reading what
	 * classes of libraries that are merely called look like inside: no module is made of
	 * them.
	 */
	private final ApplicationModules modules = ArchConfiguration.withThreadLocalScope(configuration -> {
		configuration.setProperty("import.dependencyResolutionProcess.maxIterationsForAccessesToTypes", "0");
		configuration.setProperty("import.dependencyResolutionProcess.maxIterationsForMemberTypes", "0");
		return ApplicationModules.of(GuildhallApplication.class,
				location -> ImportOption.Predefined.DO_NOT_INCLUDE_TESTS.includes(location) && !location.contains("__")
						&& !location.contains("$$SpringCGLIB$$"));
	});

	@Test
	void modulesKeepTheirBoundaries() {
		modules.verify();
	}

	@Test
	void theDiagramInTheDocumentationIsThatOfTheCode() throws IOException {
		String drawn = draw(modules);
		String before = Files.exists(DIAGRAM) ? Files.readString(DIAGRAM) : "";
		Files.writeString(DIAGRAM, drawn);
		if (System.getenv("CI") != null) {
			assertThat(before).as("docs/modules.md is out of date: the build has rewritten it, commit it")
				.isEqualTo(drawn);
		}
	}

	private static String draw(ApplicationModules modules) {
		List<ApplicationModule> drawn = modules.stream()
			.filter(module -> !module.getIdentifier().toString().equals("shared"))
			.sorted((one, other) -> one.getIdentifier().toString().compareTo(other.getIdentifier().toString()))
			.toList();
		String arrows = drawn.stream()
			.flatMap(module -> module.getDirectDependencies(modules, DependencyType.USES_COMPONENT)
				.uniqueModules()
				.map(other -> other.getIdentifier().toString())
				.filter(other -> !other.equals("shared"))
				.sorted()
				.map(other -> "    " + module.getIdentifier() + " --> " + other))
			.distinct()
			.collect(Collectors.joining("\n"));
		String rows = drawn.stream()
			.map(module -> "| `%s` | %s |".formatted(module.getIdentifier(),
					module.getDirectDependencies(modules)
						.uniqueModules()
						.map(other -> other.getIdentifier().toString())
						.filter(other -> !other.equals("shared"))
						.sorted()
						.map(other -> "`" + other + "`")
						.collect(Collectors.joining(", "))))
			.collect(Collectors.joining("\n"));
		return """
				# The modules

				Written by the build (`ModuleDiagramTests`) from the code; do not edit. Every module may use `shared`.
				An arrow means that beans of one call beans of the other; the table names every use of a type.

				```mermaid
				graph LR
				%s
				```

				| module | uses |
				| --- | --- |
				%s
				""".formatted(arrows, rows);
	}

}
