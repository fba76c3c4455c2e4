package io.guildhall.member;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import io.guildhall.member.RunChanges.Changed;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Takes tags off that an import of changes put on, as far as it still holds them, and
 * puts those on again that it took off, unless what held them is no more.
 */
@Component
@RequiredArgsConstructor
class RunTagsUndo {

	private static final String CHANGED_SINCE = "member.back.changed";

	private static final String STANDS_AGAIN = "member.back.same";

	private final TagNames names;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final JsonMapper json;

	/** Learns what was not put back, and why. */
	interface Keeping {

		void keep(UUID member, String key, String reason);

	}

	/** What an import did to a tag, as it is called today. */
	private record Step(UUID member, String tag, String key, @Nullable String before, boolean put) {

		Held held() {
			return new Held(member, tag);
		}

	}

	/** Who has which tag. */
	private record Held(UUID member, String tag) {
	}

	/**
	 * Takes back what the run did to tags.
	 * @param left tells what of it is none of this
	 * @param keeping learns what was not put back, and why
	 */
	void putBack(UUID run, Collection<Changed> changes, BiPredicate<UUID, String> left, Keeping keeping) {
		List<Step> steps = steps(changes, left);
		Set<Held> gone = takeOff(run, steps.stream().filter(Step::put).toList(), keeping);
		putOn(steps.stream()
			.filter(step -> step.before() != null && (!step.put() || gone.contains(step.held())))
			.toList(), keeping);
	}

	/** With the tags as they are called today. */
	private List<Step> steps(Collection<Changed> changes, BiPredicate<UUID, String> left) {
		List<Step> steps = new ArrayList<>();
		changes.forEach(changed -> changed.cells().forEach((key, cell) -> {
			boolean idle = cell.before() == null && cell.after() == null;
			if (key.startsWith(StandingValues.TAG) && !idle && !left.test(changed.member(), key)) {
				steps.add(new Step(changed.member(), key.substring(StandingValues.TAG.length()), key, cell.before(),
						cell.after() != null));
			}
		}));
		List<String> tags = steps.stream().map(Step::tag).distinct().toList();
		List<String> called = tags.isEmpty() ? List.of() : names.today(tags);
		Map<String, String> today = new HashMap<>();
		for (int i = 0; i < tags.size(); i++) {
			today.put(tags.get(i), called.get(i));
		}
		return steps.stream()
			.map(step -> new Step(step.member(), Objects.requireNonNull(today.get(step.tag())), step.key(),
					step.before(), step.put()))
			.toList();
	}

	private Set<Held> takeOff(UUID run, List<Step> put, Keeping keeping) {
		if (put.isEmpty()) {
			return Set.of();
		}
		Set<Held> held = held("""
				select t.member_id, t.tag from member_tags t
				join jsonb_to_recordset(cast(:steps as jsonb)) as s (member uuid, tag text)
					on s.member = t.member_id and s.tag = t.tag
				where t.organization_id = :organization
				""", run, put);
		Set<Held> gone = held("""
				delete from member_tags t using jsonb_to_recordset(cast(:steps as jsonb)) as s (member uuid, tag text)
				where t.organization_id = :organization and t.member_id = s.member and t.tag = s.tag
				and t.source_run = cast(:run as uuid)
				returning t.member_id, t.tag
				""", run, put);
		put.forEach(step -> {
			if (!gone.contains(step.held())) {
				boolean again = step.before() == null && !held.contains(step.held());
				keeping.keep(step.member(), step.key(), again ? STANDS_AGAIN : CHANGED_SINCE);
			}
		});
		return gone;
	}

	private void putOn(List<Step> taken, Keeping keeping) {
		if (taken.isEmpty()) {
			return;
		}
		Set<Held> back = held(
				"""
						insert into member_tags (organization_id, tag, member_id, tagged_at, source_run, rule_id)
						select cast(:organization as uuid), w.tag, w.member, w.at, w.run, w.rule
						from (select distinct on (s.member, s.tag) s.member, s.tag, cast(s.before ->> 'at' as timestamptz) as at,
								case when e.id is null then cast(s.before ->> 'run' as uuid) end as run,
								case when e.id is null then cast(s.before ->> 'rule' as uuid) end as rule
							from (select w.member, w.tag, cast(w.before as jsonb) as before
								from jsonb_to_recordset(cast(:steps as jsonb)) as w (member uuid, tag text, before text)) s
							left join ended_tag_holders e on e.organization_id = :organization
								and e.id in (cast(s.before ->> 'rule' as uuid), cast(s.before ->> 'run' as uuid))
							where e.taken_off is not true) w
						order by w.member, w.tag
						on conflict (organization_id, tag, member_id) do nothing
						returning member_id, tag
						""",
				null, taken);
		taken.forEach(step -> {
			if (!step.put() && !back.contains(step.held())) {
				keeping.keep(step.member(), step.key(), STANDS_AGAIN);
			}
		});
	}

	private Set<Held> held(String sql, @Nullable UUID run, List<Step> steps) {
		return new HashSet<>(jdbc.sql(sql)
			.param("organization", tenancy.current())
			.param("run", (run != null) ? run.toString() : null)
			.param("steps", json.writeValueAsString(steps))
			.query((row, number) -> new Held(row.getObject(1, UUID.class), row.getString(2)))
			.list());
	}

}
