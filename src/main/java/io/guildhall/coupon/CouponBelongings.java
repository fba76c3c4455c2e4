package io.guildhall.coupon;

import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.Belongings;
import io.guildhall.member.Condition;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Coupons go along into slots behind those that are taken: one who was two may hold more
 * of a batch than its limit, and gets no more of it.
 */
@Component
@Transactional
@RequiredArgsConstructor
class CouponBelongings implements Belongings {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	@Override
	public String key() {
		return "coupon";
	}

	@Override
	@Transactional(readOnly = true)
	public long count(MemberId member) {
		return jdbc.sql("select count(*) from coupons where organization_id = :organization and member_id = :member")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.query(Long.class)
			.single();
	}

	@Override
	public Condition held() {
		return Belongings.in("coupons");
	}

	@Override
	public String move(UUID merge, MemberId from, MemberId to) {
		return jdbc.sql("""
				with held as (
					select c.batch_id, max(c.slot) as last from coupons c
					where c.organization_id = :organization and c.member_id = :to group by c.batch_id),
				moved as (
					update coupons c set member_id = :to, version = c.version + 1,
						slot = c.slot + coalesce((select h.last from held h where h.batch_id = c.batch_id), 0)
					where c.organization_id = :organization and c.member_id = :from
					returning c.id)
				select cast(coalesce(jsonb_agg(id), '[]') as text) from moved
				""").params(parameters(from, to)).query(String.class).single();
	}

	/** Slots are counted anew: between, one of them may have become free. */
	@Override
	public void moveBack(UUID merge, MemberId from, MemberId to, String moved) {
		jdbc.sql(
				"""
						with back as (
							select c.id, row_number() over (partition by c.batch_id order by c.slot) as place from coupons c
							where c.organization_id = :organization and c.member_id = :to
							and c.id in (select cast(moved.id as uuid) from jsonb_array_elements_text(cast(:moved as jsonb)) as moved (id)))
						update coupons c set member_id = :from, version = c.version + 1,
							slot = case when c.slot is null then null else b.place end
						from back b where c.organization_id = :organization and c.id = b.id
						""")
			.params(parameters(from, to))
			.param("moved", moved)
			.update();
	}

	private Map<String, Object> parameters(MemberId from, MemberId to) {
		return Map.of("organization", tenancy.current(), "from", from.id(), "to", to.id());
	}

}
