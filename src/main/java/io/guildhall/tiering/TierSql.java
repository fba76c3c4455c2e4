package io.guildhall.tiering;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The rule of {@link TierRule} for all members at once, over the facts of other modules:
 * a common table expression {@code tiers} with member_id, tier, before_tier, activity,
 * activity_before, spend, spend_before and joined_day; or the statement that finds who
 * has another tier now. Joined is the earliest day of which anything is known; nobody is
 * judged as of a day before it. The earlier days than the one of joining are only looked
 * up for those who would be new without them, and for those whose day is written down:
 * {@code joined_day} is an expression, worked out where it is asked for. What is known of
 * a member from several sides, one row from each, is laid together by a grouping, not
 * joined: right after a first import the planner takes all sides for a row each, and
 * joined by comparing all with all, which took minutes for 23,570 members (ADR 14).
 */
final class TierSql {

	private static final String MEMBERS = """
			with members_judged as not materialized (
				select f.organization_id, f.member_id, f.created_day
				from member_facts f
				where f.organization_id = :organization and f.state = 'ACTIVE' <of community> <only f>
			), active as (
				select d.member_id, coalesce(<activity> filter (where d.day >= :start), 0) as in_window,
					coalesce(<activity> filter (where d.day < :start), 0) as in_window_before
				from activity_day_facts d
				where d.organization_id = :organization and d.day between :before and :as_of <in community> <only d>
				group by d.member_id
			), spent as (
				<spent>
			), tier_before as (
				<tier before>
			), known as (
				select m.member_id, true as judged, m.created_day as day, cast(null as bigint) as activity,
					cast(null as bigint) as activity_before, cast(null as bigint) as spend, cast(null as bigint) as spend_before,
					cast(null as text) as tier
				from members_judged m
				union all
				select a.member_id, null, null, a.in_window, a.in_window_before, null, null, null from active a
				union all
				select s.member_id, null, null, null, null, s.in_window, s.in_window_before, null from spent s
				union all
				select b.member_id, null, null, null, null, null, null, b.tier from tier_before b
			), inputs as (
				select k.member_id, coalesce(max(k.activity), 0) as activity, coalesce(max(k.activity_before), 0) as activity_before,
					coalesce(max(k.spend), 0) as spend, coalesce(max(k.spend_before), 0) as spend_before,
					max(k.tier) as before_tier, max(k.day) as created_day, coalesce(bool_or(k.judged), false) as judged
				from known k
				group by k.member_id
			), placed as (
				select i.*, <tier> as placed from inputs i
				where i.judged or i.before_tier is not null
			), found as <materialized> (
				select p.member_id, p.activity, p.activity_before, p.spend, p.spend_before, p.created_day, p.before_tier,
					p.judged and (p.created_day <= :as_of <or known p by :as_of>) as is_here,
					case when p.placed in ('CORE', 'POTENTIAL') or p.created_day <= :settled <or known p by :settled>
						then p.placed else 'NEW' end as tier
				from placed p
			)
			""";

	private static final String TIERS = """
			, tiers as not materialized (
				select f.member_id, f.activity, f.activity_before, f.spend, f.spend_before, f.before_tier, f.tier,
					<joined> as joined_day
				from found f
				where f.is_here
			)
			""";

	/**
	 * Fenced off, so that who is looked up is looked up once, and read once, so that the
	 * database may share it among its processes.
	 */
	private static final String MOVES = """
			select <member> as member_id, <from> as from_tier, <now> as now_tier, f.to_tier,
				case when f.to_tier is null then 0 else f.activity end as activity,
				case when f.to_tier is null then 0 else f.spend end as spend,
				case when f.to_tier is not null then <joined> end as joined_day
			from (select x.*, case when x.is_here then x.tier end as to_tier from found x offset 0) f
			<beside>
			where <moved>
			order by 1
			""";

	private static final String AS_NOW = """
			full join (select a.member_id, a.tier from tier_assignments a
				where a.organization_id = :organization and a.policy_id = :policy) c on c.member_id = f.member_id""";

	/**
	 * Who looks back compares with what was before, and with what is written down now.
	 */
	private static final String NOT_AS_NOW = """
			f.to_tier is distinct from c.tier or (f.to_tier is not null and f.to_tier is distinct from f.before_tier)""";

