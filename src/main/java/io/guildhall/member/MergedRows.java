package io.guildhall.member;

import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import lombok.RequiredArgsConstructor;

/**
 * What hangs on a member goes along when two become one, and back: contacts, notes, words
 * about being contacted, stays and tags.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class MergedRows {

	/** Things that go along by changing whose they are; those with a key of their own. */
	private static final List<String> WITH_IDS = List.of("member_identities", "member_notes", "member_consents");

	private final JdbcClient jdbc;

	/**
	 * Hands all of it to the survivor.
	 * @param kept JSON, how the survivor was before
	 * @param parameters organization, from and to
	 * @return JSON, that and what went along
	 */
	String move(String kept, Map<String, Object> parameters) {
		return jdbc
			.sql("""
					select cast(jsonb_build_object('kept', cast(:kept as jsonb), 'member_identities', cast(:identities as jsonb),
						'member_notes', cast(:notes as jsonb), 'member_consents', cast(:consents as jsonb),
						'stays', cast(:stays as jsonb), 'tags', cast(:tags as jsonb)) as text)
					""")
			.param("kept", kept)
			.param("identities", rowsOf("member_identities", parameters))
			.param("notes", rowsOf("member_notes", parameters))
			.param("consents", rowsOf("member_consents", parameters))
			.param("stays", moveStays(parameters))
			.param("tags", moveTags(parameters))
			.query(String.class)
			.single();
	}

	/**
	 * Takes back what went along.
	 * @param parameters organization, from, to and moved, what {@link #move} gave
	 */
	void moveBack(Map<String, Object> parameters) {
		WITH_IDS.forEach(table -> jdbc
			.sql("""
					update %s set member_id = :from where organization_id = :organization and member_id = :to
					and id in (select cast(moved.id as uuid) from jsonb_array_elements_text(cast(:moved as jsonb) -> '%s') as moved (id))
					"""
				.formatted(table, table))
			.params(parameters)
			.update());
		moveStaysBack(parameters);
		moveTagsBack(parameters);
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
			.param("ids", rowsOf("member_stays", parameters))
			.query(String.class)
			.single();
	}

	/** But for those of an import that was taken back since. */
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
						where not exists (select 1 from ended_tag_holders e
							where e.organization_id = :organization and e.id = w.source_run and e.taken_off)
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

	private String rowsOf(String table, Map<String, Object> parameters) {
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

	private void moveTagsBack(Map<String, Object> parameters) {
		jdbc.sql("""
				insert into member_tags (organization_id, tag, member_id, tagged_at, source_run, rule_id)
				select :organization, coalesce(k.goes_as, r.tag), :from, r.tagged_at,
					case when e.id is null then r.source_run end, case when e.id is null then r.rule_id end
				from jsonb_populate_recordset(cast(null as member_tags), cast(:moved as jsonb) -> 'tags' -> 'rows') as r
				join tags k on k.organization_id = :organization and k.tag = r.tag
				left join ended_tag_holders e on e.organization_id = :organization and e.id in (r.rule_id, r.source_run)
				where e.taken_off is not true
				on conflict (organization_id, tag, member_id) do nothing
				""").params(parameters).update();
		jdbc.sql("""
				delete from member_tags t where t.organization_id = :organization and t.member_id = :to
				and t.tag in (select coalesce(k.goes_as, k.tag)
					from jsonb_array_elements_text(cast(:moved as jsonb) -> 'tags' -> 'added') as added (tag)
					join tags k on k.organization_id = :organization and k.tag = added.tag)
				""").params(parameters).update();
	}

}
