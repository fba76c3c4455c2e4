package io.guildhall.coupon;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.job.JobService;
import io.guildhall.member.Audience;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
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

	private static final int LONGEST_LIST = 10_000;

	private static final int LONGEST_SUBJECT = 120;

	private final CouponBatchRepository batches;

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
		List<String> subjects = lines.stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
		if (subjects.isEmpty()) {
			throw CouponRefused.nobody();
		}
		if (subjects.size() > LONGEST_LIST) {
			throw CouponRefused.listTooLong(LONGEST_LIST);
		}
		UUID issue = begin(id, "{}", campaign);
		writeList(issue, subjects);
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
		BatchId batch = get(issue).batch();
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
		stock.giveBack(batch, revoked.size());
		return revoked.size();
	}

	/**
	 * An issue.
	 * @throws CouponRefused if there is none
	 */
	@Transactional(readOnly = true)
	public IssueSummary get(UUID issue) {
		return select("and i.id = :issue", Map.of("issue", issue)).stream()
			.findFirst()
			.orElseThrow(() -> CouponRefused.unknownIssue(issue));
	}

	/**
	 * Whether coupons of an issue are still being given out; not once its job is over,
	 * whatever became of it.
	 * @throws CouponRefused if there is none
	 */
	@Transactional(readOnly = true)
	public boolean isRunning(UUID issue) {
		IssueSummary summary = get(issue);
		return !summary.ended() && summary.job() != null && jobs.get(summary.job()).running();
	}

	/**
	 * The latest issues of a batch.
	 * @throws CouponRefused if there is no such batch
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<IssueSummary> ofBatch(BatchId batch) {
		batches.require(batch);
		return select("and i.batch_id = :batch order by i.created_at desc, i.id limit 20", Map.of("batch", batch.id()));
	}

	/**
	 * The rows of an issue in their order: of members whom who acts may see, and what
	 * nobody was found for if it was their own.
	 * @param outcome null for all
	 * @throws CouponRefused if there is no such issue
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slice<IssueResult> results(UUID issue, @Nullable IssueOutcome outcome, @Nullable String after, int size) {
		if (batchOf(issue).isEmpty()) {
			throw CouponRefused.unknownIssue(issue);
		}
		List<String> cursor = Slice.decode(after, 1);
		Rows limited = rows();
		List<IssueResult> rows = jdbc.sql("""
				select r.row_number, r.member_id, r.subject, r.outcome, r.coupon_id, c.code
				from coupon_issue_results r
				left join coupons c on c.organization_id = r.organization_id and c.id = r.coupon_id
				where r.organization_id = :organization and r.issue_id = :issue
				and (cast(:outcome as text) is null or r.outcome = :outcome)
				and r.row_number > :after %s
				order by r.row_number limit :limit
				""".formatted(limited.sql()))
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("issue", issue)
			.param("outcome", (outcome != null) ? outcome.name() : null)
			.param("after", cursor.isEmpty() ? 0L : Long.parseLong(cursor.get(0)))
			.param("limit", size + 1)
			.query(CouponIssues::result)
			.list();
		return Slice.of(rows, size, row -> List.of(row.row()));
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
	private void writeList(UUID issue, List<String> subjects) {
		Map<String, List<UUID>> named = new LinkedHashMap<>();
		MemberScope.Limit limited = scope.on("m.member_id");
		jdbc.sql("""
				select m.member_id, cast(m.member_id as text) as id_text, m.display_name from member_facts m
				where m.organization_id = :organization and m.state = 'ACTIVE'
				and (m.display_name = any(:subjects) or cast(m.member_id as text) = any(:subjects))
				""" + limited.sql())
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("subjects", subjects.toArray(String[]::new))
			.query((row) -> {
				UUID member = row.getObject("member_id", UUID.class);
				named.computeIfAbsent(row.getString("display_name"), name -> new ArrayList<>()).add(member);
				named.computeIfAbsent(row.getString("id_text"), name -> new ArrayList<>()).add(member);
			});
		Set<UUID> seen = new HashSet<>();
		int size = subjects.size();
		String[] members = new String[size];
		String[] texts = new String[size];
		String[] outcomes = new String[size];
		for (int i = 0; i < size; i++) {
			String subject = subjects.get(i);
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

	private List<IssueSummary> select(String condition, Map<String, ?> parameters) {
		Map<UUID, Map<IssueOutcome, Long>> outcomes = new LinkedHashMap<>();
		MemberScope.Limit limited = scope.on("c.member_id");
		List<IssueSummary> issues = jdbc
			.sql("""
					select i.*, (select count(*) from coupons c where c.organization_id = :organization and c.issue_id = i.id
					    and c.state = 'ISSUED' and c.expires_at > :now %s) as unused
					from coupon_issues i where i.organization_id = :organization
					"""
				.formatted(limited.sql()) + condition)
			.params(parameters)
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("now", Timestamp.from(clock.instant()))
			.query((row, number) -> {
				UUID id = row.getObject("id", UUID.class);
				Map<IssueOutcome, Long> counts = outcomes.computeIfAbsent(id, key -> new EnumMap<>(IssueOutcome.class));
				Timestamp revokedAt = row.getTimestamp("revoked_at");
				String audience = row.getString("audience");
				return new IssueSummary(id, new BatchId(row.getObject("batch_id", UUID.class)),
						audience.equals("{}") ? null : json.readValue(audience, Audience.class),
						row.getObject("campaign_id", UUID.class), row.getObject("job_id", UUID.class),
						row.getString("actor_name"), row.getTimestamp("created_at").toInstant(), row.getLong("total"),
						counts, row.getLong("unused"), (revokedAt != null) ? revokedAt.toInstant() : null);
			})
			.list();
		if (!issues.isEmpty()) {
			Rows rows = rows();
			jdbc.sql(
					"""
							select r.issue_id, r.outcome, count(*) as rows from coupon_issue_results r
							where r.organization_id = :organization and r.issue_id in (:issues) %s group by r.issue_id, r.outcome
							"""
						.formatted(rows.sql()))
				.params(rows.parameters())
				.param("organization", tenancy.current())
				.param("issues", List.copyOf(outcomes.keySet()))
				.query((row) -> {
					outcomes.getOrDefault(row.getObject("issue_id", UUID.class), new EnumMap<>(IssueOutcome.class))
						.put(IssueOutcome.valueOf(row.getString("outcome")), row.getLong("rows"));
				});
		}
		return issues;
	}

	private Optional<UUID> batchOf(UUID issue) {
		return jdbc.sql("select batch_id from coupon_issues where organization_id = :organization and id = :issue")
			.param("organization", tenancy.current())
			.param("issue", issue)
			.query(UUID.class)
			.optional();
	}

	/**
	 * The limit on rows of an issue: a line that found nobody is for who wrote it.
	 */
	private Rows rows() {
		MemberScope.Limit limited = scope.on("r.member_id");
		if (limited.sql().isEmpty()) {
			return new Rows("", Map.of());
		}
		Map<String, @Nullable Object> parameters = new HashMap<>(limited.parameters());
		parameters.put("me", OnBehalf.actor().id());
		return new Rows("""
				and ((r.member_id is not null %s) or (r.member_id is null and exists (select from coupon_issues mine
				    where mine.organization_id = :organization and mine.id = r.issue_id
				    and mine.actor_id = cast(:me as uuid))))
				""".formatted(limited.sql()), parameters);
	}

	private record Rows(String sql, Map<String, @Nullable Object> parameters) {
	}

	private static IssueResult result(ResultSet row, int number) throws SQLException {
		UUID member = row.getObject("member_id", UUID.class);
		return new IssueResult(row.getLong("row_number"), (member != null) ? new MemberId(member) : null,
				row.getString("subject"), IssueOutcome.valueOf(row.getString("outcome")),
				row.getObject("coupon_id", UUID.class), row.getString("code"));
	}

	private record Revoked(UUID id, long largestMinor, String currency) {

		Money largest() {
			return new Money(largestMinor, currency);
		}

	}

}
