package io.guildhall.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.guildhall.House.Organization;
import io.guildhall.Rest;

/**
 * Files that come into a house full of people. The limit copies the rows that came of
 * them into tables of their kind and inserts them from there, in the same transactions.
 */
final class PeopleFiles {

	private final Replay replay;

	private final Organization ours;

	private final Organization bare;

	private final int messages;

	private final int rows;

	PeopleFiles(Replay replay, Organization ours, Organization bare, double scale) {
		this.replay = replay;
		this.ours = ours;
		this.bare = bare;
		this.messages = (int) Math.max(2_000, 400_000 * scale);
		this.rows = (int) Math.max(1_000, 100_000 * scale);
	}

	/** A chat of people of whom nobody is known. */
	void chat(Figures figures, int round) throws Exception {
		int people = this.messages / 20;
		Path file = ChatFile.write("Chat " + round, (round + 1) * people, this.messages, people);
		double[] seconds = take(file, Map.of("newCommunity", "Chats " + round), "activity_events");
		figures.add("chat file", this.messages / seconds[0], this.messages / seconds[1]);
	}

	/** A table of members, each with a name, a phone and a city. */
	void table(Figures figures, int round) throws Exception {
		double[] seconds = take(table(round), Map.of(), "members");
		figures.add("members from CSV", this.rows / seconds[0], this.rows / seconds[1]);
	}

	/** How long the import takes from its start to its end, and its rows by hand. */
	private double[] take(Path file, Map<String, ?> choice, String into) throws Exception {
		Rest rest = this.ours.rest();
		long before = this.replay.now();
		String id = rest.upload("/imports", List.of(file)).ok().text("id");
		rest.put("/imports/" + id + "/choice", choice).ok();
		rest.post("/imports/" + id + "/check", Map.of()).ok();
		Figures.await(rest, "/imports/" + id, "CHECKED");
		write(before);
		long start = this.replay.now();
		double seconds = Figures.timed(() -> {
			rest.post("/imports/" + id + "/start", Map.of()).ok();
			Figures.await(rest, "/imports/" + id, "DONE");
		});
		List<Replay.Transaction> written = this.replay.since(start, this.ours.id(), this.bare.id());
		if (written.stream().noneMatch(transaction -> transaction.writes(into))) {
			throw new IllegalStateException("Nothing came of " + file);
		}
		return new double[] { seconds, this.replay.write(written, this.bare.id(), 1, null) };
	}

	private void write(long since) throws Exception {
		UUID to = this.bare.id();
		this.replay.write(this.replay.since(since, this.ours.id(), to), to, 1, null);
	}

	private Path table(int round) throws IOException {
		Path file = Path.of("target", "bench", "members.csv");
		Files.createDirectories(file.getParent());
		try (BufferedWriter csv = Files.newBufferedWriter(file)) {
			csv.write("name,phone,city\n");
			for (int i = 0; i < this.rows; i++) {
				csv.write("来客 %d %d,139%01d%07d,上海\n".formatted(round, i, round, i));
			}
		}
		return file;
	}

}
