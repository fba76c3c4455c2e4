package io.guildhall.member;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.community.Carrier;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Who invited whom, as a table says it: by a telephone number, an e-mail, the number of
 * another system, or a name that only one has. It fills gaps.
 */
@Component
@RequiredArgsConstructor
class ImportInviters {

	private final MemberIdentities identities;

	private final InviterRows rows;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private record Told(int ordinal, UUID member, String word, @Nullable String phone) {

		/** Whoever has the first of these that anybody has. */
		List<NewIdentity> identities() {
			List<NewIdentity> all = new ArrayList<>();
			if (phone != null) {
				all.add(NewIdentity.phone(phone));
			}
			if (word.indexOf('@') > 0) {
				all.add(NewIdentity.email(word));
			}
			all.add(new NewIdentity(Carrier.OTHER, IdentityKind.ID, word, null));
			return all.stream().filter(NewIdentity::isWhole).toList();
		}

	}

	/**
	 * Takes what the rows say, for an import that can be taken back.
	 * @return the ordinals of those that name nobody, several, or somebody who cannot
	 * have invited them
	 */
	List<Integer> take(UUID run, String staging) {
		List<Told> told = jdbc.sql("""
				select ordinal, member_id, invited_by, invited_phone from %s
				where member_id is not null and invited_by <> '' order by ordinal
				""".formatted(staging))
			.query((row, number) -> new Told(row.getInt(1), row.getObject(2, UUID.class), row.getString(3),
					row.getString(4)))
			.list();
		if (told.isEmpty()) {
			return List.of();
		}
		Map<Integer, UUID> found = found(told);
		Set<UUID> all = new HashSet<>(found.values());
		told.forEach(row -> all.add(row.member()));
		Invitations known = rows.locked(all);
		Map<UUID, @Nullable UUID> inviters = new LinkedHashMap<>();
		List<Integer> wrong = new ArrayList<>();
		for (Told row : told) {
			UUID inviter = found.get(row.ordinal());
			if (inviter == null || known.objection(row.member(), inviter) != null) {
				wrong.add(row.ordinal());
			}
			else if (known.of(row.member()) == null) {
				inviters.put(row.member(), inviter);
				known.put(row.member(), inviter);
			}
		}
		rows.put(inviters, InviteSource.IMPORT, run);
		return wrong;
	}

	/** Whom the rows name, by ordinal. */
	private Map<Integer, UUID> found(List<Told> told) {
		Map<NewIdentity, MemberId> owners = identities
			.owners(told.stream().flatMap(row -> row.identities().stream()).distinct().toList());
		Map<String, UUID> names = named(told.stream().map(Told::word).distinct().toList());
		Map<Integer, UUID> found = new HashMap<>();
		for (Told row : told) {
			Stream
				.concat(row.identities().stream().filter(owners::containsKey).map(owners::get).map(MemberId::id),
						Stream.ofNullable(names.get(row.word())))
				.findFirst()
				.ifPresent(inviter -> found.put(row.ordinal(), inviter));
		}
		return found;
	}

	/** Those who alone are called so. */
	private Map<String, UUID> named(Collection<String> names) {
		Map<String, UUID> named = new HashMap<>();
		jdbc.sql("""
				select m.display_name, min(cast(m.id as text)) from members m
				where m.organization_id = :organization and m.state = 'ACTIVE' and m.sort_key = any(:keys)
				and m.display_name = any(:names)
				group by m.display_name having count(*) = 1
				""")
			.param("organization", tenancy.current())
			.param("keys", names.stream().map(Tokens::sortKey).toArray(String[]::new))
			.param("names", names.toArray(String[]::new))
			.query(row -> {
				named.put(row.getString(1), UUID.fromString(row.getString(2)));
			});
		return named;
	}

}
