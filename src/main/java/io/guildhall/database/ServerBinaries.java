package io.guildhall.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;
import org.tukaani.xz.XZInputStream;

import lombok.extern.slf4j.Slf4j;

/** The programs of PostgreSQL for this machine, unpacked once from the class path. */
@Slf4j
final class ServerBinaries {

	private ServerBinaries() {
	}

	/**
	 * The directory that holds {@code bin}, {@code lib} and {@code share}; unpacks when
	 * it is not there yet. A name per archive, so that a new version is unpacked beside
	 * the old one, and moved into place when complete, so that a crash leaves no half.
	 */
	static Path unpackInto(Path directory) throws IOException {
		Resource archive = find();
		String name = archive.getFilename() + "-" + Long.toHexString(archive.contentLength());
		Path target = directory.resolve(name.replace(".txz", ""));
		if (Files.isDirectory(target)) {
			return target;
		}
		log.info("Unpacking PostgreSQL into {}", target);
		Path unfinished = directory.resolve("unpacking");
		FileSystemUtils.deleteRecursively(unfinished);
		Files.createDirectories(unfinished);
		try (TarArchiveInputStream entries = new TarArchiveInputStream(
				new XZInputStream(new BufferedInputStream(archive.getInputStream(), BUFFER)))) {
			for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
				unpack(entry, entries, unfinished);
			}
		}
		return Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
	}

	private static final int BUFFER = (int) DataSize.ofKilobytes(64).toBytes();

	private static Resource find() throws IOException {
		Resource[] found = new PathMatchingResourcePatternResolver(ServerBinaries.class.getClassLoader())
			.getResources("classpath*:postgres-" + system() + "-*.txz");
		if (found.length == 0) {
			throw new DatabaseUnavailable(
					"There is no embedded PostgreSQL for this machine (" + system() + ") at hand.",
					"Start a PostgreSQL 15 or newer yourself and set spring.datasource.url.");
		}
		return found[0];
	}

	private static String system() {
		String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
		if (name.startsWith("windows")) {
			return "windows";
		}
		return name.startsWith("mac") ? "darwin" : "linux";
	}

	private static void unpack(TarArchiveEntry entry, InputStream content, Path root) throws IOException {
		Path path = root.resolve(entry.getName()).normalize();
		if (!path.startsWith(root)) {
			throw new IOException("Entry outside of the archive: " + entry.getName());
		}
		if (entry.isDirectory()) {
			Files.createDirectories(path);
			return;
		}
		Path parent = path.getParent();
		if (parent != null) {
			Files.createDirectories(parent);
		}
		if (entry.isSymbolicLink()) {
			Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
			return;
		}
		if (entry.isLink()) {
			Files.createLink(path, root.resolve(entry.getLinkName()).normalize());
			return;
		}
		Files.copy(content, path);
		boolean executable = (entry.getMode() & 0100) != 0;
		if (executable && !path.toFile().setExecutable(true)) {
			throw new IOException("Cannot make executable: " + path);
		}
	}

}
