package io.guildhall.membership;

import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.Condition;
import io.guildhall.member.MemberField;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** A plan whose membership a member has now. */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
class MembershipField implements MemberField {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	@Override
	public String key() {
		return "membership";
	}

	@Override
	public int order() {
		return 60;
	}

	@Override
	public String labelKey() {
		return "membership.field";
	}

	@Override
	public boolean inLists() {
		return false;
	}

	@Override
	public List<MemberField.Choice> choices() {
		return jdbc.sql("""
				select id, name from plans where organization_id = :organization
				order by name, id limit 200
				""")
			.param("organization", tenancy.current())
			.query((row, number) -> MemberField.Choice.text(row.getString("id"), row.getString("name")))
			.list();
	}

	@Override
	public Condition condition(String value) {
		return anyOf(List.of(value));
	}

	@Override
	public Condition anyOf(List<String> values) {
		return new Condition("""
				exists (select 1 from memberships membership_now
					where membership_now.organization_id = m.organization_id and membership_now.member_id = m.id
					and membership_now.plan_id = any(cast(:membership_ids as uuid[]))
					and membership_now.state in ('ACTIVE', 'GRACE'))""", Map.of("membership_ids", ids(values)));
	}

}
