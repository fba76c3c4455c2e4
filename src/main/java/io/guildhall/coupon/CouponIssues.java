package io.guildhall.coupon;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.job.JobService;
import io.guildhall.member.Audience;
import io.guildhall.member.MemberScope;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * Issues coupons to many as a job, with a result per row, and takes the unused rest back.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class CouponIssues {

	private static final int LONGEST_SUBJECT = 120;

	private final CouponBatchRepository batches;

	private final IssueReading reading;

	private final IssueSubjects subjects;

	private final CouponStock stock;

	private final CouponRegister register;

	private final CouponLedger ledger;

	private final MemberScope scope;

	private final JobService jobs;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	private final JsonMapper json;

	/** An issue that has begun. */
	public record Started(UUID issue, UUID job) {
	}

	/**
	 * Issues one coupon to each member of an audience, in the background. The audience is
	 * fixed when the job begins.
	 * @param campaign for which it is done, if it is one
	 * @throws CouponRefused if the batch is not open
	 */
	@May(Permission.COUPON_ISSUE)
	public Started issueTo(BatchId id, Audience audience, @Nullable UUID campaign) {
		UUID issue = begin(id, json.writeValueAsString(audience), campaign);
		return start(id, issue);
	}

	/**
	 * Issues one coupon to each member that a line of the list names, by id or by name. A
	 * line that names nobody whom who acts may see, or several, has that as its result.
	 * @throws CouponRefused if the batch is not open, or the list is empty or too long
	 */
	@May(Permission.COUPON_ISSUE)
	public Started issueToList(BatchId id, List<String> lines, @Nullable UUID campaign) {
		List<String> named = IssueSubjects.lines(lines);
		if (named.isEmpty()) {
			throw CouponRefused.nobody();
		}
		UUID issue = begin(id, "{}", campaign);
		writeList(issue, named);
		return start(id, issue);
	}

	/**
	 * Takes back what of an issue is unused, of members whom who acts may see; the pieces
	 * go back to the stock.
	 * @return how many were taken back
	 */
	@May(Permission.COUPON_ISSUE)
	public long revokeUnused(UUID issue, String reason) {
		CouponIssuing.requireReason(reason);
		BatchId batch = reading.require(issue).batch();
		Instant now = clock.instant();
		MemberScope.Limit limited = scope.on("c.member_id");
		List<Revoked> revoked = jdbc.sql("""
				update coupons c set state = 'REVOKED', slot = null, version = c.version + 1
				where c.organization_id = :organization and c.issue_id = :issue and c.state = 'ISSUED'
				and c.expires_at > :now %s
				returning c.id, c.largest_minor, c.currency
				""".formatted(limited.sql()))
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("issue", issue)
			.param("now", Timestamp.from(now))
			.query(Revoked.class)
			.list();
		if (revoked.isEmpty()) {
			return 0;
		}
		register.moved(revoked.stream().map(Revoked::id).toList(), CouponState.ISSUED, CouponState.REVOKED, "revoked",
				reason.strip(), null);
		Money liability = revoked.stream().map(Revoked::largest).reduce(Money::plus).orElseThrow();
		ledger.settle("COUPON_REVOCATION", Ids.next(), "REVOKED", now, liability, null);
		jdbc.sql("update coupon_issues set revoked_at = :now where organization_id = :organization and id = :issue")
			.param("now", Timestamp.from(now))
			.param("organization", tenancy.current())
			.param("issue", issue)
			.update();
		audit.record("coupon.issue.revoked", "coupon-batch", batch, Map.of(),
				Map.of("issue", issue, "revoked", revoked.size(), "liability", liability));
		stock.giveBack(batch, revoked.size(), liability);
		return revoked.size();
	}

	private UUID begin(BatchId id, String audience, @Nullable UUID campaign) {
		CouponBatch batch = batches.require(id);
		// Refuses what cannot be issued at all before anything begins.
		if (batch.getState() != BatchState.ACTIVE) {
			throw CouponRefused.notOpen(batch.getName());
		}
		UUID issue = Ids.next();
		jdbc.sql("""
				insert into coupon_issues (organization_id, id, batch_id, audience, campaign_id, actor_kind, actor_id,
				    actor_name, created_at, total)
				values (:organization, :issue, :batch, cast(:audience as jsonb), cast(:campaign as uuid), :actorKind,
				    cast(:actor as uuid), :actorName, :now, 0)
				""")
			.params(CouponRegister.actor())
			.param("organization", tenancy.current())
			.param("issue", issue)
			.param("batch", id.id())
			.param("audience", audience)
			.param("campaign", campaign)
			.param("now", Timestamp.from(clock.instant()))
			.update();
		audit.record("coupon.issue.started", "coupon-batch", id, Map.of(), Map.of("issue", issue));
		return issue;
	}

	private Started start(BatchId batch, UUID issue) {
		UUID job = jobs.start(CouponIssueWork.KIND, Map.of("issue", issue.toString()),
				"/coupons/" + batch + "/issues/" + issue);
		jdbc.sql("update coupon_issues set job_id = :job where organization_id = :organization and id = :issue")
			.param("job", job)
			.param("organization", tenancy.current())
			.param("issue", issue)
			.update();
		return new Started(issue, job);
	}

	/** One look-up for the whole list, then its rows in one statement. */
	private void writeList(UUID issue, List<String> lines) {
		Map<String, List<UUID>> named = subjects.named(lines);
		Set<UUID> seen = new HashSet<>();
		int size = lines.size();
		String[] members = new String[size];
		String[] texts = new String[size];
		String[] outcomes = new String[size];
		for (int i = 0; i < size; i++) {
			String subject = lines.get(i);
			List<UUID> found = named.getOrDefault(subject, List.of());
			if (found.size() == 1) {
				members[i] = found.get(0).toString();
				outcomes[i] = (seen.add(found.get(0)) ? IssueOutcome.PENDING : IssueOutcome.TWICE).name();
			}
			else {
				texts[i] = subject.substring(0, Math.min(subject.length(), LONGEST_SUBJECT));
				outcomes[i] = (found.isEmpty() ? IssueOutcome.UNKNOWN : IssueOutcome.AMBIGUOUS).name();
			}
		}
		jdbc.sql("""
				insert into coupon_issue_results (organization_id, issue_id, row_number, member_id, subject, outcome)
				select :organization, :issue, line.number, line.member, line.subject, line.outcome
				from unnest(cast(:members as uuid[]), cast(:subjects as text[]), cast(:outcomes as text[]))
				    with ordinality as line (member, subject, outcome, number)
				""")
			.param("organization", tenancy.current())
			.param("issue", issue)
			.param("members", members)
			.param("subjects", texts)
			.param("outcomes", outcomes)
			.update();
		jdbc.sql("""
				update coupon_issues set frozen_at = :now, total = :total
				where organization_id = :organization and id = :issue
				""")
			.param("now", Timestamp.from(clock.instant()))
			.param("total", size)
			.param("organization", tenancy.current())
			.param("issue", issue)
			.update();
	}

	private record Revoked(UUID id, long largestMinor, String currency) {

		Money largest() {
			return new Money(largestMinor, currency);
		}

	}

}
