package io.guildhall.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.guildhall.activity.ActivityImporting;
import io.guildhall.activity.ActivityTaken;
import io.guildhall.chatlog.Bad;
import io.guildhall.chatlog.Chat;
import io.guildhall.chatlog.ChatFormat;
import io.guildhall.chatlog.ChatFormats;
import io.guildhall.chatlog.ChatReader;
import io.guildhall.chatlog.ChatRecord;
import io.guildhall.chatlog.Joined;
import io.guildhall.chatlog.Left;
import io.guildhall.chatlog.Pitch;
import io.guildhall.chatlog.Pitches;
import io.guildhall.chatlog.ReadOptions;
import io.guildhall.chatlog.Renamed;
import io.guildhall.chatlog.Speaker;
import io.guildhall.chatlog.Spoke;
import io.guildhall.file.FileId;
import io.guildhall.file.FileService;
import io.guildhall.intake.People.Person;
import io.guildhall.intake.People.Resolved;
import lombok.RequiredArgsConstructor;

/**
 * Takes chats: who speaks, comes or goes is a member, what they do is an event, and the
 * time between coming and going a stay.
 */
@Component
@RequiredArgsConstructor
class ChatTaking implements Taking<ChatRecord> {

	private static final String EVENTS = """
			ordinal int, member_id uuid, group_id uuid, at timestamptz, day date, kind text, characters int,
			source text, external_id text, has_link boolean, pitch text, reply_to text, text text
			""";

	private static final String EVENT_COLUMNS = "ordinal, member_id, group_id, at, day, kind, characters, source, "
			+ "external_id, has_link, pitch, reply_to, text";

	private static final int LONGEST_NAME = 200;

	private final FileService contents;

	private final People people;

	private final ActivityImporting activity;

	private final Staging staging;

	/**
	 * Tells chats apart when somebody chooses their groups; files that do not name theirs
	 * share one.
	 */
	static String key(Chat chat) {
		return (chat.name() != null) ? chat.key() : "";
	}

	@Override
	public ImportKind kind() {
		return ImportKind.CHATS;
	}

	@Override
	public RecordReader<ChatRecord> open(TakingRun run, ImportFile file) {
		FileId content = new FileId(Objects.requireNonNull(file.getContentId()));
		ReadOptions options = ReadOptions.in(run.zone()).withDateOrder(run.options().dateOrder());
		ChatReader reader = ChatFormats.open(FileRecognition.source(contents.open(content)), options);
		return new RecordReader<>() {

			@Override
			public @Nullable ChatRecord next() {
				return reader.next();
			}

			@Override
			public long position() {
				return reader.position();
			}

			@Override
			public void close() {
				reader.close();
			}

		};
	}

	@Override
	public int weight(ChatRecord taken) {
		return (taken instanceof Spoke spoke) ? 100 + spoke.text().length() : 100;
	}

	@Override
	public void take(TakingRun run, Took took, int file, List<ChatRecord> records) {
		Slice slice = new Slice(run, took, file);
		records.forEach(slice::read);
		if (slice.happenings.isEmpty()) {
			return;
		}
		List<Resolved> members = people.resolve(run, took, slice.people);
		CopyRows events = slice.events(members);
		staging.copy(Staging.EVENTS, EVENTS, EVENT_COLUMNS, events);
		ActivityTaken taken = activity.take(run.run(), Staging.EVENTS);
		took.count(Outcome.EVENT_NEW, taken.fresh());
		took.count(Outcome.EVENT_KNOWN, taken.known() + slice.again);
		took.count(Outcome.EVENT_EXPIRED, taken.outside());
		people.stay(run, slice.stays(members));
	}

	/** Something that happened to a person. */
	private record Happening(int person, ChatRecord told, UUID group, Instant at, String kind, String externalId,
			@Nullable Integer other) {
	}

	/** Collects what a slice tells, before anybody has an id. */
	private static final class Slice {

		private final TakingRun run;

		private final Took took;

		private final int file;

		private final List<Person> people = new ArrayList<>();

		private final List<UUID> groups = new ArrayList<>();

		private final Map<String, Integer> ordinals = new HashMap<>();

		private final Map<Integer, Presence> presences = new LinkedHashMap<>();

		private final List<Happening> happenings = new ArrayList<>();

		private long again;

		Slice(TakingRun run, Took took, int file) {
			this.run = run;
			this.took = took;
			this.file = file;
		}

		void read(ChatRecord told) {
			if (told instanceof Bad bad) {
				took.problem(ImportProblem.of(file, bad.line(), bad.reason(), bad.excerpt()));
				return;
			}
			Chat chat = told.chat();
			UUID group = run.groupOf(key(chat), chat.name(), carrier(told));
			if (group == null) {
				took.count(Outcome.SKIPPED, 1);
			}
			else if (told instanceof Spoke spoke) {
				take(told, group, spoke.speaker(), spoke.at(), spoke.timeDoubtful(), "MESSAGE", spoke.externalId());
				took.count(Outcome.MESSAGE, 1);
			}
			else if (told instanceof Joined joined) {
				take(told, group, joined.who(), joined.at(), joined.timeDoubtful(), "JOINED", joined.externalId());
				took.count(Outcome.JOINED, 1);
			}
			else if (told instanceof Left left) {
				take(told, group, left.who(), left.at(), left.timeDoubtful(), "LEFT", left.externalId());
				took.count(Outcome.LEFT, 1);
			}
			else if (told instanceof Renamed renamed) {
				rename(renamed, group);
				took.count(Outcome.RENAMED, 1);
			}
		}

