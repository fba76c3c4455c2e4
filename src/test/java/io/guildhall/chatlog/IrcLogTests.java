package io.guildhall.chatlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import io.guildhall.SharedData;

class IrcLogTests {

	private static final Pattern SAID = Pattern.compile("^\\[\\d\\d:\\d\\d\\] <([^>]+)>");

	private static final Pattern ACTED = Pattern.compile("^\\[\\d\\d:\\d\\d\\]  \\* (\\S+)");

	private static final Pattern JOINED = Pattern.compile("^=== .+\\]\\s+has joined #");

	private static final Pattern LEFT = Pattern.compile("^=== .+\\]\\s+has (left|quit)");

	private static final Pattern RENAMED = Pattern.compile("^=== .+ is now known as .+");

	@Test
	void countsWhatAnIndependentCountFindsInTheUbuntuLogs() throws IOException {
		long said = 0;
		long joined = 0;
		long left = 0;
		long renamed = 0;
		Set<String> nicks = new HashSet<>();
		for (Path file : SharedData.files("data/ubuntu-irc", ".raw.txt")) {
			for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", -1)) {
				Matcher message = SAID.matcher(line);
				boolean spoke = message.find();
				if (!spoke) {
					message = ACTED.matcher(line);
					spoke = message.find();
				}
				if (spoke) {
					said++;
					nicks.add(message.group(1).strip());
				}
				joined += JOINED.matcher(line).find() ? 1 : 0;
				left += LEFT.matcher(line).find() ? 1 : 0;
				renamed += RENAMED.matcher(line).find() ? 1 : 0;
			}
		}
		long[] read = new long[5];
		Set<String> speakers = new HashSet<>();
		for (Path file : SharedData.files("data/ubuntu-irc", ".raw.txt")) {
			List<ChatRecord> records = Chats.read(ChatSource.of(file));
			assertThat(Chats.ids(records)).doesNotHaveDuplicates();
			for (ChatRecord told : records) {
				if (told instanceof Spoke spoke) {
					speakers.add(spoke.speaker().displayName());
					read[0]++;
				}
				else if (told instanceof Joined) {
					read[1]++;
				}
				else if (told instanceof Left) {
					read[2]++;
				}
				else if (told instanceof Renamed) {
					read[3]++;
				}
				else {
					read[4]++;
				}
			}
		}
		assertThat(said).isGreaterThan(20_000);
		assertThat(read).containsExactly(said, joined, left, renamed, 0);
		assertThat(speakers).hasSameSizeAs(nicks);
	}

	@Test
	void takesTheDateFromTheNameAndReadsUtcWhateverTheZone() {
		List<ChatRecord> records = Chats.read(Chats.text("#ubuntu.2008-04-20.txt", """
				[06:34] <Dr_willis> fairyeneried,  like all . files
				[06:35]  * Dr_willis waves
				"""));
		assertThat(Chats.times(records)).containsExactly("2008-04-20T06:34:00Z", "2008-04-20T06:35:00Z");
		assertThat(Chats.texts(records)).containsExactly("fairyeneried,  like all . files", "waves");
		assertThat(records.get(0).chat().name()).isEqualTo("#ubuntu");
	}

	@Test
	void systemLinesTakeTheTimeOfTheLineBefore() {
		List<ChatRecord> records = Chats.read(Chats.text("2005-06-27.txt", """
				=== early [~e@host] has joined #ubuntu
				[09:15] <ann> hi
				=== bob [n=bob@1.2.3.4]  has joined #ubuntu
				=== bob is now known as robert
				=== mode/#ubuntu [+o Seveas]  by ChanServ
				=== robert [n=bob@1.2.3.4]  has left #ubuntu ["Bye"]
				=== cy [n=cy@host]  has quit ["Leaving"]
				=== sickness has recently come back to linux
				"""));
		assertThat(Chats.wordy(records)).containsExactly("+early", "ann TEXT 2", "+bob", "bob>robert", "-robert",
				"-cy");
		assertThat(((Joined) records.get(0)).at()).hasToString("2005-06-27T09:15:00Z");
		assertThat(((Left) records.get(4)).at()).hasToString("2005-06-27T09:15:00Z");
	}

	@Test
	void theHourInTheNameSaysWhichSideOfMidnightTheFileBegins() {
		List<ChatRecord> records = Chats.read(Chats.text("2011-11-13_02.raw.txt", """
				[21:59] <ann> a
				[23:59] <ann> b
				[00:01] <ann> c
				[02:30] <ann> d
				"""));
		assertThat(Chats.times(records)).containsExactly("2011-11-12T21:59:00Z", "2011-11-12T23:59:00Z",
				"2011-11-13T00:01:00Z", "2011-11-13T02:30:00Z");
	}

	@Test
	void aClockOfTwelveHoursIsSeenThrough() {
		List<ChatRecord> records = Chats.read(Chats.text("2005-07-06_14.raw.txt", """
				[11:11] <ann> a
				[12:30] <ann> b
				[01:05] <ann> c
				[02:40] <ann> d
				"""));
		assertThat(Chats.times(records)).containsExactly("2005-07-06T11:11:00Z", "2005-07-06T12:30:00Z",
				"2005-07-06T13:05:00Z", "2005-07-06T14:40:00Z");
	}

	@Test
	void aLogThatRunsOverMidnightGoesOnWithTheNextDay() {
		List<ChatRecord> records = Chats.read(Chats.text("2011-11-13.txt", """
				[23:59] <ann> a
				[23:58] <ann> a little late
				[00:01] <ann> b
				"""));
		assertThat(Chats.times(records)).containsExactly("2011-11-13T23:59:00Z", "2011-11-13T23:58:00Z",
				"2011-11-14T00:01:00Z");
	}

	@Test
	void equalLinesOfAMinuteStayTwoAndKeepTheirIds() {
		ChatSource log = Chats.text("2011-11-13.txt", """
				[10:00] <ann> hi
				[10:00] <bob> hi
				[10:00] <ann> hi
				[10:01] <ann> hi
				""");
		List<String> ids = Chats.ids(Chats.read(log));
		assertThat(ids).doesNotHaveDuplicates().hasSize(4).isEqualTo(Chats.ids(Chats.read(log)));
		assertThat(ids.get(2)).isEqualTo(ids.get(0) + "-2");
	}

	@Test
	void aLineThatIsNotUtf8IsReadAsLatin() {
		byte[] latin = "[10:00] <ann> caf\u00E9\n[10:01] <bob> ok\n".getBytes(StandardCharsets.ISO_8859_1);
		assertThat(Chats.texts(Chats.read(Chats.bytes("2011-11-13.txt", latin)))).containsExactly("caf\u00E9", "ok");
	}

	@Test
	void brokenLinesAreReportedAndTheOthersRead() {
		List<ChatRecord> records = Chats.read(Chats.text("2011-11-13.txt", """
				[10:00] <ann> hi
				[99:00] <ann> never
				what is this
				[10:00] <derbosepirat>
				"""));
		assertThat(Chats.wordy(records)).containsExactly("ann TEXT 2", "!not-a-message", "!not-a-message",
				"derbosepirat TEXT 0");
		assertThat(records.get(1).line()).isEqualTo(2);
	}

	@Test
	void readsChannelAndDateFromTheLine() {
		ChatSource log = Chats.text("stripe.ascii.txt", """
				#stripe 2019-03-01 [10:00:01] <ann> how do coupons work?\s
				#stripe 2019-03-01 [10:00:02] <bob> like this\s
				""");
		Recognition recognition = ChatFormats.recognize(log);
		assertThat(recognition.zoned()).isTrue();
		assertThat(recognition.dateMissing()).isFalse();
		List<ChatRecord> records = Chats.read(log);
		assertThat(Chats.times(records)).containsExactly("2019-03-01T10:00:01Z", "2019-03-01T10:00:02Z");
		assertThat(Chats.texts(records)).containsExactly("how do coupons work?", "like this");
		assertThat(records.get(0).chat().key()).isEqualTo("#stripe");
	}

	@Test
	void readsIrssiInTheZoneThatIsSaid() {
		List<ChatRecord> records = Chats.read(Chats.text("#c.log", """
				--- Log opened Tue Dec 25 00:00:01 2004
				23:59 < ann> hi
				23:59 -!- bob [b@host] has joined #c
				--- Day changed Wed Dec 26 2004
				00:01 <@bob> there
				00:02  * bob waves
				00:03 -!- bob is now known as rob
				00:04 -!- rob was kicked from #c by ann [out]
				00:05 -!- cy [c@host] has quit [gone]
				00:06 -ChanServ- a notice
				--- Log closed Wed Dec 26 00:10:00 2004
				"""));
		assertThat(Chats.wordy(records)).containsExactly("ann TEXT 2", "+bob", "bob TEXT 5", "bob TEXT 5", "bob>rob",
				"-rob by ann", "-cy");
		assertThat(Chats.times(records)).containsExactly("2004-12-25T15:59:00Z", "2004-12-25T16:01:00Z",
				"2004-12-25T16:02:00Z");
	}

	@Test
	void readsWeeChat() {
		List<ChatRecord> records = Chats.read(Chats.text("irc.libera.#c.weechatlog", """
				2024-01-02 10:00:00\t-->\tann (~a@host) has joined #c
				2024-01-02 10:00:01\t@ann\thello\tthere
				2024-01-02 10:00:02\t *\tann waves
				2024-01-02 10:00:03\t--\tann is now known as anna
				2024-01-02 10:00:04\t<--\tanna (~a@host) has quit (Quit: bye)
				2024-01-02 10:00:05\t<--\tbob has kicked cy (rude)
				"""));
		assertThat(Chats.wordy(records)).containsExactly("+ann", "ann TEXT 11", "ann TEXT 5", "ann>anna", "-anna",
				"-cy by bob");
		assertThat(Chats.times(records)).containsExactly("2024-01-02T02:00:01Z", "2024-01-02T02:00:02Z");
	}

	@Test
	void asksForTheDateWhereNothingSaysIt() {
		ChatSource log = Chats.text("log.txt", "[10:00] <ann> hi\n");
		assertThat(ChatFormats.recognize(log).dateMissing()).isTrue();
		assertThatExceptionOfType(ChatlogRefused.class).isThrownBy(() -> Chats.read(log))
			.satisfies((refused) -> assertThat(refused.getCode()).isEqualTo("chatlog.date-missing"));
		List<ChatRecord> records = Chats.read(log, ReadOptions.in(Chats.SHANGHAI).withDate(LocalDate.of(2020, 2, 29)));
		assertThat(Chats.times(records)).containsExactly("2020-02-29T10:00:00Z");
	}

}
