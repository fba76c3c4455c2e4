package io.guildhall.bulk;

import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import io.guildhall.member.Condition;
import io.guildhall.member.MemberField;

/**
 * Whom a bulk action was for: the coupons of an action go to those, and a list shows
 * them.
 */
@Component
class BulkField implements MemberField {

	static final String KEY = "bulk";

	@Override
	public String key() {
		return KEY;
	}

	@Override
	public String labelKey() {
		return "bulk.field";
	}

	@Override
	public boolean inLists() {
		return false;
	}

	@Override
	public boolean offered() {
		return false;
	}

	@Override
	public List<Choice> choices() {
		return List.of();
	}

	@Override
	public Condition condition(String value) {
		return new Condition("""
				exists (select 1 from bulk_action_members bulk_row
					where bulk_row.organization_id = m.organization_id and bulk_row.member_id = m.id
					and bulk_row.action_id = any(cast(:bulk_actions as uuid[])))""",
				Map.of("bulk_actions", ids(List.of(value))));
	}

}
