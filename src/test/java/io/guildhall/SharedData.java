package io.guildhall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

/**
 * The data that lies beside the repository. Tests that need it are skipped where it is
 * missing; {@code GUILDHALL_SHARED} names another place.
 */
public final class SharedData {

	private static final Path ROOT = Path.of(System.getenv().getOrDefault("GUILDHALL_SHARED", "../shared"));

	private SharedData() {
	}

	/** A file or folder; skips the test where it is missing. */
	public static Path path(String name) {
		Path path = ROOT.resolve(name);
		Assumptions.assumeTrue(Files.exists(path),
				() -> path + " is missing: put the shared data there or set GUILDHALL_SHARED");
		return path;
	}

	/** All files below a folder whose name ends so, in the order of their paths. */
	public static List<Path> files(String folder, String ending) {
		try (Stream<Path> files = Files.walk(path(folder))) {
			return files.filter((file) -> file.toString().endsWith(ending)).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
