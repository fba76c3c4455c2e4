package io.guildhall.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.guildhall.House;

/**
 * How long the packaged application takes to come up by {@code bin/guildhall}, on a
 * database that is there: the first start makes the archive of classes, those after it
 * are measured. The bar is for an idle machine with two cores.
 */
final class StartBench {

	private static final String UP = "Guildhall is up";

	private static final long LONGEST = TimeUnit.MINUTES.toNanos(3);

	private static final Path CACHE = Path.of("target", "bench", "packaged");

	private static final Path LOG = Path.of("target", "bench", "start.log");

	private final House house;

	private final int rounds;

	StartBench(House house, int rounds) {
		this.house = house;
		this.rounds = rounds;
	}

	List<Line> run() throws IOException, InterruptedException {
		this.house.stopApplication();
		Files.createDirectories(CACHE);
		start();
		List<Double> seconds = new ArrayList<>();
		for (int i = 0; i < this.rounds; i++) {
			seconds.add(start());
		}
		Collections.sort(seconds);
		return List.of(Line.of("second start", "s", seconds.get(seconds.size() / 2), null, "<=10"));
	}

	/** From the command to the line that says that it is up; then it stops in order. */
	private double start() throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of("bin/guildhall", "--server.port=0"));
		this.house.settings().forEach((key, value) -> command.add("--" + key + "=" + value));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(LOG.toFile());
		builder.environment().put("GUILDHALL_CACHE", CACHE.toAbsolutePath().toString());
		long start = System.nanoTime();
		Process process = builder.start();
		try {
			while (!Files.readString(LOG).contains(UP)) {
				if (!process.isAlive() || System.nanoTime() - start > LONGEST) {
					throw new IllegalStateException("It does not come up, see " + LOG);
				}
				TimeUnit.MILLISECONDS.sleep(20);
			}
			return (System.nanoTime() - start) / 1e9;
		}
		finally {
			process.destroy();
			process.waitFor();
		}
	}

}
