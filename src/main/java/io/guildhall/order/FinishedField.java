package io.guildhall.order;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.Condition;
import io.guildhall.member.MemberField;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** A course, a camp or a consultation that a member bought and finished. */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
class FinishedField implements BoughtField {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	@Override
	public String key() {
		return "finished";
	}

	@Override
	public int order() {
		return 82;
	}

	@Override
	public String labelKey() {
		return "order.field.finished";
	}

	@Override
	public List<MemberField.Choice> choices() {
		return jdbc.sql("""
				select product_id as id, name from catalog_facts
				where organization_id = :organization and kind in ('COURSE', 'CAMP', 'CONSULTATION')
				order by name, product_id limit 200
				""")
			.param("organization", tenancy.current())
			.query((row, number) -> MemberField.Choice.text(row.getString("id"), row.getString("name")))
			.list();
	}

	@Override
	public Condition anyOf(List<String> values, @Nullable LocalDate from) {
		Map<String, Object> parameters = new HashMap<>();
		parameters.put("finished_ids", ids(values));
		if (from != null) {
			parameters.put("finished_from", from);
		}
		return new Condition("""
				exists (select from order_result_facts finished_one
					where finished_one.organization_id = m.organization_id and finished_one.member_id = m.id
					and finished_one.product_id = any(cast(:finished_ids as uuid[]))%s)"""
			.formatted((from != null) ? " and finished_one.finished_on >= :finished_from" : ""), parameters);
	}

}
