package io.guildhall.coupon;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
import io.guildhall.shared.Actor;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
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

	private static final int SIZE = 2000;

	private final CouponBatchRepository batches;

	private final CouponStock stock;

	private final CouponConditionsRegister conditions;

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

		Progress after(long ended) {
			return new Progress(total, pending - ended);
		}

	}

	/**
	 * Works at the next pending rows. All wait for the counter's row, so it is taken
	 * last; where it then has too few, the slice is undone and tried with what is left.
	 * @param after the number of the row that was looked at last; 0 to begin
	 * @throws CouponRefused if what was left is gone meanwhile: the caller tries again
	 */
	Done next(UUID issue, long after) {
		Issue of = jdbc.sql("""
				select batch_id, campaign_id from coupon_issues where organization_id = :organization and id = :issue
				""").param("organization", tenancy.current()).param("issue", issue).query(Issue.class).single();
		CouponBatch batch = batches.require(new BatchId(of.batchId()));
		List<Row> rows = pending(issue, after);
		if (rows.isEmpty()) {
			return new Done(0, 0);
		}
		CouponStock.Level level = stock.level(batch.getId());
		Instant now = register.now();
		if (!level.open() || batch.getValidity().isOver(organizations.dayOf(now))) {
			return new Done(endPending(issue, IssueOutcome.NOT_OPEN), 0);
		}
		if (level.left() == 0) {
			return new Done(endPending(issue, level.lacksMoney() ? IssueOutcome.BUDGET_SPENT : IssueOutcome.SOLD_OUT),
					0);
		}
		Map<UUID, Set<Integer>> slots = register.slots(batch.getId(), rows.stream().map(Row::memberId).toList());
		Map<UUID, Bar> barred = conditions.barred(batch, slots.keySet());
		Map<Long, Ended> ended = new LinkedHashMap<>();
		Map<Long, Coupon> coupons = new LinkedHashMap<>();
		ZoneId zone = organizations.current().zone();
		for (Row row : rows) {
			Set<Integer> held = slots.get(row.memberId());
			Bar bar = barred.get(row.memberId());
			if (held == null) {
				ended.put(row.rowNumber(), new Ended(IssueOutcome.NOT_ELIGIBLE, null));
			}
			else if (bar != null) {
				ended.put(row.rowNumber(), new Ended(bar.outcome(), null));
			}
			else if (held.size() >= batch.getPerMember()) {
				ended.put(row.rowNumber(), new Ended(IssueOutcome.LIMIT_REACHED, null));
			}
			else if (coupons.size() < level.left()) {
				Coupon coupon = batch.issue(new CouponId(Ids.of(issue, row.memberId().toString())), row.member(),
						CouponCodes.next(), now, zone, issue, of.campaignId());
				coupon.place(ClaimAllotment.firstFree(held, batch.getPerMember()), null);
				coupons.put(row.rowNumber(), coupon);
			}
		}
		long issued = issue(issue, batch, coupons, ended);
		end(issue, ended);
		if (issued > 0) {
			stock.take(batch, issued);
		}
		return new Done(ended.size(), rows.get(rows.size() - 1).rowNumber());
	}

	/** Writes the coupons; whose slot was taken meanwhile is left for the next slice. */
	private long issue(UUID issue, CouponBatch batch, Map<Long, Coupon> coupons, Map<Long, Ended> ended) {
		if (coupons.isEmpty()) {
			return 0;
		}
		Actor actor = OnBehalf.actor();
		Set<UUID> issued = register
			.insertEach(coupons.values().stream().map(coupon -> new CouponRegister.Fresh(coupon, actor)).toList());
		if (issued.isEmpty()) {
			return 0;
		}
		coupons.forEach((row, coupon) -> {
			if (issued.contains(coupon.getId().id())) {
				ended.put(row, new Ended(IssueOutcome.ISSUED, coupon.getId().id()));
			}
		});
		Coupon first = coupons.values().iterator().next();
		Money liability = batch.getTerms().largest().times(issued.size());
		ledger.promise("COUPON_ISSUE", issue, "ISSUED/" + issued.iterator().next(), first.getIssuedAt(), liability,
				null);
		return issued.size();
	}

	/**
	 * By the number of the row, so by the primary key: the planner may not know yet how
	 * many rows an issue that has just begun has.
	 */
	private void end(UUID issue, Map<Long, Ended> ended) {
		List<Ended> how = List.copyOf(ended.values());
		jdbc.sql("""
				update coupon_issue_results r set outcome = i.outcome, coupon_id = i.coupon_id
				from unnest(cast(:rows as bigint[]), cast(:outcomes as text[]), cast(:coupons as uuid[]))
				    as i (row_number, outcome, coupon_id)
				where r.organization_id = :organization and r.issue_id = :issue and r.row_number = i.row_number
				and r.outcome = 'PENDING'
				""")
			.param("rows", ended.keySet().toArray(Long[]::new))
			.param("outcomes", how.stream().map(one -> one.outcome().name()).toArray(String[]::new))
			.param("coupons",
					how.stream()
						.map(one -> (one.coupon() != null) ? one.coupon().toString() : null)
						.toArray(String[]::new))
			.param("organization", tenancy.current())
			.param("issue", issue)
			.update();
	}

	/** Ends all rows that nobody has worked at. */
	long endPending(UUID issue, IssueOutcome outcome) {
		return jdbc.sql("""
				update coupon_issue_results set outcome = :outcome
				where organization_id = :organization and issue_id = :issue and outcome = 'PENDING'
				""")
			.param("outcome", outcome.name())
			.param("organization", tenancy.current())
			.param("issue", issue)
			.update();
	}

	private List<Row> pending(UUID issue, long after) {
		return jdbc.sql("""
				select row_number, member_id from coupon_issue_results
				where organization_id = :organization and issue_id = :issue and outcome = 'PENDING'
				and row_number > :after order by row_number limit :limit
				""")
			.param("after", after)
			.param("organization", tenancy.current())
			.param("issue", issue)
			.param("limit", SIZE)
			.query(Row.class)
			.list();
	}

	/**
	 * What a slice has done.
	 *
	 * @param rows how many have their outcome by it
	 * @param last the number of the row that it looked at last; 0 where it may be that
	 * none is left, and it is to be counted anew
	 */
	record Done(long rows, long last) {
	}

	/** What became of a row. */
	private record Ended(IssueOutcome outcome, @Nullable UUID coupon) {
	}

	private record Row(long rowNumber, UUID memberId) {

		MemberId member() {
			return new MemberId(memberId);
		}

	}

	private record Issue(UUID batchId, @Nullable UUID campaignId) {
	}

}