	private static final String JOINED = """
			case when f.created_day <= :settled then f.created_day
				else least(f.created_day, <earliest>) end""";

	/** The first day on which a member is known to have been in a group. */
	private static final String STAYED = """
			(select min(x.joined_day) from member_group_facts x
				where x.organization_id = :organization and x.member_id = %s.member_id)""";

	/** The first day on which a member did something. */
	private static final String ACTED = """
			(select x.first_day from activity_member_facts x
				where x.organization_id = :organization and x.member_id = %s.member_id)""";

	/**
	 * The first day on which a member paid. Fenced off: the database would look for the
	 * least day of one member along the paid days of the whole organization.
	 */
	private static final String BOUGHT = """
			(select min(x.paid_day) from (select o.paid_day from order_facts o
				where o.organization_id = :organization and o.member_id = %s.member_id offset 0) x)""";

	private static final String OF_COMMUNITY = """
			and exists (select 1 from member_group_facts s
				join community_group_facts g on g.organization_id = s.organization_id and g.group_id = s.group_id
				where s.organization_id = :organization and s.member_id = f.member_id
				and g.community_id = :community and s.joined_day <= :as_of
				and (s.left_day is null or s.left_day > :as_of))""";

	private static final String IN_COMMUNITY = """
			and d.group_id in (select g.group_id from community_group_facts g
				where g.organization_id = :organization and g.community_id = :community)""";

	private static final String SPENT = """
			select o.member_id, cast(coalesce(sum(<value>) <now>, 0) as bigint) as in_window,
				cast(coalesce(sum(<value>) filter (where o.day < :start), 0) as bigint) as in_window_before
			from order_spend_facts o
			where o.organization_id = :organization and o.day <= :as_of <from> <only o>
			group by o.member_id""";

	private static final String NOTHING_SPENT = """
			select cast(null as uuid) as member_id, cast(0 as bigint) as in_window,
				cast(0 as bigint) as in_window_before
			where false""";

	private static final String BEFORE_NOW = """
			select c.member_id, c.tier from tier_assignments c
			where c.organization_id = :organization and c.policy_id = :policy""";

	/** Who looks back does not judge by what came later. */
	private static final String BEFORE_THEN = """
			select distinct on (c.member_id) c.member_id, c.to_tier as tier from tier_changes c
			where c.organization_id = :organization and c.policy_id = :policy and c.day < :as_of
			order by c.member_id, c.day desc""";

	private static final String BY_ACTIVITY_AND_SPEND = """
			case when <active> then case when <spending> then 'CORE' else 'POTENTIAL' end
				else case when <spending> then 'DORMANT_SPENDER' else 'SILENT' end end""";

	private static final String BY_ACTIVITY = """
			case when <core> then 'CORE' when <potential> then 'POTENTIAL' else 'SILENT' end""";

	private static final String HOLDS = """
			(i.<value> >= <threshold> or (i.before_tier in (<in>) and i.<value>_before >= <threshold>
				and i.<value> * 100 >= <threshold> * (100 - <margin>)))""";

	private final String sql;

	private final boolean lookBack;

	private final Map<String, Object> parameters = new HashMap<>();

	/**
	 * The statement's beginning.
	 * @param lookBack whether a later day was evaluated already
	 * @param member who alone is judged; null for everybody
	 */
	TierSql(UUID organization, TierPolicyId policy, @Nullable UUID community, TierTerms terms, LocalDate asOf,
			boolean lookBack, @Nullable UUID member) {
		String begin = MEMBERS.replace("<of community>", (community != null) ? OF_COMMUNITY : "")
			.replace("<in community>", (community != null) ? IN_COMMUNITY : "")
			.replace("<spent>", spent(terms))
			.replace("<tier before>", lookBack ? BEFORE_THEN : BEFORE_NOW)
			.replace("<activity>",
					(terms.activityMeasure() == ActivityMeasure.MESSAGES) ? "sum(d.messages)"
							: "count(distinct case when d.messages + d.others > 0 then d.day end)")
			.replace("<tier>", tier(terms))
			.replace("<or known p by :as_of>", orKnownBy(":as_of"))
			.replace("<or known p by :settled>", orKnownBy(":settled"));
		for (String alias : new String[] { "f", "d", "o" }) {
			begin = begin.replace("<only " + alias + ">",
					(member != null) ? "and " + alias + ".member_id = :member" : "");
		}
		this.sql = begin;
		this.lookBack = lookBack;
		parameters.put("organization", organization);
		parameters.put("policy", policy.id());
		parameters.put("as_of", asOf);
		parameters.put("start", asOf.minusDays(terms.windowDays() - 1L));
		// The window before matters to who keeps a tier by the margin, and to who is
		// asked about.
		int windows = (terms.marginPercent() > 0 || member != null) ? 2 : 1;
		parameters.put("before", asOf.minusDays((long) windows * terms.windowDays() - 1));
		parameters.put("settled", asOf.minusDays(terms.windowDays()));
		if (community != null) {
			parameters.put("community", community);
		}
		if (member != null) {
			parameters.put("member", member);
		}
	}

