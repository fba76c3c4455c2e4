package io.guildhall.member;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Makes two members one, as far as members themselves go: the older id survives, the
 * other leads to it, and what was said about being contacted is the stricter of both
 * (RULES, Identity). What other modules keep goes by {@link Belongings}.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
public class MemberMerging {

	private final JdbcClient jdbc;

	private final MergedRows rows;

	private final MemberService service;

	private final MemberReading reading;

	private final MemberRepository members;

	private final MemberWriting writing;

	private final ConsentMerging consents;

	private final RunChangesUndo changes;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Which of the two has been known longer, and thus survives.
	 * @throws MemberRefused if one of them is unknown to who asks, erased, or both are
	 * the same
	 */
	@May(Permission.MEMBER_EDIT)
	public Pair pair(MemberId one, MemberId other) {
		if (one.equals(other)) {
			throw MemberRefused.same();
		}
		Member first = known(one);
		Member second = known(other);
		boolean inOrder = first.getCreatedAt().equals(second.getCreatedAt())
				? Ids.IN_ORDER.compare(one.id(), other.id()) < 0 : first.getCreatedAt().isBefore(second.getCreatedAt());
		return inOrder ? new Pair(one, other) : new Pair(other, one);
	}

	/**
	 * The same, for who will merge them: of two at once the second waits here, and then
	 * sees what the first has done.
	 */
	@May(Permission.MEMBER_EDIT)
	public Pair locked(MemberId one, MemberId other) {
		lock(one, other);
		return pair(one, other);
	}

	/**
	 * Hands over identities, groups, tags, notes and words, and leads the one to the
	 * other.
	 * @return JSON, what is needed to take it back
	 */
	@May(Permission.MEMBER_EDIT)
	public String absorb(Pair pair) {
		Map<String, Object> parameters = parameters(pair);
		String kept = jdbc.sql("""
				select jsonb_build_object(%s,
					'contact_owner_id', t.contact_owner_id, 'joined_at', t.joined_at, 'joined_day', t.joined_day,
					'real_name', t.real_name, 'city', t.city,
					'aliases', (select coalesce(jsonb_agg(a.id), '[]') from members a
						where a.organization_id = :organization and a.merged_into = :from))
				from members t where t.organization_id = :organization and t.id = :to
				""".formatted(ConsentMerging.KEPT)).params(parameters).query(String.class).single();
		consents.absorb(pair);
		jdbc.sql("""
				update members t set version = t.version + 1,
					contact_owner_id = coalesce(t.contact_owner_id, f.contact_owner_id),
					joined_at = least(t.joined_at, f.joined_at), joined_day = least(t.joined_day, f.joined_day),
					real_name = case when t.real_name = '' then f.real_name else t.real_name end,
					city = case when t.city = '' then f.city else t.city end
				from members f
				where t.organization_id = :organization and t.id = :to
				and f.organization_id = :organization and f.id = :from
				""").params(parameters).update();
		jdbc.sql("""
				update members set version = version + 1, state = 'MERGED', merged_into = :to
				where organization_id = :organization and id = :from
				""").params(parameters).update();
		jdbc.sql("""
				update members set merged_into = :to where organization_id = :organization and merged_into = :from
				""").params(parameters).update();
		String moved = rows.move(kept, parameters);
		indexed(pair);
		audit.record("member.merged", "member", pair.survivor(), Map.of("merged", pair.merged()));
		audit.record("member.merged", "member", pair.merged(), Map.of("into", pair.survivor()));
		return moved;
	}

