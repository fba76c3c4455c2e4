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

	/** Things that go along by changing whose they are; those with a key of their own. */
	private static final List<String> WITH_IDS = List.of("member_identities", "member_notes", "member_consents");

	private final JdbcClient jdbc;

	private final MemberService service;

	private final MemberReading reading;

	private final MemberRepository members;

	private final MemberWriting writing;

	private final ConsentMerging consents;

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
				? one.toString().compareTo(other.toString()) < 0 : first.getCreatedAt().isBefore(second.getCreatedAt());
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
		String moved = jdbc
			.sql("""
					select cast(jsonb_build_object('kept', cast(:kept as jsonb), 'member_identities', cast(:identities as jsonb),
						'member_notes', cast(:notes as jsonb), 'member_consents', cast(:consents as jsonb),
						'stays', cast(:stays as jsonb), 'tags', cast(:tags as jsonb)) as text)
					""")
			.param("kept", kept)
			.param("identities", move("member_identities", parameters))
			.param("notes", move("member_notes", parameters))
			.param("consents", move("member_consents", parameters))
			.param("stays", moveStays(parameters))
			.param("tags", moveTags(parameters))
			.query(String.class)
			.single();
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
		WITH_IDS.forEach(table -> jdbc
			.sql("""
					update %s set member_id = :from where organization_id = :organization and member_id = :to
					and id in (select cast(moved.id as uuid) from jsonb_array_elements_text(cast(:moved as jsonb) -> '%s') as moved (id))
					"""
				.formatted(table, table))
			.params(parameters)
			.update());
		moveStaysBack(parameters);
		jdbc.sql("""
				insert into member_tags (organization_id, tag, member_id, tagged_at, source_run, rule_id)
				select :organization, coalesce(k.goes_as, r.tag), :from, r.tagged_at, r.source_run, r.rule_id
				from jsonb_populate_recordset(cast(null as member_tags), cast(:moved as jsonb) -> 'tags' -> 'rows') as r
				join tags k on k.organization_id = :organization and k.tag = r.tag
				on conflict (organization_id, tag, member_id) do nothing
				""").params(parameters).update();
		jdbc.sql("""
				delete from member_tags t where t.organization_id = :organization and t.member_id = :to
				and t.tag in (select coalesce(k.goes_as, k.tag)
					from jsonb_array_elements_text(cast(:moved as jsonb) -> 'tags' -> 'added') as added (tag)
					join tags k on k.organization_id = :organization and k.tag = added.tag)
				""").params(parameters).update();
		indexed(pair);
		audit.record("member.unmerged", "member", pair.survivor(), Map.of("released", pair.merged()));
		audit.record("member.unmerged", "member", pair.merged(), Map.of("from", pair.survivor()));
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

	/**
	 * A stay in a group where the survivor is as well is one stay, since the earlier of
	 * both.
	 */
	private String moveStays(Map<String, Object> parameters) {
		String dropped = jdbc.sql("""
				with twice as (
					delete from member_stays f using member_stays t
					where f.organization_id = :organization and f.member_id = :from and f.left_at is null
					and t.organization_id = :organization and t.member_id = :to and t.left_at is null
					and t.group_id = f.group_id
					returning f.*, t.id as kept_id, t.joined_at as kept_at, t.joined_day as kept_day),
				joined as (
					update member_stays t set joined_at = least(t.joined_at, w.joined_at),
						joined_day = least(t.joined_day, w.joined_day)
					from twice w where t.organization_id = :organization and t.id = w.kept_id
					returning 1)
				select cast(coalesce(jsonb_agg(to_jsonb(w)), '[]') as text) from twice w
				""").params(parameters).query(String.class).single();
		return jdbc.sql("""
				select cast(jsonb_build_object('dropped', cast(:dropped as jsonb), 'ids', cast(:ids as jsonb)) as text)
				""")
			.param("dropped", dropped)
			.param("ids", move("member_stays", parameters))
			.query(String.class)
			.single();
	}

	private void moveStaysBack(Map<String, Object> parameters) {
		jdbc.sql("""
				update member_stays set member_id = :from where organization_id = :organization and member_id = :to
				and id in (select cast(moved.id as uuid) from jsonb_array_elements_text(
					cast(:moved as jsonb) -> 'stays' -> 'ids') as moved (id))
				""").params(parameters).update();
		jdbc.sql("""
				update member_stays t set joined_at = w.kept_at, joined_day = w.kept_day
				from jsonb_to_recordset(cast(:moved as jsonb) -> 'stays' -> 'dropped')
					as w (kept_id uuid, kept_at timestamptz, kept_day date)
				where t.organization_id = :organization and t.id = w.kept_id
				""").params(parameters).update();
		jdbc.sql(
				"""
						insert into member_stays (organization_id, id, member_id, group_id, joined_at, joined_day, source_run)
						select :organization, w.id, :from, w.group_id, w.joined_at, w.joined_day, w.source_run
						from jsonb_populate_recordset(cast(null as member_stays), cast(:moved as jsonb) -> 'stays' -> 'dropped') as w
						on conflict (organization_id, id) do nothing
						""")
			.params(parameters)
			.update();
	}

	private String moveTags(Map<String, Object> parameters) {
		return jdbc.sql("""
				with gone as (
					delete from member_tags where organization_id = :organization and member_id = :from returning *),
				added as (
					insert into member_tags (organization_id, tag, member_id, tagged_at, source_run, rule_id)
					select :organization, g.tag, :to, g.tagged_at, g.source_run, g.rule_id from gone g
					on conflict (organization_id, tag, member_id) do update set <hand>
					returning tag, xmax = 0 as fresh)
				select cast(jsonb_build_object('rows', (select coalesce(jsonb_agg(to_jsonb(g)), '[]') from gone g),
					'added', (select coalesce(jsonb_agg(a.tag), '[]') from added a where a.fresh)) as text)
				""".replace("<hand>", TagNames.HAND_HOLDS)).params(parameters).query(String.class).single();
	}

	private String move(String table, Map<String, Object> parameters) {
		return jdbc
			.sql("""
					with moved as (
						update %s set member_id = :to where organization_id = :organization and member_id = :from returning id)
					select cast(coalesce(jsonb_agg(id), '[]') as text) from moved
					"""
				.formatted(table))
			.params(parameters)
			.query(String.class)
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
