package io.guildhall.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;

/**
 * A chat as Telegram exports it: some write much, many little, over ninety days up to
 * now; always the same.
 */
final class ChatFile {

	private static final int DAYS = 90;

	private ChatFile() {
	}

	/**
	 * Writes one.
	 * @param name of the chat
	 * @param first number of the first of its people
	 */
	static Path write(String name, int first, int messages, int people) throws IOException {
		Path file = Path.of("target", "bench", "result.json");
		Files.createDirectories(file.getParent());
		Random random = new Random(42);
		long now = Instant.now().getEpochSecond();
		long step = DAYS * 86_400L / messages;
		try (BufferedWriter json = Files.newBufferedWriter(file)) {
			json.write("{\"name\": \"%s\", \"type\": \"private_supergroup\", \"id\": %d, \"messages\": [\n"
				.formatted(name, 1_700_000_002L + first));
			for (int i = 0; i < messages; i++) {
				int who = first + ((i < people) ? i : (int) (people * Math.pow(random.nextDouble(), 3)));
				long at = now - (messages - i) * Math.max(step, 1);
				json.write(
						"{\"id\": %d, \"type\": \"message\", \"date\": \"%s\", \"date_unixtime\": \"%d\", \"from\": \"Member %d\", \"from_id\": \"user%d\", \"text\": \"%s\"}%s\n"
							.formatted(i + 1, Instant.ofEpochSecond(at).toString().substring(0, 19), at, who, who,
									"word ".repeat(1 + random.nextInt(12)).strip(), (i + 1 < messages) ? "," : ""));
			}
			json.write("]}\n");
		}
		return file;
	}

}
