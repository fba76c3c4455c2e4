package io.guildhall.occasion;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Where the occasions of rules are found: among the facts of other modules, so that it
 * does not matter by which way they came about. What a pass has missed, the next one
 * finds; but nobody is congratulated weeks later.
 */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
class OccasionSources {

	/** As far back an occasion is looked for. */
	private static final Duration HORIZON = Duration.ofDays(30);

	/** As many days after a birthday its coupon is still given. */
	private static final int LATE = 7;

	/**
	 * Each names a member, which occasion of theirs it was, and the order that was paid.
	 */
	private static final Map<Occasion, String> SOURCES = Map.of(Occasion.JOINED, """
			select m.member_id, 'joined' as occasion, cast(null as uuid) as order_id from member_facts m
			where m.organization_id = :organization and m.created_at >= :since
			""", Occasion.TIER,
			"""
					select c.member_id, cast(c.day as text) as occasion, cast(null as uuid) as order_id from tiering_change_facts c
					where c.organization_id = :organization and c.community_id is null and c.to_tier = :tier and c.day >= :sinceDay
					""",
			Occasion.BIRTHDAY, """
					select f.member_id, d.year as occasion, cast(null as uuid) as order_id
					from unnest(cast(:days as text[]), cast(:years as text[])) as d (day, year)
					join field_day_facts f on to_char(f.day, 'MM-DD') = d.day
					where f.organization_id = :organization and f.field_id = :field
					""", Occasion.PAYMENT,
			"""
					select distinct l.member_id, cast(l.order_id as text) as occasion, l.order_id from order_line_facts l
					join order_facts p on p.organization_id = :organization and p.order_id = l.order_id
					where l.organization_id = :organization and l.product_id = :product and l.paid_day >= :sinceDay
					and p.paid_at >= :since and p.state in ('PAID', 'PARTLY_REFUNDED')
					and (l.total_minor = 0 or l.refunded_minor < l.total_minor)
					""");

	/** Where somebody is to come into a group. */
	private static final String JOINED_GROUP = """
			select distinct s.member_id, 'joined' as occasion, cast(null as uuid) as order_id from member_group_facts s
			where s.organization_id = :organization and s.group_id = :group and s.joined_at >= :since
			""";

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/** An occasion of a member for which nothing was given yet. */
	record Found(UUID memberId, String occasion, @Nullable UUID orderId) {

		MemberId member() {
			return new MemberId(memberId);
		}

	}

	/** What is to be looked at next, of those who are members now. */
	List<Found> next(OccasionRule rule, int limit) {
		return jdbc
			.sql("""
					select found.member_id, found.occasion, found.order_id from (%s) found
					join member_facts active on active.organization_id = :organization and active.member_id = found.member_id
					where active.state = 'ACTIVE' and not exists (select from occasion_givings g
					    where g.organization_id = :organization and g.rule_id = :rule and g.member_id = found.member_id
					    and g.occasion = found.occasion and g.outcome <> 'AGAIN')
					order by found.member_id, found.occasion limit :limit
					"""
				.formatted((rule.group() != null) ? JOINED_GROUP : SOURCES.get(rule.occasion())))
			.params(parameters(rule))
			.param("limit", limit)
			.query(Found.class)
			.list();
	}

	private Map<String, @Nullable Object> parameters(OccasionRule rule) {
		Instant now = clock.instant();
		LocalDate today = organizations.dayOf(now);
		Instant earliest = now.minus(HORIZON);
		Instant since = rule.since().isAfter(earliest) ? rule.since() : earliest;
		LocalDate sinceDay = organizations.dayOf(since);
		Map<String, @Nullable Object> parameters = new HashMap<>();
		parameters.put("organization", tenancy.current());
		parameters.put("rule", rule.id().id());
		parameters.put("since", Timestamp.from(since));
		parameters.put("sinceDay", Date.valueOf(sinceDay));
		parameters.put("group", (rule.group() != null) ? rule.group().id() : null);
		parameters.put("tier", (rule.tier() != null) ? rule.tier().name() : null);
		parameters.put("field", (rule.field() != null) ? rule.field().id() : null);
		parameters.put("product", (rule.product() != null) ? rule.product().id() : null);
		LocalDate ruled = organizations.dayOf(rule.since());
		LocalDate first = today.minusDays(LATE);
		Map<String, Integer> birthdays = birthdays(first.isAfter(ruled) ? first : ruled, today);
		parameters.put("days", birthdays.keySet().toArray(String[]::new));
		parameters.put("years", birthdays.values().stream().map(String::valueOf).toArray(String[]::new));
		return parameters;
	}

	/**
	 * The birthdays that fall on these days, each with the year in which it does. Who was
	 * born on the 29th of February has it on the 28th in a year without one.
	 */
	static Map<String, Integer> birthdays(LocalDate from, LocalDate until) {
		Map<String, Integer> days = new LinkedHashMap<>();
		for (LocalDate day = from; !day.isAfter(until); day = day.plusDays(1)) {
			days.put(MonthDay.from(day).toString().substring(2), day.getYear());
			if (day.getMonth() == Month.FEBRUARY && day.getDayOfMonth() == 28 && !day.isLeapYear()) {
				days.put("02-29", day.getYear());
			}
		}
		return days;
	}

}
