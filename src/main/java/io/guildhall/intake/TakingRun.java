package io.guildhall.intake;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.organization.OrganizationDetails;
import io.guildhall.shared.Ids;

/** What a dry run or an import knows while it goes from slice to slice. */
final class TakingRun {

	/** How many rows the sample of a dry run shows. */
	static final int SAMPLE = 50;

	private final ImportId id;

	private final boolean dry;

	private final OrganizationDetails organization;

	private final ImportOptions options;

	private final Map<String, ChatChoice> chats = new LinkedHashMap<>();

	private final LongSet members = new LongSet();

	private final LongSet facts = new LongSet();

	private final List<SampleRow> sample = new ArrayList<>();

	private Counts counts = Counts.NONE;

	TakingRun(ImportId id, boolean dry, OrganizationDetails organization, ImportOptions options) {
		this.id = id;
		this.dry = dry;
		this.organization = organization;
		this.options = options;
		options.chats().forEach(chat -> chats.put(chat.key(), chat));
	}

	ImportId id() {
		return id;
	}

	/** The name under which the modules know what came with the import. */
	UUID run() {
		return id.id();
	}

	/** Whether nothing of it stays. */
	boolean isDry() {
		return dry;
	}

	ImportOptions options() {
		return options;
	}

	ZoneId zone() {
		return ZoneId.of(options.zone());
	}

	String currency() {
		return organization.currency();
	}

	/** The dialling code of phone numbers that have none. */
	String country() {
		return switch (organization.currency()) {
			case "HKD" -> "852";
			case "TWD" -> "886";
			case "JPY" -> "81";
			case "USD", "CAD" -> "1";
			case "GBP" -> "44";
			default -> "86";
		};
	}

	boolean keepsText() {
		return organization.keepsText();
	}

	/** Days are the organization's, whatever the zone of the file. */
	LocalDate dayOf(Instant at) {
		return organization.dayOf(at);
	}

	/**
	 * The group into which a chat goes, null for none. A chat that turns up only now is
	 * noted, so that somebody can choose. In a dry run a group that does not exist yet
	 * has the id of a stand-in.
	 */
	@Nullable UUID groupOf(String key, @Nullable String name, String carrier) {
		ChatChoice chat = chats.computeIfAbsent(key, unseen -> ChatChoice.open(unseen, name, carrier));
		if (chat.group() != null) {
			return chat.group();
		}
		return (dry && chat.community() != null) ? Ids.of(run(), "group/" + key) : null;
	}

	/** All chats met so far, with what was chosen. */
	List<ChatChoice> chats() {
		return List.copyOf(chats.values());
	}

	/** Whether a dry run meets the member for the first time. */
	boolean firstSeen(UUID member) {
		return members.add(member);
	}

	/** Whether a dry run meets the event or order for the first time. */
	boolean firstSeen(String fact) {
		return facts.add(fact);
	}

	boolean wantsSample() {
		return dry && sample.size() < SAMPLE;
	}

	/** Adds what became of a slice of a dry run. */
	void add(Took took) {
		counts = counts.plus(took.counts());
		took.sample().stream().limit(Math.max(0, SAMPLE - sample.size())).forEach(sample::add);
	}

	Counts counts() {
		return counts;
	}

	List<SampleRow> sample() {
		return sample;
	}

}
