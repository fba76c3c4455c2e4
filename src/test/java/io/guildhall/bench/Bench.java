package io.guildhall.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import tools.jackson.databind.json.JsonMapper;

import io.guildhall.House;

/**
 * The benchmark: {@code bench/run [loop|people|money|start]}. Prints a table, writes
 * {@code target/bench.json}, and ends with 0 only when every bar holds.
 */
final class Bench {

	private static final Path RESULT = Path.of("target", "bench.json");

	private Bench() {
	}

	public static void main(String[] arguments) throws Exception {
		String part = (arguments.length > 0) ? arguments[0] : "loop";
		if (!List.of("loop", "people", "money", "start").contains(part)) {
			System.err.println("bench: there is no part " + part + "; there are: loop, people, money, start");
			System.exit(2);
		}
		double scale = Double.parseDouble(System.getenv().getOrDefault("BENCH_SCALE", "1"));
		int rounds = Integer.parseInt(System.getenv().getOrDefault("BENCH_ROUNDS", "3"));
		List<Line> lines;
		try (House house = House.open()) {
			lines = switch (part) {
				case "loop" -> new LoopBench(house, scale, rounds).run();
				case "people" -> new PeopleBench(house, scale, rounds).run();
				case "money" -> new MoneyBench(house, scale, rounds).run();
				default -> new StartBench(house, rounds).run();
			};
		}
		System.out.println("scale " + scale);
		System.out.println(Line.head());
		lines.forEach(System.out::println);
		write(lines);
		System.exit(lines.stream().allMatch(Line::ok) ? 0 : 1);
	}

	static void write(List<Line> lines) throws IOException {
		Files.writeString(RESULT, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(lines));
	}

}
