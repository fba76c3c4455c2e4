package io.guildhall.member;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
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
 * Members put in somebody's care slice by slice, so that each step can be taken back: a
 * step keeps who looked after the member before.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
public class OwnerRuns {

	private static final String OWNER = "owner";

	private final MemberConditions conditions;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final JsonMapper json;

	/**
	 * Puts some members in the care of an account of the staff.
	 * @param owner null for nobody
	 * @return a step for each of them who is still there
	 */
	@May(Permission.MEMBER_EDIT)
	public List<RunStep> assign(@Nullable UUID owner, List<MemberId> members) {
		Condition condition = conditions.of(MemberFilter.of(members));
		return jdbc.sql("""
				with wanted as (
					select m.id, m.contact_owner_id as had from members m where %s order by m.id for no key update),
				moved as (
					update members u set contact_owner_id = cast(:new_owner as uuid), version = u.version + 1
					from wanted w
					where u.organization_id = :organization and u.id = w.id
					and w.had is distinct from cast(:new_owner as uuid)
					returning u.id)
				select w.id, w.had, v.id is not null as moved from wanted w left join moved v on v.id = w.id
				""".formatted(condition.sql()))
			.params(parameters(owner, condition.parameters()))
			.query((row, number) -> step(row.getObject("id", UUID.class), row.getObject("had", UUID.class),
					row.getBoolean("moved")))
			.list();
	}

	private static RunStep step(UUID member, @Nullable UUID had, boolean moved) {
		return moved ? new RunStep(member, Did.DONE, (had != null) ? Map.of(OWNER, had.toString()) : Map.of())
				: RunStep.of(member, Did.NOTHING);
	}

	/**
	 * Gives members back to whoever looked after them before, where nobody has put them
	 * in other hands since. Who was merged or erased since stays as they are.
	 * @param owner to whom they were given; null for nobody
	 * @return the members of those steps that were taken back
	 */
	@May(Permission.MEMBER_EDIT)
	public Set<UUID> undoAssign(@Nullable UUID owner, List<RunStep> steps) {
		return new HashSet<>(jdbc.sql("""
				update members u set contact_owner_id = cast(s.before ->> 'owner' as uuid), version = u.version + 1
				from jsonb_to_recordset(cast(:steps as jsonb)) as s (member uuid, before jsonb)
				where u.organization_id = :organization and u.id = s.member and u.state = 'ACTIVE'
				and u.contact_owner_id is not distinct from cast(:new_owner as uuid)
				returning u.id
				""")
			.params(parameters(owner, Map.of("steps", json.writeValueAsString(steps))))
			.query(UUID.class)
			.list());
	}

	private Map<String, @Nullable Object> parameters(@Nullable UUID owner, Map<String, ?> others) {
		Map<String, @Nullable Object> parameters = new HashMap<>(others);
		parameters.put("organization", tenancy.current());
		parameters.put("new_owner", (owner != null) ? owner.toString() : null);
		return parameters;
	}

}
