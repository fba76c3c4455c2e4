package io.guildhall;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Guildhall in a JVM of its own, which can be killed: from the classes of the build, or
 * from the packaged application.
 */
public final class Instance implements AutoCloseable {

	private static final Pattern UP = Pattern.compile("Guildhall is up: http://localhost:(\\d+)");

	private static final Duration START = Duration.ofMinutes(3);

	private final Process process;

	private final Path log;

	private final int port;

	private Instance(Process process, Path log, int port) {
		this.process = process;
		this.log = log;
		this.port = port;
	}

	/**
	 * Starts one and waits until it is up.
	 * @param name of its log under target
	 * @param jar the packaged application; null for the classes of the build
	 */
	public static Instance start(String name, @Nullable Path jar, Map<String, String> settings) {
		return start(name, jar, settings, false);
	}

	/**
	 * Starts one and waits until it is up.
	 * @param name of its log under target
	 * @param jar the packaged application; null for the classes of the build
	 * @param brief whether it lives too short for the second compiler of its virtual
	 * machine to pay; not for one that is measured
	 */
	public static Instance start(String name, @Nullable Path jar, Map<String, String> settings, boolean brief) {
		List<String> command = new ArrayList<>(List.of(java(), "-Xmx512m"));
		if (brief || jar == null) {
			// Its classes take that much in the end: without it each step there is a
			// full collection.
			command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=128m", "-XX:+UseSerialGC",
					"-XX:MetaspaceSize=192m", "-Xms256m"));
		}
		else {
			// As the image is started.
			command.add("-XX:MaxGCPauseMillis=50");
		}
		command.addAll((jar != null) ? List.of("-jar", jar.toAbsolutePath().toString())
				: List.of("-cp", classPath(), "io.guildhall.GuildhallApplication"));
		command.add("--server.port=0");
		settings.forEach((key, value) -> command.add("--" + key + "=" + value));
		Path log = Path.of("target", "instances", name + ".log");
		try {
			Files.createDirectories(log.getParent());
			Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(log.toFile())
				.start();
			Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
			return new Instance(process, log, port(process, log));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The packaged application taken apart, as it is installed: classes in jars within a
	 * jar take long to find.
	 * @return the jar to start
	 */
	static Path unpacked(Path jar, String name) {
		Path folder = Path.of("target", "instances", name + "-unpacked");
		try {
			Files.createDirectories(folder.getParent());
			Process process = new ProcessBuilder(java(), "-XX:TieredStopAtLevel=1", "-Djarmode=tools", "-jar",
					jar.toAbsolutePath().toString(), "extract", "--force", "--destination",
					folder.toAbsolutePath().toString())
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			await(process);
			if (process.exitValue() != 0) {
				throw new IllegalStateException("Cannot unpack " + jar);
			}
			return folder.resolve(jar.getFileName());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String java() {
		return Path.of(System.getProperty("java.home"), "bin", "java").toString();
	}

	/**
	 * Without the tests: their configuration, and the beans in them, are not the
	 * application's.
	 */
	private static String classPath() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter(entry -> !entry.contains("test-classes"))
			.collect(Collectors.joining(File.pathSeparator));
	}

	private static int port(Process process, Path log) throws IOException {
		long until = System.nanoTime() + START.toNanos();
		while (System.nanoTime() < until && process.isAlive()) {
			Matcher up = UP.matcher(Files.readString(log));
			if (up.find()) {
				return Integer.parseInt(up.group(1));
			}
			pause();
		}
		process.destroyForcibly();
		throw new IllegalStateException("The instance does not start, see " + log);
	}

	/** Where it listens, without a slash at the end. */
	public String url() {
		return "http://localhost:" + this.port;
	}

	/** kill -9: no shutdown hook, no answer to requests under way. */
	public void kill() {
		await(this.process.destroyForcibly());
	}

	/** Asks it to stop, as a service manager does. */
	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(30, TimeUnit.SECONDS)) {
				kill();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.process.destroyForcibly();
		}
	}

	/** Whether it says that it lives and can serve. */
	public boolean isHealthy() {
		try {
			return HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create(url() + "/actuator/health")).build(), BodyHandlers.discarding())
				.statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/** What it wrote. */
	public String log() {
		try {
			return Files.readString(this.log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void await(Process process) {
		try {
			process.waitFor();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void pause() {
		try {
			TimeUnit.MILLISECONDS.sleep(100);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
