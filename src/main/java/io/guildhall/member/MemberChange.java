package io.guildhall.member;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberColumns.Cell;

/**
 * What a row that came back wants of one member.
 *
 * @param tags the tags from now on
 * @param said what it says about being contacted
 * @param inviter who invited them from now on; null for nobody
 * @param before the cells that differ, as they are
 * @param after the same cells, as they are to be
 */
record MemberChange(Profile profile, List<String> tags, ConsentWord said, @Nullable UUID inviter,
		Map<String, String> before, Map<String, String> after) {

	/** What clears a cell: an empty one changes nothing. */
	static final String CLEAR = "<clear>";

	private static final int LONGEST_TAG = 40;

	private static final Set<String> YES = Set.of("true", "yes", "1", "是");

	private static final Set<String> NO = Set.of("false", "no", "0", "否");

	/** Why a row is refused, with the cell that is wrong. */
	static final class Refused extends Exception {

		private final String reason;

		private final transient @Nullable String cell;

		Refused(String reason, @Nullable String cell) {
			super(reason, null, false, false);
			this.reason = "member.change." + reason;
			this.cell = cell;
		}

		private Refused(Cell wrong, String written) {
			super(wrong.problem(), null, false, false);
			this.reason = String.valueOf(wrong.problem());
			this.cell = written;
		}

		String reason() {
			return reason;
		}

		@Nullable String cell() {
			return cell;
		}

	}

	boolean isNone() {
		return after.isEmpty();
	}

	/**
	 * What differs between the line and the cells of a row.
	 * @param cells by heading; what is empty or missing changes nothing
	 * @param owners who works here, by name; null where two have it
	 * @param invitations who invited whom of those whom the rows name; nobody else can
	 * have invited anybody
	 * @param own what other modules understood of their cells, by heading
	 * @throws Refused if a cell is not right
	 */
	static MemberChange of(MemberTable.Line line, Map<String, String> cells, Map<String, @Nullable UUID> owners,
			Invitations invitations, Map<String, Cell> own) throws Refused {
		Map<String, String> before = new LinkedHashMap<>();
		Map<String, String> after = new LinkedHashMap<>();
		for (Map.Entry<String, String> known : line.cells().entrySet()) {
			String heading = known.getKey();
			String text = cells.getOrDefault(heading, "");
			if (text.isEmpty() || text.equals(known.getValue())) {
				continue;
			}
			Cell read = own.get(heading);
			if (read != null && read.problem() != null) {
				throw new Refused(read, heading + ": " + text);
			}
			String wanted = text.equals(CLEAR) ? "" : (read != null) ? read.text() : plain(heading, text, line);
			if (!wanted.equals(known.getValue())) {
				before.put(heading, known.getValue());
				after.put(heading, wanted);
			}
		}
		return new MemberChange(profile(line, after, owners), tags(line, after), said(line, after),
				inviter(line, after, invitations), before, after);
	}

	private static Profile profile(MemberTable.Line line, Map<String, String> after, Map<String, @Nullable UUID> owners)
			throws Refused {
		Profile now = line.profile();
		UUID owner = now.contactOwner();
		String named = after.get(MemberTable.OWNER);
		if (named != null) {
			owner = named.isEmpty() ? null : owners.get(named);
			if (owner == null && !named.isEmpty()) {
				throw new Refused("owner", named);
			}
		}
		Profile profile = new Profile(after.getOrDefault(MemberTable.NAME, now.displayName()),
				after.getOrDefault(MemberTable.REAL_NAME, now.realName()),
				after.getOrDefault(MemberTable.CITY, now.city()), owner);
		try {
			Member.check(profile);
		}
		catch (MemberRefused wrong) {
			throw new Refused("text", profile.displayName());
		}
		return profile;
	}

	private static List<String> tags(MemberTable.Line line, Map<String, String> after) throws Refused {
		String written = after.get(MemberTable.TAGS);
		if (written == null) {
			return line.tags();
		}
		List<String> tags = split(written);
		for (String tag : tags) {
			if (tag.length() > LONGEST_TAG) {
				throw new Refused("tag", tag);
			}
		}
		return tags;
	}

	/**
	 * What a table may say is taken over; that somebody may be contacted again is theirs
	 * to say.
	 */
	private static ConsentWord said(MemberTable.Line line, Map<String, String> after) throws Refused {
		Map<ContactChannel, Consent> of = new EnumMap<>(ContactChannel.class);
		MemberTable.CONSENTS.forEach((heading, channel) -> {
			String written = after.get(heading);
			if (written != null) {
				of.put(channel, written.isEmpty() ? Consent.UNKNOWN : Consent.valueOf(written));
			}
		});
		String alone = after.get(MemberTable.DO_NOT_CONTACT);
		ConsentWord word = new ConsentWord(of, (alone != null) ? Boolean.valueOf(alone) : null, ConsentSource.IMPORT,
				"");
		Consents then = line.contact().after(word);
		for (Map.Entry<ContactChannel, Consent> one : of.entrySet()) {
			if (then.of(one.getKey()) != one.getValue()) {
				throw new Refused("contact", one.getKey().column() + ": " + one.getValue());
			}
		}
		if (alone != null && !String.valueOf(then.doNotContact()).equals(alone)) {
			throw new Refused("contact", alone);
		}
		return word;
	}

	private static @Nullable UUID inviter(MemberTable.Line line, Map<String, String> after, Invitations invitations)
			throws Refused {
		String written = after.get(MemberTable.INVITED_BY);
		if (written == null || written.isEmpty()) {
			return (written == null) ? line.inviter() : null;
		}
		UUID inviter = id(written);
		if (inviter == null || !invitations.knows(inviter) || invitations.objection(line.id(), inviter) != null) {
			throw new Refused("inviter", written);
		}
		return inviter;
	}

	/** The id that a cell is; null for none. */
	static @Nullable UUID id(String text) {
		try {
			return UUID.fromString(text);
		}
		catch (IllegalArgumentException none) {
			return null;
		}
	}

	/** As it would be taken out again. */
	private static String plain(String heading, String text, MemberTable.Line line) throws Refused {
		if (MemberTable.CONSENTS.containsKey(heading)) {
			return consent(heading, text);
		}
		return switch (heading) {
			case MemberTable.DO_NOT_CONTACT -> {
				String word = text.toLowerCase(Locale.ROOT);
				if (!YES.contains(word) && !NO.contains(word)) {
					throw new Refused("flag", text);
				}
				yield String.valueOf(YES.contains(word));
			}
			case MemberTable.TAGS -> {
				List<String> tags = split(text);
				yield tags.equals(line.tags()) ? line.cells().getOrDefault(heading, "") : String.join(";", tags);
			}
			default -> IdentityKind.clean(text);
		};
	}

	private static String consent(String heading, String text) throws Refused {
		String word = text.toUpperCase(Locale.ROOT);
		if (word.equals(Consent.GIVEN.name()) || YES.contains(text.toLowerCase(Locale.ROOT))) {
			return Consent.GIVEN.name();
		}
		if (word.equals(Consent.WITHDRAWN.name()) || NO.contains(text.toLowerCase(Locale.ROOT))) {
			return Consent.WITHDRAWN.name();
		}
		throw new Refused("consent", heading + ": " + text);
	}

	private static List<String> split(String tags) {
		return Arrays.stream(tags.split("[;；]"))
			.map(IdentityKind::clean)
			.filter(tag -> !tag.isEmpty())
			.distinct()
			.sorted()
			.toList();
	}

}
