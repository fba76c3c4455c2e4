package io.guildhall.coupon;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.Audience;
import io.guildhall.member.AudienceQuery;
import io.guildhall.member.Audiences;
import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * The steps of an issue to many, each a transaction of its own: what a crash leaves is
 * whole slices, and rows that are still pending. Coupons are named after issue and
 * member, so that no row is issued twice.
 */
@Component
@Transactional(propagation = Propagation.REQUIRES_NEW)
@RequiredArgsConstructor
class CouponIssueSlices {

	private static final int SIZE = 1000;

	private final CouponBatchRepository batches;

	private final CouponStock stock;

	private final CouponRegister register;

	private final CouponLedger ledger;

	private final Audiences audiences;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final JsonMapper json;

	/** Fixes who is in the audience, once. */
	void freeze(UUID issue) {
		Optional<String> open = jdbc.sql("""
				select audience from coupon_issues
				where organization_id = :organization and id = :issue and frozen_at is null for update
				""").param("organization", tenancy.current()).param("issue", issue).query(String.class).optional();
		if (open.isEmpty()) {
			return;
		}
		AudienceQuery query = audiences.query(json.readValue(open.get(), Audience.class));
		Map<String, Object> parameters = new HashMap<>(query.parameters());
		parameters.put("organization", tenancy.current());
		parameters.put("issue", issue);
		int total = jdbc.sql("""
				insert into coupon_issue_results (organization_id, issue_id, row_number, member_id, outcome)
				select i.organization_id, i.id, row_number() over (order by audience.member_id), audience.member_id,
				    'PENDING'
				from coupon_issues i cross join (%s) audience
				where i.organization_id = :organization and i.id = :issue
				""".formatted(query.sql())).params(parameters).update();
		jdbc.sql("""
				update coupon_issues set frozen_at = :now, total = :total
				where organization_id = :organization and id = :issue
				""")
			.param("now", Timestamp.from(register.now()))
			.param("total", total)
			.param("organization", tenancy.current())
			.param("issue", issue)
			.update();
	}

	/** How far an issue is. */
	@Transactional(readOnly = true)
	public Progress progress(UUID issue) {
		return jdbc.sql("""
				select i.total, (select count(*) from coupon_issue_results r where r.organization_id = :organization
				    and r.issue_id = :issue and r.outcome = 'PENDING') as pending
				from coupon_issues i where i.organization_id = :organization and i.id = :issue
				""").param("organization", tenancy.current()).param("issue", issue).query(Progress.class).single();
	}

	/** How far an issue is. */
	record Progress(long total, long pending) {

		long done() {
			return total - pending;
		}

	}

	/**
	 * Works at the next pending rows. All wait for the counter's row, so it is taken
	 * last; where it then has too few, the slice is undone and tried with what is left.
	 * @throws CouponRefused if what was left is gone meanwhile: the caller tries again
	 */
	void next(UUID issue) {
		Issue of = jdbc.sql("""
				select batch_id, campaign_id from coupon_issues where organization_id = :organization and id = :issue
				""").param("organization", tenancy.current()).param("issue", issue).query(Issue.class).single();
		CouponBatch batch = batches.require(new BatchId(of.batchId()));
		List<Row> rows = pending(issue);
		if (rows.isEmpty()) {
			return;
		}
		CouponStock.Level level = stock.level(batch.getId());
		Instant now = register.now();
		if (!level.open() || batch.getValidity().isOver(organizations.dayOf(now))) {
			endPending(issue, IssueOutcome.NOT_OPEN);
			return;
		}
		if (level.left() == 0) {
			endPending(issue, IssueOutcome.SOLD_OUT);
			return;
		}
		settleWithoutStock(issue, rows, batch);
		List<Row> wanted = pending(issue).stream().limit(level.left()).toList();
		if (wanted.isEmpty()) {
			return;
		}
		ZoneId zone = organizations.current().zone();
		List<Coupon> coupons = wanted.stream()
			.map(row -> batch.issue(new CouponId(Ids.of(issue, row.memberId().toString())), row.member(),
					CouponCodes.next(), now, zone, issue, of.campaignId()))
			.toList();
		List<UUID> issued = register.insert(coupons, batch.getPerMember());
		if (issued.isEmpty()) {
			return;
		}
		markIssued(issue, wanted, coupons, Set.copyOf(issued));
		Money liability = batch.getTerms().largest().times(issued.size());
		ledger.promise("COUPON_ISSUE", issue, "ISSUED/" + issued.get(0), now, liability, null);
		stock.take(batch, issued.size());
	}

