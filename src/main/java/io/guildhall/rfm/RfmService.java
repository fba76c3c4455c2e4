package io.guildhall.rfm;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupScope;
import io.guildhall.database.Statistics;
import io.guildhall.job.JobService;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Scores the buyers of a window by how lately, how often and for how much they bought,
 * once a day, and answers from what was computed.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class RfmService {

	/** Days below which a window tells nothing. */
	public static final int SHORTEST_WINDOW = 30;

	/** Days above which a window is the whole of the past anyway. */
	public static final int LONGEST_WINDOW = 3650;

	private static final int USUAL_WINDOW = 365;

	/**
	 * A fifth by the place of the first of equals: who bought as often as others has
	 * their score, never a better one for a better place in the file.
	 */
	private static final String FIFTH = "1 + (rank() over (order by %s) - 1) * 5 / count(*) over ()";

	private static final String COMPUTE = """
			with bought as (
				select o.member_id, max(o.day) filter (where o.orders > 0) as last_paid, sum(o.orders) as orders,
					sum(o.paid_minor - o.refunded_minor) as spend
				from order_spend_facts o
				join member_facts f on f.organization_id = :organization and f.member_id = o.member_id
					and f.state = 'ACTIVE'
				where o.organization_id = :organization and o.day between :from and :as_of
				group by o.member_id
				having sum(o.orders) > 0
			), scored as (
				select b.*, <recency> as recency, <frequency> as frequency, <money> as money
				from bought b
			), kept as (
				insert into rfm_scores (organization_id, member_id, last_paid, orders, spend, recency, frequency, money)
				select cast(:organization as uuid), s.member_id, s.last_paid, s.orders, s.spend, s.recency, s.frequency,
					s.money
				from scored s
				on conflict (organization_id, member_id) do update
				set last_paid = excluded.last_paid, orders = excluded.orders, spend = excluded.spend,
					recency = excluded.recency, frequency = excluded.frequency, money = excluded.money
				where (rfm_scores.last_paid, rfm_scores.orders, rfm_scores.spend, rfm_scores.recency,
					rfm_scores.frequency, rfm_scores.money) is distinct from (excluded.last_paid, excluded.orders,
					excluded.spend, excluded.recency, excluded.frequency, excluded.money)
				returning 1
			), gone as (
				delete from rfm_scores c
				where c.organization_id = :organization
				and not exists (select 1 from bought b where b.member_id = c.member_id)
				returning 1
			)
			select count(*) from scored
			""".replace("<recency>", FIFTH.formatted("b.last_paid"))
		.replace("<frequency>", FIFTH.formatted("b.orders"))
		.replace("<money>", FIFTH.formatted("b.spend"));

	private static final String IN_SCOPE = """
			and exists (select 1 from member_group_facts s
				where s.organization_id = :organization and s.member_id = c.member_id
				and s.left_at is null and s.group_id = any(cast(:groups as uuid[])))
			""";

	private final OrganizationService organizations;

	private final CommunityService communities;

	private final MemberService members;

	private final JobService jobs;

	private final AuditTrail audit;

	private final Statistics statistics;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Scores everybody as of today, in the background.
	 * @return the id of the job
	 */
	@May(Permission.TIER_READ)
	public UUID start() {
		return jobs.start(RfmJob.KIND, Map.of("asOf", organizations.today().toString()), "/tiers/rfm");
	}

	/**
	 * Lets another number of days count from now on, today included.
	 * @throws RfmRefused if it is no such number
	 */
	@May(Permission.POLICY_EDIT)
	public void choose(int windowDays) {
		if (windowDays < SHORTEST_WINDOW || windowDays > LONGEST_WINDOW) {
			throw RfmRefused.window();
		}
		int before = run().next();
		jdbc.sql("""
				insert into rfm_runs (organization_id, window_days) values (:organization, :window)
				on conflict (organization_id) do update set window_days = excluded.window_days
				""").param("organization", tenancy.current()).param("window", windowDays).update();
		if (before != windowDays) {
			audit.record("rfm.window.changed", "rfm", tenancy.current(), Map.of("windowDays", before),
					Map.of("windowDays", windowDays));
		}
	}

	/**
	 * Scores everybody as of the end of a day. One run after the other; the same day
	 * again changes nothing.
	 * @return how many bought in the window
	 */
	long compute(LocalDate asOf) {
		jdbc.sql("""
				insert into rfm_runs (organization_id, window_days) values (:organization, :window)
				on conflict (organization_id) do update set window_days = rfm_runs.window_days
				""").param("organization", tenancy.current()).param("window", USUAL_WINDOW).update();
		statistics.refresh();
		long buyers = jdbc.sql(COMPUTE)
			.param("organization", tenancy.current())
			.param("from", asOf.minusDays(run().next() - 1L))
			.param("as_of", asOf)
			.query(Long.class)
			.single();
		jdbc.sql("""
				update rfm_runs set as_of = :as_of, computed_at = :now, computed_days = window_days
				where organization_id = :organization
				""")
			.param("organization", tenancy.current())
			.param("as_of", asOf)
			.param("now", Timestamp.from(clock.instant()))
			.update();
		return buyers;
	}

	/** Who bought in the window, for those members that who acts may see. */
	@May(Permission.TIER_READ)
	@Transactional(readOnly = true)
	public RfmGrid grid() {
		GroupScope scope = communities.scope();
		String currency = organizations.current().currency();
		Run run = run();
		List<RfmCell> cells = jdbc.sql("""
				select c.recency, c.frequency, count(*) as members, cast(sum(c.spend) as bigint) as spend
				from rfm_scores c
				join member_facts f on f.organization_id = :organization and f.member_id = c.member_id
					and f.state = 'ACTIVE'
				where c.organization_id = :organization
				""" + (scope.all() ? "" : IN_SCOPE) + """
				group by c.recency, c.frequency order by c.recency desc, c.frequency
				""")
			.param("organization", tenancy.current())
			.param("groups", scope.array())
			.query((row, number) -> new RfmCell(row.getInt("recency"), row.getInt("frequency"),
					RfmSegment.of(row.getInt("recency"), row.getInt("frequency")), row.getLong("members"),
					new Money(row.getLong("spend"), currency)))
			.list();
		return new RfmGrid(run.asOf(), run.windowDays(), cells);
	}

	/** The window that the next computation has, in days. */
	@May(Permission.TIER_READ)
	@Transactional(readOnly = true)
	public int windowDays() {
		return run().next();
	}

	/**
	 * What a member bought, and the scores of it.
	 * @throws io.guildhall.shared.DomainException if there is no such member
	 */
	@May(Permission.TIER_READ)
	@Transactional(readOnly = true)
	public MemberRfm of(MemberId member) {
		members.require(member);
		String currency = organizations.current().currency();
		Optional<MemberRfm.Scores> scores = jdbc.sql("""
				select * from rfm_scores where organization_id = :organization and member_id = :member
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.query((row, number) -> scores(row, currency))
			.optional();
		Run run = run();
		return new MemberRfm(member.id(), run.asOf(), run.windowDays(), scores.orElse(null));
	}

	private Run run() {
		return jdbc.sql("select * from rfm_runs where organization_id = :organization")
			.param("organization", tenancy.current())
			.query((row, number) -> new Run(row.getObject("as_of", LocalDate.class),
					row.getObject("computed_days", Integer.class), row.getInt("window_days")))
			.optional()
			.orElse(new Run(null, null, USUAL_WINDOW));
	}

	private static MemberRfm.Scores scores(ResultSet row, String currency) throws SQLException {
		int recency = row.getInt("recency");
		int frequency = row.getInt("frequency");
		return new MemberRfm.Scores(recency, frequency, row.getInt("money"), RfmSegment.of(recency, frequency),
				row.getObject("last_paid", LocalDate.class), row.getLong("orders"),
				new Money(row.getLong("spend"), currency));
	}

	/**
	 * The last computation, and the window of the next.
	 */
	private record Run(@Nullable LocalDate asOf, @Nullable Integer computed, int next) {

		int windowDays() {
			return (computed != null) ? computed : next;
		}

	}

}