		private void take(ChatRecord told, UUID group, Speaker who, Instant at, boolean doubtful, String kind,
				String externalId) {
			int person = person(who, group, at);
			happen(new Happening(person, told, group, at, kind, externalId, null), doubtful);
			Presence presence = presences.computeIfAbsent(person, unseen -> new Presence());
			if (kind.equals("LEFT")) {
				presence.left(at);
			}
			else {
				presence.seen(at, kind.equals("JOINED"));
			}
		}

		/**
		 * The new name belongs to who had the old one, unless somebody else has it
		 * already: then the two are a suggestion (RULES, Identity).
		 */
		private void rename(Renamed renamed, UUID group) {
			Speaker after = renamed.after();
			int before = person(renamed.before(), group, renamed.at());
			presences.computeIfAbsent(before, unseen -> new Presence()).seen(renamed.at(), false);
			String value = value(after);
			people.add(people.get(before).renamed(value, renamed.at()));
			groups.add(group);
			int linked = people.size() - 1;
			int holder = person(after, group, renamed.at());
			happen(new Happening(linked, renamed, group, renamed.at(), "RENAMED", renamed.externalId(), holder),
					renamed.timeDoubtful());
		}

		private void happen(Happening happening, boolean doubtful) {
			if (doubtful) {
				took.count(Outcome.DOUBTFUL, 1);
			}
			happenings.add(happening);
		}

		private int person(Speaker who, UUID group, Instant at) {
			String key = who.carrier() + '\0' + who.isByName() + '\0' + value(who) + '\0' + group;
			Integer known = ordinals.get(key);
			if (known != null) {
				return known;
			}
			String phone = (!who.isByName() && who.handle().startsWith("+") && who.carrier().equals("WHATSAPP"))
					? who.handle() : null;
			people.add(Person.of(who.carrier(), who.isByName() ? "NAME" : "ID", value(who), group, who.displayName(),
					phone, at));
			groups.add(group);
			ordinals.put(key, people.size() - 1);
			return people.size() - 1;
		}

		private static String value(Speaker who) {
			String handle = who.handle();
			return handle.substring(0, Math.min(handle.length(), LONGEST_NAME));
		}

		/** Rows of events for those who have an id now; the others are refused. */
		CopyRows events(List<Resolved> members) {
			CopyRows rows = new CopyRows();
			for (Happening happening : happenings) {
				Resolved resolved = members.get(happening.person());
				if (resolved.member() == null) {
					took.problem(ImportProblem.of(file, happening.told().line(), resolved.outcome(),
							people.get(happening.person()).name()));
					continue;
				}
				String source = people.get(happening.person()).carrier() + ":" + happening.group();
				String external = external(happening);
				boolean met = run.isDry() && !run.firstSeen(source + external);
				again += met ? 1 : 0;
				if (!met) {
					Spoke spoke = (happening.told() instanceof Spoke spoken) ? spoken : null;
					rows.add(rows.count(), resolved.member(), happening.group(), happening.at(),
							run.dayOf(happening.at()), happening.kind(), (spoke != null) ? spoke.length() : 0, source,
							external, spoke != null && spoke.hasLink(), (spoke != null) ? pitch(spoke) : null,
							(spoke != null && spoke.replyTo() != null) ? external(spoke.chat(), spoke.replyTo()) : null,
							(spoke != null && run.keepsText()) ? spoke.text() : null);
				}
				suggest(happening, members);
				sample(happening, resolved);
			}
			return rows;
		}

		/**
		 * Ids of Telegram's messages are of one chat; the others are hashes of what is
		 * said.
		 */
		private static String external(Happening happening) {
			return external(happening.told().chat(), happening.externalId());
		}

		private static String external(Chat chat, String id) {
			return id.chars().allMatch(Character::isDigit) ? chat.key() + "/" + id : id;
		}

		/** Judged here, where the text goes by, whether it is kept or not. */
		private static @Nullable String pitch(Spoke spoke) {
			Pitch pitch = Pitches.of(spoke);
			return (pitch != null) ? pitch.name() : null;
		}

		private void suggest(Happening happening, List<Resolved> members) {
			if (happening.other() != null) {
				UUID holder = members.get(happening.other()).member();
				if (holder != null && !holder.equals(members.get(happening.person()).member())) {
					took.count(Outcome.SUGGESTED, 1);
				}
			}
		}

		private void sample(Happening happening, Resolved resolved) {
			if (run.wantsSample() && took.sample().size() < TakingRun.SAMPLE) {
				String name = people.get(happening.person()).name();
				took.sample(new SampleRow(file, happening.told().line(), (name != null) ? name : "", happening.kind(),
						happening.at(), resolved.isNew() ? Outcome.MEMBER_NEW : Outcome.MEMBER_KNOWN));
			}
		}

		/** From being seen first to leaving last; what came in between is one stay. */
		CopyRows stays(List<Resolved> members) {
			CopyRows rows = new CopyRows();
			presences.forEach((person, presence) -> {
				UUID member = members.get(person).member();
				if (member != null) {
					if (presence.first() != null) {
						rows.add(member, groups.get(person), presence.first(), null);
					}
					if (presence.joined() != null || presence.left() != null) {
						rows.add(member, groups.get(person), presence.joined(), presence.left());
					}
				}
			});
			return rows;
		}

		private static String carrier(ChatRecord told) {
			if (told instanceof Spoke spoke) {
				return spoke.speaker().carrier();
			}
			if (told instanceof Joined joined) {
				return joined.who().carrier();
			}
			if (told instanceof Left left) {
				return left.who().carrier();
			}
			return (told instanceof Renamed renamed) ? renamed.before().carrier() : ChatFormat.IRC_LOG.carrier();
		}

	}

}
