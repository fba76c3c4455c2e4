package io.guildhall.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import lombok.extern.slf4j.Slf4j;

/** What lies in the directory of an embedded server, and who holds it. */
@Slf4j
final class ServerDirectory {

	static final String SUPERUSER = "postgres";

	static final String OWNER = "guildhall_owner";

	static final String APPLICATION = "guildhall_app";

	static final String LOG = "server.log";

	/** Beside postgresql.conf, which includes it. */
	static final String SETTINGS = "guildhall.conf";

	private static final DataSize LARGE_LOG = DataSize.ofMegabytes(10);

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Pattern SETTING = Pattern.compile("[a-z_.]+");

	private final Path path;

	private final FileChannel channel;

	private final Properties secrets;

	private ServerDirectory(Path path, FileChannel channel, Properties secrets) {
		this.path = path;
		this.channel = channel;
		this.secrets = secrets;
	}

	/**
	 * Takes the directory for this JVM, until it gives it back or ends in any way: the
	 * lock is the operating system's.
	 * @throws DatabaseUnavailable if another JVM that is alive holds it
	 */
	static ServerDirectory take(Path path) throws IOException {
		Files.createDirectories(path);
		restrict(path, "rwx------");
		FileChannel channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE);
		try {
			FileLock lock = channel.tryLock();
			if (lock == null) {
				throw new DatabaseUnavailable(
						"The database in %s is in use by another Guildhall that runs on this machine%s.".formatted(path,
								holder(path)),
						"Stop that one first, or start this one with another guildhall.database.directory. Several "
								+ "instances share a database by one spring.datasource.url.");
			}
			Files.writeString(path.resolve("jvm.pid"), Long.toString(ProcessHandle.current().pid()));
			return new ServerDirectory(path, channel, secretsOf(path));
		}
		catch (IOException | RuntimeException ex) {
			channel.close();
			throw ex;
		}
	}

	private static String holder(Path path) {
		try {
			return ", process " + Files.readString(path.resolve("jvm.pid")).trim();
		}
		catch (IOException ex) {
			return "";
		}
	}

	void release() {
		try {
			Files.deleteIfExists(this.path.resolve("jvm.pid"));
			this.channel.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Generated once, before the database is made with them. */
	private static Properties secretsOf(Path path) throws IOException {
		Path file = path.resolve("secrets.properties");
		Properties secrets = new Properties();
		if (Files.exists(file)) {
			try (var reader = Files.newBufferedReader(file)) {
				secrets.load(reader);
			}
			return secrets;
		}
		SecureRandom random = new SecureRandom();
		for (String role : List.of(SUPERUSER, OWNER, APPLICATION)) {
			byte[] secret = new byte[24];
			random.nextBytes(secret);
			secrets.setProperty(role, HexFormat.of().formatHex(secret));
		}
		store(file, asMap(secrets));
		return secrets;
	}

	private static Map<String, String> asMap(Properties properties) {
		Map<String, String> map = new LinkedHashMap<>();
		properties.stringPropertyNames().stream().sorted().forEach(name -> map.put(name, properties.getProperty(name)));
		return map;
	}

	/**
	 * For the owner's eyes only from its first byte, and complete or not there.
	 */
	private static void store(Path file, Map<String, String> properties) throws IOException {
		StringBuilder text = new StringBuilder();
		properties.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
		Path unfinished = file.resolveSibling(file.getFileName() + ".new");
		Files.deleteIfExists(unfinished);
		Files.createFile(unfinished);
		restrict(unfinished, "rw-------");
		Files.writeString(unfinished, text);
		Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

	private static void restrict(Path file, String permissions) throws IOException {
		if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
			Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
		}
	}

	/** Writes a file for the owner's eyes only. */
	Path write(String name, String text) throws IOException {
		Path file = this.path.resolve(name);
		Files.deleteIfExists(file);
		Files.createFile(file);
		restrict(file, "rw-------");
		return Files.writeString(file, text);
	}

	/**
	 * How to reach the server, as properties of Spring: for a second instance on this
	 * machine, or for psql.
	 */
	void publish(Map<String, String> connection) throws IOException {
		store(this.path.resolve("connection.properties"), connection);
	}

	Path path() {
		return this.path;
	}

	Path data() {
		return this.path.resolve("data");
	}

	Path log() {
		return this.path.resolve(LOG);
	}

	/** The password of a role, in hexadecimal. */
	String secret(String role) {
		String secret = this.secrets.getProperty(role);
		if (secret == null) {
			throw new DatabaseUnavailable(
					"%s lacks the password of %s.".formatted(path().resolve("secrets.properties"), role),
					"Put it back, or move the directory away to begin with an empty database.");
		}
		return secret;
	}

	/**
	 * Writes the settings of the next start. Whoever works here wants to find his data
	 * again, so everything that makes a commit durable is on.
	 */
	void configure(int port, Map<String, String> others) throws IOException {
		Map<String, String> settings = new LinkedHashMap<>();
		settings.put("listen_addresses", "127.0.0.1");
		settings.put("port", Integer.toString(port));
		settings.put("unix_socket_directories", "");
		settings.put("fsync", "on");
		settings.put("synchronous_commit", "on");
		settings.put("full_page_writes", "on");
		settings.put("timezone", "UTC");
		settings.put("log_timezone", "UTC");
		settings.put("jit", "off");
		settings.putAll(others);
		StringBuilder text = new StringBuilder();
		settings.forEach((name, value) -> text.append(setting(name, value)));
		Files.writeString(data().resolve(SETTINGS), text);
		if (Files.exists(log()) && Files.size(log()) > LARGE_LOG.toBytes()) {
			Files.delete(log());
		}
	}

	private static String setting(String name, String value) {
		if (!SETTING.matcher(name).matches() || value.lines().count() > 1) {
			throw new DatabaseUnavailable("guildhall.database.settings.%s is no setting of PostgreSQL.".formatted(name),
					"Use names as in postgresql.conf, with values of one line.");
		}
		return "%s = '%s'\n".formatted(name, value.replace("\\", "\\\\").replace("'", "''"));
	}

	/**
	 * @throws DatabaseUnavailable if the data are of another major version
	 */
	void checkVersion(String version) throws IOException {
		String found = Files.readString(data().resolve("PG_VERSION")).trim();
		if (!found.equals(version)) {
			throw new DatabaseUnavailable(
					"%s holds data of PostgreSQL %s, but this is %s.".formatted(data(), found, version),
					"Take a pg_dump with the earlier Guildhall, move the directory away, and restore into the new one.");
		}
	}

	/**
	 * The server of this data directory, if it runs: the process of postmaster.pid, if
	 * that is PostgreSQL, and (where the system tells) works in this directory.
	 */
	Optional<ProcessHandle> runningServer() throws IOException {
		Path file = data().resolve("postmaster.pid");
		if (!Files.exists(file)) {
			return Optional.empty();
		}
		List<String> lines = Files.readAllLines(file);
		if (lines.isEmpty() || !lines.get(0).matches("-?\\d+")) {
			return Optional.empty();
		}
		return ProcessHandle.of(Math.abs(Long.parseLong(lines.get(0)))).filter(this::isServerOfThisDirectory);
	}

	private boolean isServerOfThisDirectory(ProcessHandle process) {
		if (!process.isAlive() || !isPostgres(process)) {
			return false;
		}
		Path where = workingDirectory(process);
		return where == null || where.equals(realData());
	}

	private static boolean isPostgres(ProcessHandle process) {
		return process.info()
			.command()
			// In another container, a program may be the root, which has no name.
			.map(command -> Path.of(command.replace(" (deleted)", "")).getFileName())
			.filter(name -> name.endsWith("postgres") || name.endsWith("postgres.exe"))
			.isPresent();
	}

	private static @Nullable Path workingDirectory(ProcessHandle process) {
		try {
			return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
		}
		catch (IOException | UnsupportedOperationException ex) {
			return null;
		}
	}

	private @Nullable Path realData() {
		try {
			return data().toRealPath();
		}
		catch (IOException ex) {
			return null;
		}
	}

	/**
	 * Waits until no process of a server works in the data directory any more (those of a
	 * server that was killed end a little later), and takes away what would make
	 * PostgreSQL believe that it still runs: its process id can be somebody else's by
	 * now.
	 */
	void awaitNoServer() throws IOException {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		Path data = realData();
		while (data != null && ProcessHandle.allProcesses()
			.anyMatch(process -> isPostgres(process) && data.equals(workingDirectory(process)))) {
			if (System.nanoTime() > deadline) {
				throw new IOException("An earlier PostgreSQL still works in " + data);
			}
			pause();
		}
		if (runningServer().isPresent()) {
			throw new IOException("An earlier PostgreSQL still runs in " + data());
		}
		Files.deleteIfExists(data().resolve("postmaster.pid"));
	}

	private static void pause() throws IOException {
		try {
			TimeUnit.MILLISECONDS.sleep(100);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted", ex);
		}
	}

	/** Whether the last start failed because somebody else took the port meanwhile. */
	boolean logEndsWithTakenPort() throws IOException {
		if (!Files.exists(log())) {
			return false;
		}
		List<String> lines = Files.readAllLines(log());
		return lines.subList(Math.max(0, lines.size() - 12), lines.size())
			.stream()
			.anyMatch(line -> line.contains("could not bind") || line.contains("could not create any TCP/IP sockets"));
	}

}
