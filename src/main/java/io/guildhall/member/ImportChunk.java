package io.guildhall.member;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberImporting.Row;
import io.guildhall.shared.Ids;

/**
 * Decides, for the rows of a chunk in their order, who is whom (RULES, Identity): who has
 * the row's first known identity, else somebody new. Identities that nobody has go to
 * that member; one that another has stays there, and the two become a suggestion.
 */
class ImportChunk {

	private final UUID run;

	private final Instant now;

	private final Map<IdentityKey, UUID> owners = new HashMap<>();

	private final Map<UUID, Newcomer> members = new LinkedHashMap<>();

	private final Map<IdentityKey, Added> identities = new LinkedHashMap<>();

	private final Set<Suggestion> suggestions = new LinkedHashSet<>();

	private final List<Answer> answers = new ArrayList<>();

	ImportChunk(UUID run, Instant now) {
		this.run = run;
		this.now = now;
	}

	/** What of an identity is compared. */
	record IdentityKey(String carrier, IdentityKind kind, UUID scope, String value) {

		static IdentityKey of(NewIdentity identity) {
			return new IdentityKey(identity.carrier().name(), identity.kind(), MemberWriting.scope(identity),
					identity.key());
		}
	}

	/** Somebody who is new. */
	record Newcomer(UUID id, Row row, Instant joinedAt) {
	}

	/** An identity that nobody had. */
	record Added(UUID id, UUID member, NewIdentity identity) {
	}

	/** Two who may be one; the smaller id first. */
	record Suggestion(UUID member, UUID other) {

		static Suggestion of(UUID one, UUID other) {
			return (one.toString().compareTo(other.toString()) < 0) ? new Suggestion(one, other)
					: new Suggestion(other, one);
		}
	}

	/** What came of a row. */
	record Answer(int ordinal, @Nullable UUID member, String outcome) {
	}

	void resolve(List<Row> rows, Map<IdentityKey, UUID> known) {
		owners.putAll(known);
		rows.forEach(this::resolve);
	}

	private void resolve(Row row) {
		if (row.refusal() != null) {
			answers.add(new Answer(row.ordinal(), null, row.refusal()));
			return;
		}
		List<IdentityKey> keys = row.identities().stream().map(IdentityKey::of).toList();
		UUID owner = keys.stream().filter(owners::containsKey).map(owners::get).findFirst().orElse(null);
		UUID member = (owner != null) ? owner : newcomer(keys.get(0), row);
		for (int i = 0; i < keys.size(); i++) {
			UUID other = owners.putIfAbsent(keys.get(i), member);
			if (other == null) {
				identities.put(keys.get(i),
						new Added(Ids.of(run, "identity/" + keys.get(i)), member, row.identities().get(i)));
			}
			else if (!other.equals(member)) {
				suggestions.add(Suggestion.of(member, other));
			}
		}
		answers.add(new Answer(row.ordinal(), member, (owner != null) ? MemberImporting.KNOWN : MemberImporting.NEW));
	}

	private UUID newcomer(IdentityKey first, Row row) {
		UUID id = Ids.of(run, "member/" + first);
		Instant joined = row.joinedAt();
		members.put(id, new Newcomer(id, row, (joined != null && joined.isBefore(now)) ? joined : now));
		return id;
	}

	Instant now() {
		return now;
	}

	List<Newcomer> members() {
		return List.copyOf(members.values());
	}

	List<Added> identities() {
		return List.copyOf(identities.values());
	}

	List<Suggestion> suggestions() {
		return List.copyOf(suggestions);
	}

	List<Answer> answers() {
		return answers;
	}

}
