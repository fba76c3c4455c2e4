package io.guildhall.coupon;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.Audience;
import io.guildhall.member.AudienceQuery;
import io.guildhall.member.Audiences;
import io.guildhall.member.Condition;
import io.guildhall.member.MemberFilter;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/**
 * How many an issue to many would give a coupon, asked before it begins, by who may begin
 * it, or prepare it with a campaign: by an audience of one it is seen what is known of a
 * member.
 */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class IssueReach {

	private final CouponBatchRepository batches;

	private final CouponConditionsRegister conditions;

	private final CouponRegister register;

	private final IssueSubjects subjects;

	private final Audiences audiences;

	private final JdbcClient jdbc;

	/**
	 * Whom an issue would reach.
	 *
	 * @param wanted how many members are meant, or lines
	 * @param givable how many members of them may be given one now: the batch is for
	 * them, and they have fewer than one member may have; however many are left of it
	 */
	public record Reach(long wanted, long givable) {
	}

	/**
	 * Of an audience.
	 * @throws CouponRefused if there is no such batch
	 */
	@May(Permission.COUPON_ISSUE)
	public Reach of(BatchId id, Audience audience) {
		return of(id, new MemberFilter(null, audience.fields(), audience.members()));
	}

	/**
	 * Of those whom a filter means, in one statement, in which they are looked for once.
	 * @throws CouponRefused if there is no such batch
	 */
	@May(Permission.COUPON_ISSUE)
	public Reach of(BatchId id, MemberFilter filter) {
		AudienceQuery query = audiences.query(filter);
		AudienceQuery givable = givable(batches.require(id),
				new AudienceQuery("select a.member_id from meant a", query.parameters()));
		return jdbc.sql("""
				with meant as materialized (%1$s)
				select (select count(*) from meant) as wanted, (select count(*) from (%2$s) givable) as givable
				""".formatted(query.sql(), givable.sql())).params(givable.parameters()).query(Reach.class).single();
	}

	/**
	 * Those of an audience of whom each may be given one now: the batch is for them, and
	 * they have fewer than one member may have; however many are left of it. For whoever
	 * chooses further among them.
	 * @throws CouponRefused if there is no such batch
	 */
	@May(Permission.CAMPAIGN_EDIT)
	public AudienceQuery givable(BatchId id, AudienceQuery audience) {
		return givable(batches.require(id), audience);
	}

	private AudienceQuery givable(CouponBatch batch, AudienceQuery audience) {
		Condition admitted = conditions.admitted(batch);
		Map<String, Object> parameters = new HashMap<>(audience.parameters());
		parameters.putAll(admitted.parameters());
		parameters.put("reach_batch", batch.getId().id());
		parameters.put("reach_most", batch.getPerMember());
		return new AudienceQuery(
				"""
						select m.id as member_id from (select cast(:organization as uuid) as organization_id, one.member_id as id
						    from (%1$s) one) m
						where %2$s and not exists (select from (select c.member_id from coupons c
						    where c.organization_id = :organization and c.batch_id = :reach_batch and c.slot is not null
						    group by c.member_id having count(*) >= :reach_most) served where served.member_id = m.id)
						"""
					.formatted(audience.sql(), admitted.sql()),
				parameters);
	}

	/**
	 * Of the lines of a list, each of which names a member by id or by name.
	 * @throws CouponRefused if there is no such batch, or the list is too long
	 */
	@May(Permission.COUPON_ISSUE)
	public Reach of(BatchId id, List<String> list) {
		CouponBatch batch = batches.require(id);
		List<String> lines = IssueSubjects.lines(list);
		Map<String, List<UUID>> named = subjects.named(lines);
		List<UUID> members = lines.stream()
			.map(named::get)
			.filter(Objects::nonNull)
			.filter(found -> found.size() == 1)
			.map(found -> found.get(0))
			.distinct()
			.toList();
		Map<UUID, Set<Integer>> slots = register.slots(id, members);
		Set<UUID> barred = conditions.barred(batch, slots.keySet()).keySet();
		long givable = slots.entrySet()
			.stream()
			.filter(one -> !barred.contains(one.getKey()) && one.getValue().size() < batch.getPerMember())
			.count();
		return new Reach(lines.size(), givable);
	}

}