	/**
	 * Makes them two again. What came after the merge stays with the survivor.
	 * @param moved what {@link #absorb} gave
	 * @throws MemberRefused if one of them is not as the merge left it: erased, or merged
	 * on
	 */
	@May(Permission.MEMBER_EDIT)
	public void release(Pair pair, String moved) {
		lock(pair.survivor(), pair.merged());
		Map<String, Object> parameters = new HashMap<>(parameters(pair));
		parameters.put("moved", moved);
		int back = jdbc.sql("""
				update members f set version = f.version + 1, state = 'ACTIVE', merged_into = null
				where f.organization_id = :organization and f.id = :from and f.state = 'MERGED' and f.merged_into = :to
				and exists (select 1 from members t where t.organization_id = :organization and t.id = :to
					and t.state = 'ACTIVE')
				""").params(parameters).update();
		if (back == 0) {
			throw MemberRefused.mergedOn();
		}
		jdbc.sql("""
				update members set merged_into = :from where organization_id = :organization and merged_into = :to
				and id in (select cast(alias.id as uuid) from jsonb_array_elements_text(
					cast(:moved as jsonb) -> 'kept' -> 'aliases') as alias (id))
				""").params(parameters).update();
		rows.moveBack(parameters);
		consents.release(pair, moved);
		jdbc.sql("""
				update members t set version = t.version + 1, joined_at = k.joined_at, joined_day = k.joined_day,
					contact_owner_id = case when t.contact_owner_id is not distinct from coalesce(k.contact_owner_id,
						f.contact_owner_id) then k.contact_owner_id else t.contact_owner_id end,
					real_name = case when k.real_name = '' and t.real_name = f.real_name then '' else t.real_name end,
					city = case when k.city = '' and t.city = f.city then '' else t.city end
				from members f, jsonb_to_record(cast(:moved as jsonb) -> 'kept') as k (
					contact_owner_id uuid, joined_at timestamptz, joined_day date, real_name text, city text)
				where t.organization_id = :organization and t.id = :to
				and f.organization_id = :organization and f.id = :from
				""").params(parameters).update();
		indexed(pair);
		audit.record("member.unmerged", "member", pair.survivor(), Map.of("released", pair.merged()));
		audit.record("member.unmerged", "member", pair.merged(), Map.of("from", pair.survivor()));
	}

	/**
	 * When all that was handed over is back: what imports changed of the two that were
	 * taken back while they were one is put back.
	 */
	@May(Permission.MEMBER_EDIT)
	public void settle(Pair pair) {
		changes.settle(List.of(pair.survivor().id(), pair.merged().id()));
	}

	/** How much there is of what is counted in a preview, by the keys of its texts. */
	@May(Permission.MEMBER_READ)
	public Map<String, Long> counts(MemberId member) {
		return jdbc.sql("""
				select (select count(*) from member_stays s where s.organization_id = :organization
						and s.member_id = :member) as stays,
					(select count(*) from member_tags t where t.organization_id = :organization
						and t.member_id = :member) as tags,
					(select count(*) from member_notes n where n.organization_id = :organization
						and n.member_id = :member) as notes
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.query((row, number) -> Map.of("member.groups", row.getLong(1), "member.tags", row.getLong(2),
					"member.notes", row.getLong(3)))
			.single();
	}

	/** The words of the merged one lead nowhere; those of the survivor are of both. */
	private void indexed(Pair pair) {
		for (MemberId id : List.of(pair.survivor(), pair.merged())) {
			jdbc.sql("select display_name, real_name, city, contact_owner_id, state from members "
					+ "where organization_id = :organization and id = :id")
				.param("organization", tenancy.current())
				.param("id", id.id())
				.query(row -> {
					Profile profile = new Profile(row.getString(1), row.getString(2), row.getString(3),
							row.getObject(4, UUID.class));
					if (row.getString(5).equals(Member.State.MERGED.name())) {
						jdbc.sql("delete from member_tokens where organization_id = :organization and member_id = :id")
							.param("organization", tenancy.current())
							.param("id", id.id())
							.update();
					}
					else {
						writing.indexAnew(id, profile, reading.newIdentities(id));
					}
				});
		}
	}

	/** In one order always, so that no two wait for each other. */
	private void lock(MemberId one, MemberId other) {
		jdbc.sql(
				"""
						select id from members where organization_id = :organization and id in (:one, :other) order by id for update
						""")
			.param("organization", tenancy.current())
			.param("one", one.id())
			.param("other", other.id())
			.query(UUID.class)
			.list();
	}

	private Map<String, Object> parameters(Pair pair) {
		return Map.of("organization", tenancy.current(), "from", pair.merged().id(), "to", pair.survivor().id(), "now",
				Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)));
	}

	private Member known(MemberId id) {
		service.require(id);
		Member member = members.findById(id).orElseThrow(() -> MemberRefused.unknown(id));
		member.requireKnown();
		return member;
	}

	/**
	 * Two who are one.
	 *
	 * @param survivor known longer: the id that stays
	 * @param merged the id that leads there
	 */
	public record Pair(MemberId survivor, MemberId merged) {
	}

}
