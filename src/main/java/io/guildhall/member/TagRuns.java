package io.guildhall.member;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

import io.guildhall.member.RunStep.Did;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Tags put on and taken off slice by slice, so that each step can be taken back. A tag
 * bears the run that put it on; whoever puts it on by hand later holds it themselves, and
 * the run takes only back what is still its own. Where it was taken over from one that
 * has ended since, the tag becomes what the end made of that one's tags
 * (docs/adr/0110-who-put-a-tag-on-takes-it-off.md).
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
public class TagRuns {

	private static final String RULE = "rule";

	private static final String RUN = "run";

	private static final String AT = "at";

	/**
	 * The one that is given a tag back, where it has ended since; of a step {@code s}.
	 */
	private static final String ENDED = """
			left join ended_tag_holders e on e.organization_id = :organization
				and e.id in (cast(s.before ->> 'rule' as uuid), cast(s.before ->> 'run' as uuid))""";

	private final MemberConditions conditions;

	private final TagNames names;

	private final TagHolders holders;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	private final JsonMapper json;

	/**
	 * Puts the tag on some members.
	 * @return a step for each of them who is still there
	 * @throws MemberRefused if the tag is retired
	 */
	@May(Permission.MEMBER_EDIT)
	public List<RunStep> put(UUID run, String tag, List<MemberId> members) {
		String name = names.settle(tag, TagNames.Hold.ALONE).offered().name();
		List<UUID> there = there(members);
		Map<String, Object> parameters = parameters(run, name, there);
		Map<UUID, Map<String, String>> before = new HashMap<>();
		jdbc.sql("""
				select member_id, rule_id, source_run, tagged_at from member_tags
				where organization_id = :organization and tag = :tag and member_id = any(cast(:members as uuid[]))
				order by member_id for update
				""").params(parameters).query(row -> {
			before.put(row.getObject("member_id", UUID.class), kept(row));
		});
		Map<UUID, Boolean> moved = new HashMap<>();
		jdbc.sql(
				"""
						insert into member_tags (organization_id, tag, member_id, tagged_at, source_run)
						select :organization, :tag, wanted.id, :now, :run
						from unnest(cast(:members as uuid[])) as wanted (id) order by wanted.id
						on conflict (organization_id, tag, member_id) do update set rule_id = null, source_run = excluded.source_run
							where member_tags.rule_id is not null or member_tags.source_run is not null
						returning member_id, xmax = 0 as fresh
						""")
			.params(parameters)
			.query(row -> {
				moved.put(row.getObject(1, UUID.class), row.getBoolean(2));
			});
		return there.stream().map(member -> {
			Boolean fresh = moved.get(member);
			if (fresh == null) {
				return RunStep.of(member, Did.NOTHING);
			}
			return fresh ? RunStep.of(member, Did.DONE)
					: new RunStep(member, Did.TAKEN_OVER, before.getOrDefault(member, Map.of()));
		}).toList();
	}

	/**
	 * Takes the tag off some members.
	 * @return a step for each of them who is still there
	 */
	@May(Permission.MEMBER_EDIT)
	public List<RunStep> take(UUID run, String tag, List<MemberId> members) {
		String name = names.settle(tag, TagNames.Hold.ALONE).name();
		List<UUID> there = there(members);
		Map<UUID, Map<String, String>> before = new HashMap<>();
		jdbc.sql("""
				delete from member_tags
				where organization_id = :organization and tag = :tag and member_id = any(cast(:members as uuid[]))
				returning member_id, rule_id, source_run, tagged_at
				""").params(parameters(run, name, there)).query(row -> {
			before.put(row.getObject("member_id", UUID.class), kept(row));
		});
		return there.stream()
			.map(member -> before.containsKey(member) ? new RunStep(member, Did.DONE, before.get(member))
					: RunStep.of(member, Did.NOTHING))
			.toList();
	}