	/** The statement: the common table expressions, and what is done with them. */
	String with(String rest) {
		return sql.replace("<materialized>", "materialized") + joined(TIERS) + rest;
	}

	/**
	 * The statement that finds who moves: member_id, from_tier, now_tier as it is written
	 * down (what it was before, unless somebody looks back), to_tier (null for who is
	 * judged no more), activity, spend and joined_day, by member, so that the keys of
	 * five indexes are written in their order.
	 */
	String moves() {
		return sql.replace("<materialized>", "not materialized") + joined(MOVES)
			.replace("<member>", lookBack ? "coalesce(f.member_id, c.member_id)" : "f.member_id")
			.replace("<from>",
					lookBack ? "case when f.to_tier is null then c.tier else f.before_tier end" : "f.before_tier")
			.replace("<now>", lookBack ? "c.tier" : "f.before_tier")
			.replace("<beside>", lookBack ? AS_NOW : "")
			.replace("<moved>", lookBack ? NOT_AS_NOW : "f.to_tier is distinct from f.before_tier");
	}

	private static String joined(String sql) {
		return sql.replace("<joined>", JOINED.replace("<earliest>",
				Stream.of(STAYED, BOUGHT, ACTED).map(first -> first.formatted("f")).collect(Collectors.joining(", "))));
	}

	Map<String, Object> parameters() {
		return parameters;
	}

	/**
	 * One after the other, the cheap ones first: whoever is known by one is not looked up
	 * in the next.
	 */
	private static String orKnownBy(String day) {
		return Stream.of(STAYED, BOUGHT, ACTED)
			.map(first -> " or " + first.formatted("p") + " <= " + day)
			.collect(Collectors.joining());
	}

	private static String spent(TierTerms terms) {
		if (terms.kind() == PolicyKind.ACTIVITY) {
			return NOTHING_SPENT;
		}
		return SPENT
			.replace("<value>",
					(terms.spendMeasure() == SpendMeasure.ORDERS) ? "o.orders" : "o.paid_minor - o.refunded_minor")
			.replace("<now>", terms.spendAllTime() ? "" : "filter (where o.day >= :start)")
			.replace("<from>", terms.spendAllTime() ? "" : "and o.day >= :before");
	}

	private static String tier(TierTerms terms) {
		int margin = terms.marginPercent();
		if (terms.kind() == PolicyKind.ACTIVITY) {
			return BY_ACTIVITY.replace("<core>", holds("activity", terms.activityThreshold(), margin, "'CORE'"))
				.replace("<potential>",
						holds("activity", terms.potentialOr(Long.MAX_VALUE), margin, "'CORE', 'POTENTIAL'"));
		}
		return BY_ACTIVITY_AND_SPEND
			.replace("<active>", holds("activity", terms.activityThreshold(), margin, "'CORE', 'POTENTIAL'"))
			.replace("<spending>", holds("spend", terms.spendOr(Long.MAX_VALUE), margin, "'CORE', 'DORMANT_SPENDER'"));
	}

	/** The numbers are checked ones of the policy, no text of anybody's. */
	private static String holds(String value, long threshold, int margin, String in) {
		return HOLDS.replace("<value>", value)
			.replace("<threshold>", "cast(" + threshold + " as bigint)")
			.replace("<margin>", Integer.toString(margin))
			.replace("<in>", in);
	}

}
