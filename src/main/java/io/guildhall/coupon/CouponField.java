package io.guildhall.coupon;

import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.Condition;
import io.guildhall.member.MemberField;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** A batch of which a member holds a coupon that can still be used. */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
class CouponField implements MemberField {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	@Override
	public String key() {
		return "coupon";
	}

	@Override
	public int order() {
		return 70;
	}

	@Override
	public String labelKey() {
		return "coupon.field";
	}

	@Override
	public boolean inLists() {
		return false;
	}

	@Override
	public List<MemberField.Choice> choices() {
		return jdbc.sql("""
				select id, name from coupon_batches where organization_id = :organization and state <> 'DRAFT'
				order by created_at desc, id desc limit 200
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
				exists (select 1 from coupons coupon_held
					where coupon_held.organization_id = m.organization_id and coupon_held.member_id = m.id
					and coupon_held.batch_id = any(cast(:coupon_ids as uuid[])) and coupon_held.state = 'ISSUED')""",
				Map.of("coupon_ids", ids(values)));
	}

}