	/**
	 * Takes back what {@link #put} did, as far as it is still the run's own.
	 * @return the members of those steps that were taken back; with the others somebody
	 * did something else since
	 */
	@May(Permission.MEMBER_EDIT)
	public Set<UUID> undoPut(UUID run, String tag, List<RunStep> steps) {
		String name = names.settle(tag, TagNames.Hold.ALONE).name();
		holders.end(run, true);
		Map<String, Object> parameters = undoing(run, name, steps);
		Set<UUID> undone = new HashSet<>(jdbc.sql("""
				delete from member_tags h
				using jsonb_to_recordset(cast(:steps as jsonb)) as s (member uuid, did text, before jsonb)
				join members m on m.organization_id = :organization and m.id = s.member
				%s
				where h.organization_id = :organization and h.tag = :tag and h.source_run = :run
				and h.member_id = coalesce(m.merged_into, m.id)
				and (s.did = 'DONE' or (s.did = 'TAKEN_OVER' and e.taken_off))
				returning s.member
				""".formatted(ENDED)).params(parameters).query(UUID.class).list());
		undone.addAll(jdbc.sql("""
				update member_tags h set
					rule_id = case when e.id is null then cast(s.before ->> 'rule' as uuid) end,
					source_run = case when e.id is null then cast(s.before ->> 'run' as uuid) end
				from jsonb_to_recordset(cast(:steps as jsonb)) as s (member uuid, did text, before jsonb)
				join members m on m.organization_id = :organization and m.id = s.member
				%s
				where h.organization_id = :organization and h.tag = :tag and h.source_run = :run
				and h.member_id = coalesce(m.merged_into, m.id) and s.did = 'TAKEN_OVER'
				returning s.member
				""".formatted(ENDED)).params(parameters).query(UUID.class).list());
		return undone;
	}

	/**
	 * Puts back what {@link #take} took off, on those who did not get it again since; not
	 * what would have come off meanwhile with the rule or run that held it.
	 * @return the members of those steps that were taken back
	 */
	@May(Permission.MEMBER_EDIT)
	public Set<UUID> undoTake(UUID run, String tag, List<RunStep> steps) {
		String name = names.settle(tag, TagNames.Hold.ALONE).name();
		// Two who are one since get it once: for the one whose step comes first.
		return new HashSet<>(jdbc.sql("""
				with wanted as (
					select distinct on (t.id) t.id, s.member, s.before, e.id is not null as ended
					from jsonb_to_recordset(cast(:steps as jsonb)) as s (member uuid, did text, before jsonb)
					join members m on m.organization_id = :organization and m.id = s.member
					join members t on t.organization_id = :organization and t.id = coalesce(m.merged_into, m.id)
						and t.state = 'ACTIVE'
					%s
					where e.taken_off is not true
					order by t.id, s.member),
				put as (
					insert into member_tags (organization_id, tag, member_id, tagged_at, source_run, rule_id)
					select :organization, :tag, w.id, cast(w.before ->> 'at' as timestamptz),
						case when not w.ended then cast(w.before ->> 'run' as uuid) end,
						case when not w.ended then cast(w.before ->> 'rule' as uuid) end
					from wanted w
					on conflict (organization_id, tag, member_id) do nothing
					returning member_id)
				select w.member from wanted w join put p on p.member_id = w.id
				""".formatted(ENDED)).params(undoing(run, name, steps)).query(UUID.class).list());
	}

	/** Those whom who acts may see, and who are still there. */
	private List<UUID> there(List<MemberId> members) {
		Condition condition = conditions.of(MemberFilter.of(members));
		return jdbc.sql("select m.id from members m where %s order by m.id".formatted(condition.sql()))
			.params(condition.parameters())
			.query(UUID.class)
			.list();
	}

	private Map<String, Object> parameters(UUID run, String tag, List<UUID> members) {
		return Map.of("organization", tenancy.current(), "run", run, "tag", tag, "members",
				members.stream().map(UUID::toString).toArray(String[]::new), "now", Timestamp.from(clock.instant()));
	}

	private Map<String, Object> undoing(UUID run, String tag, List<RunStep> steps) {
		return Map.of("organization", tenancy.current(), "run", run, "tag", tag, "steps",
				json.writeValueAsString(steps));
	}

	private static Map<String, String> kept(ResultSet row) throws SQLException {
		Map<String, String> kept = new HashMap<>();
		UUID rule = row.getObject("rule_id", UUID.class);
		UUID run = row.getObject("source_run", UUID.class);
		Instant at = row.getObject("tagged_at", OffsetDateTime.class).toInstant();
		if (rule != null) {
			kept.put(RULE, rule.toString());
		}
		if (run != null) {
			kept.put(RUN, run.toString());
		}
		kept.put(AT, at.toString());
		return kept;
	}

}
