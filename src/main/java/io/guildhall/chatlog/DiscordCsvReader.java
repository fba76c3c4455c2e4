package io.guildhall.chatlog;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads the CSV of DiscordChatExporter. Its rows have no ids: one is made of who said
 * what and when, so that the same channel as JSON is another channel to us. Of what is no
 * message it tells in English only; who joined is told, the rest is nobody's words.
 */
final class DiscordCsvReader extends CsvChatReader {

	static final String HEADER = "AuthorID,Author,Date,Content,Attachments,Reactions";

	/** The guild, maybe a category, and the channel with its id. */
	private static final Pattern FILE_NAME = Pattern.compile(
			"(.+?)\\s*\\[(\\d{5,20})\\](?:\\s*\\[part \\d+\\])?\\s*(?:\\(\\d{1,3}\\))?\\.csv",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern ROW_START = Pattern
		.compile("\"?\\d{1,20}\"?,\"?[^\",]{1,100}\"?,\"?[^\",]{8,40}\"?,.*", Pattern.DOTALL);

	/** Of names from before 2023. */
	private static final Pattern DISCRIMINATOR = Pattern.compile("(.+)#\\d{4}");

	/** As the exporter wrote until late in 2023, where its user's culture was English. */
	private static final DateTimeFormatter OLD_DATE = new DateTimeFormatterBuilder().parseCaseInsensitive()
		.appendPattern("[dd-MMM-yy hh:mm a][dd-MMM-yyyy hh:mm a][M/d/yyyy h:mm a][M/d/yyyy h:mm:ss a]")
		.toFormatter(Locale.ENGLISH);

	private DiscordCsvReader(ChatSource source, Recognition recognition, ReadOptions options, Chat chat)
			throws IOException {
		super(source, recognition, options, chat);
	}

	static DiscordCsvReader open(ChatSource source, Recognition recognition, ReadOptions options) throws IOException {
		String file = source.fileName();
		Matcher named = FILE_NAME.matcher(file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1));
		Chat chat = new Chat(named.matches() ? named.group(2) : file, recognition.chatName());
		return new DiscordCsvReader(source, recognition, options, chat);
	}

	/** The channel by the name of its file; null where it was renamed. */
	static @Nullable String channel(String fileName) {
		Matcher named = FILE_NAME.matcher(fileName);
		return named.matches() ? named.group(1) : null;
	}

	/** Whether the first row has its time with an offset. */
	static boolean isZoned(String text) {
		int end = text.indexOf('\n');
		return end >= 0 && Pattern.compile(",\"?\\d{4}-\\d\\d-\\d\\dT[\\d:.]+(?:Z|[+-]\\d\\d:\\d\\d)\"?,")
			.matcher(text)
			.region(end, Math.min(text.length(), end + 400))
			.find();
	}

	@Override
	boolean begins(String line) {
		return ROW_START.matcher(line).matches();
	}

	@Override
	void takeFields(String line) {
		String id = field("authorid");
		if (id.isEmpty()) {
			bad(this.rowAt, Bad.SPEAKER_MISSING, line);
			return;
		}
		String date = field("date");
		Instant at = zoned(date);
		boolean doubtful = false;
		if (at == null) {
			LocalTimes.Moment moment = local(date);
			if (moment == null) {
				bad(this.rowAt, Bad.TIME_UNREADABLE, line);
				return;
			}
			at = moment.at();
			doubtful = moment.doubtful();
		}
		Speaker author = speaker(id + ' ' + field("author"), raw -> author(id, field("author")));
		String content = field("content");
		String files = field("attachments");
		switch (content) {
			case "Joined the server." ->
				emit(new Joined(this.chat, this.rowAt, at, doubtful, this.ids.of(at, id, "joined"), author, null));
			case "Pinned a message.", "Started a thread." -> {
				// Nobody's words.
			}
			default -> emit(new Spoke(this.chat, this.rowAt, at, doubtful, this.ids.of(at, id, content, files), author,
					kind(content, files), Words.length(content), null, content, Words.hasLink(content)));
		}
	}

	private static Speaker author(String id, String name) {
		Matcher old = DISCRIMINATOR.matcher(name);
		String shown = old.matches() ? old.group(1) : name;
		return new Speaker(DiscordReader.CARRIER, id, shown.isEmpty() ? id : shown, List.of());
	}

	private static SpeechKind kind(String content, String files) {
		if (!files.isEmpty()) {
			String first = files.split(",", 2)[0];
			int query = first.indexOf('?');
			return DiscordReader.kind((query < 0) ? first : first.substring(0, query));
		}
		return content.isEmpty() ? SpeechKind.OTHER : Words.kind(content);
	}

	private static @Nullable Instant zoned(String date) {
		try {
			return OffsetDateTime.parse(date).toInstant();
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private LocalTimes.@Nullable Moment local(String date) {
		try {
			return this.times.at(LocalDateTime.parse(date, OLD_DATE));
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
