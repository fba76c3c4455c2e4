package io.guildhall.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import lombok.extern.slf4j.Slf4j;

/** Runs the programs of PostgreSQL for one data directory. */
@Slf4j
final class ServerPrograms {

	/** Recovery after a crash replays what was written since the last checkpoint. */
	private static final String START_SECONDS = "300";

	private static final String STOP_SECONDS = "60";

	private static final Pattern VERSION = Pattern.compile("(\\d+)\\.\\d+");

	private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

	private final Path home;

	private final ServerDirectory directory;

	private final List<String> prefix;

	ServerPrograms(Path home, ServerDirectory directory) throws IOException {
		this.home = home;
		this.directory = directory;
		this.prefix = asSomebodyElseThanRoot();
	}

	/** The major version, such as 18. */
	String version() throws IOException {
		// such as: postgres (PostgreSQL) 18.6
		Matcher version = VERSION.matcher(run("postgres", "--version"));
		if (!version.find()) {
			throw new IOException("PostgreSQL does not tell its version");
		}
		return version.group(1);
	}

	void startServer() throws IOException {
		run("pg_ctl", "start", "--wait", "--timeout=" + START_SECONDS, "--silent", "--pgdata=" + this.directory.data(),
				"--log=" + this.directory.log());
	}

	/**
	 * Stops the server of the data directory if one runs, and never any other process: a
	 * process id in the file that is not PostgreSQL by now is not signalled.
	 */
	void stopServer() {
		for (String mode : List.of("fast", "immediate")) {
			try {
				if (this.directory.runningServer().isEmpty()) {
					return;
				}
				run("pg_ctl", "stop", "--wait", "--timeout=" + STOP_SECONDS, "--silent", "--mode=" + mode,
						"--pgdata=" + this.directory.data());
			}
			catch (IOException ex) {
				log.warn("PostgreSQL does not stop ({}): {}", mode, ex.getMessage());
			}
		}
	}

	/**
	 * Runs a program to its end and returns what it said, which goes through a file: a
	 * pipe would stay open as long as the server that inherits it.
	 * @throws IOException if it fails, with what it said
	 */
	String run(String program, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(this.prefix);
		command.add(this.home.resolve("bin").resolve(WINDOWS ? program + ".exe" : program).toString());
		command.addAll(Arrays.asList(arguments));
		Path said = Files.createTempFile(this.directory.path(), program, ".out");
		try {
			int code = execute(command, said);
			String output = Files.readString(said);
			if (code != 0) {
				throw new IOException("%s ended with %d: %s".formatted(program, code, output.trim()));
			}
			return output;
		}
		finally {
			Files.deleteIfExists(said);
		}
	}

	private static int execute(List<String> command, Path said) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
		Map<String, String> environment = builder.environment();
		environment.keySet().removeIf(name -> name.startsWith("PG"));
		environment.put("LC_ALL", "C");
		Process process = builder.start();
		process.getOutputStream().close();
		try {
			if (!process.waitFor(10, TimeUnit.MINUTES)) {
				process.destroy();
				throw new IOException("%s does not end".formatted(command));
			}
			return process.exitValue();
		}
		catch (InterruptedException ex) {
			process.destroy();
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted", ex);
		}
	}

	/**
	 * PostgreSQL refuses to run as root. In a user namespace of its own it sees itself
	 * and its files as those of nobody; on the disk they stay root's.
	 */
	private List<String> asSomebodyElseThanRoot() throws IOException {
		Path self = Path.of("/proc/self");
		if (!Files.isDirectory(self) || !Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"))) {
			return List.of();
		}
		List<String> prefix = List.of("unshare", "--user");
		Path said = Files.createTempFile(this.directory.path(), "id", ".out");
		try {
			List<String> probe = new ArrayList<>(prefix);
			probe.addAll(List.of("id", "-u"));
			if (execute(probe, said) == 0 && !"0".equals(Files.readString(said).trim())) {
				return prefix;
			}
		}
		catch (IOException ex) {
			log.debug("There is no unshare", ex);
		}
		finally {
			Files.deleteIfExists(said);
		}
		throw new DatabaseUnavailable(
				"The embedded PostgreSQL does not run as root here: this system, a container perhaps, gives root no user "
						+ "namespace of its own.",
				"Start Guildhall as another user, or configure a database by spring.datasource.url, as docker-compose.yml "
						+ "does.");
	}

}
