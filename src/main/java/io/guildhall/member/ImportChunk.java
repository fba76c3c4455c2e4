package io.guildhall.member;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberImporting.Row;
import io.guildhall.shared.Ids;

/**
 * Decides, for the rows of a chunk in their order, who is whom (RULES, Identity): who has
 * the row's first known identity, else of its accounts the first that never changes, else
 * somebody new. Identities that nobody has go to that member; one that another has stays
 * there, and the two become a suggestion.
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
			return (Ids.IN_ORDER.compare(one, other) < 0) ? new Suggestion(one, other) : new Suggestion(other, one);
		}
	}

	/**
	 * What came of a row.
	 *
	 * @param taken what of it is somebody else's; null for nothing
	 */
	record Answer(int ordinal, @Nullable UUID member, String outcome, @Nullable String taken) {
	}

	void resolve(List<Row> rows, Map<IdentityKey, UUID> known) {
		owners.putAll(known);
		rows.forEach(this::resolve);
	}

	private void resolve(Row row) {
		if (row.refusal() != null) {
			answers.add(new Answer(row.ordinal(), null, row.refusal(), null));
			return;
		}
		UUID owner = row.telling()
			.map(IdentityKey::of)
			.map(owners::get)
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
		UUID member = (owner != null) ? owner : newcomer(IdentityKey.of(row.identities().get(0)), row);
		String taken = null;
		for (NewIdentity identity : row.all().toList()) {
			IdentityKey key = IdentityKey.of(identity);
			UUID other = owners.putIfAbsent(key, member);
			if (other == null) {
				identities.put(key, new Added(Ids.of(run, "identity/" + key), member, identity));
			}
			else if (!other.equals(member)) {
				suggestions.add(Suggestion.of(member, other));
				taken = (taken != null) ? taken : Masks.mask(identity.kind(), identity.value());
			}
		}
		answers.add(new Answer(row.ordinal(), member, (owner != null) ? MemberImporting.KNOWN : MemberImporting.NEW,
				taken));
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