	/**
	 * By the number of the row, so by the primary key: the planner may not know yet how
	 * many rows an issue that has just begun has.
	 */
	private void markIssued(UUID issue, List<Row> rows, List<Coupon> coupons, Set<UUID> issued) {
		List<Long> numbers = new ArrayList<>();
		List<String> ids = new ArrayList<>();
		for (int i = 0; i < rows.size(); i++) {
			UUID coupon = coupons.get(i).getId().id();
			if (issued.contains(coupon)) {
				numbers.add(rows.get(i).rowNumber());
				ids.add(coupon.toString());
			}
		}
		jdbc.sql("""
				update coupon_issue_results r set outcome = 'ISSUED', coupon_id = i.coupon_id
				from unnest(cast(:rows as bigint[]), cast(:coupons as uuid[])) as i (row_number, coupon_id)
				where r.organization_id = :organization and r.issue_id = :issue and r.row_number = i.row_number
				and r.outcome = 'PENDING'
				""")
			.param("rows", numbers.toArray(Long[]::new))
			.param("coupons", ids.toArray(String[]::new))
			.param("organization", tenancy.current())
			.param("issue", issue)
			.update();
	}

	/** Ends all rows that nobody has worked at. */
	void endPending(UUID issue, IssueOutcome outcome) {
		jdbc.sql("""
				update coupon_issue_results set outcome = :outcome
				where organization_id = :organization and issue_id = :issue and outcome = 'PENDING'
				""")
			.param("outcome", outcome.name())
			.param("organization", tenancy.current())
			.param("issue", issue)
			.update();
	}

	/** Those who cannot get one, whatever the stock: gone, or at their limit. */
	private void settleWithoutStock(UUID issue, List<Row> rows, CouponBatch batch) {
		List<Long> numbers = rows.stream().map(Row::rowNumber).toList();
		jdbc.sql("""
				update coupon_issue_results r set outcome = 'NOT_ELIGIBLE'
				where r.organization_id = :organization and r.issue_id = :issue and r.row_number in (:rows)
				and not exists (select from member_facts m where m.organization_id = :organization
				    and m.member_id = r.member_id and m.state = 'ACTIVE')
				""").param("organization", tenancy.current()).param("issue", issue).param("rows", numbers).update();
		jdbc.sql("""
				update coupon_issue_results r set outcome = 'LIMIT_REACHED'
				where r.organization_id = :organization and r.issue_id = :issue and r.row_number in (:rows)
				and r.outcome = 'PENDING'
				and (select count(*) from coupons c where c.organization_id = :organization and c.batch_id = :batch
				    and c.member_id = r.member_id and c.slot is not null) >= :perMember
				""")
			.param("organization", tenancy.current())
			.param("issue", issue)
			.param("rows", numbers)
			.param("batch", batch.getId().id())
			.param("perMember", batch.getPerMember())
			.update();
	}

	private List<Row> pending(UUID issue) {
		return jdbc.sql("""
				select row_number, member_id from coupon_issue_results
				where organization_id = :organization and issue_id = :issue and outcome = 'PENDING'
				order by row_number limit :limit
				""")
			.param("organization", tenancy.current())
			.param("issue", issue)
			.param("limit", SIZE)
			.query(Row.class)
			.list();
	}

	private record Row(long rowNumber, UUID memberId) {

		MemberId member() {
			return new MemberId(memberId);
		}

	}

	private record Issue(UUID batchId, @Nullable UUID campaignId) {
	}

}
