package io.guildhall.coupon;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.job.JobService;
import io.guildhall.member.Audience;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/** Shows what became of issues: of members whom who asks may see. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class IssueReading {

	private static final int EXPORTED_AT_ONCE = 1000;

	private final CouponBatchRepository batches;

	private final MemberScope scope;

	private final JobService jobs;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	private final JsonMapper json;

	/**
	 * An issue.
	 * @throws CouponRefused if there is none
	 */
	@May(Permission.SALES_READ)
	public IssueSummary get(UUID issue) {
		return require(issue);
	}

	/** The same, for who goes on with it. */
	IssueSummary require(UUID issue) {
		return select("and i.id = :issue", Map.of("issue", issue)).stream()
			.findFirst()
			.orElseThrow(() -> CouponRefused.unknownIssue(issue));
	}

	/**
	 * Whether coupons of an issue are still being given out; not once its job is over,
	 * whatever became of it.
	 * @throws CouponRefused if there is none
	 */
	public boolean isRunning(UUID issue) {
		IssueSummary summary = require(issue);
		return !summary.ended() && summary.job() != null && jobs.get(summary.job()).running();
	}

	/**
	 * The latest issues of a batch.
	 * @throws CouponRefused if there is no such batch
	 */
	@May(Permission.SALES_READ)
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
			.param("after", Slice.number(cursor, 0, 0))
			.param("limit", size + 1)
			.query(IssueReading::result)
			.list();
		return Slice.of(rows, size, row -> List.of(row.row()));
	}

	/**
	 * All rows of an issue in their order, some at a time: those that {@link #results}
	 * has.
	 * @param reader is given each of them once
	 * @throws CouponRefused if there is no such issue
	 */
	@May(Permission.EXPORT)
	public void export(UUID issue, Consumer<List<IssueResult>> reader) {
		String after = null;
		do {
			Slice<IssueResult> some = results(issue, null, after, EXPORTED_AT_ONCE);
			reader.accept(some.items());
			after = some.next();
		}
		while (after != null);
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

}
