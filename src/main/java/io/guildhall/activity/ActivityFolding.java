package io.guildhall.activity;

import java.sql.Array;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * The statements that store events and keep the roll-up equal to them. What a day of a
 * group comes to is added up again from its members' days, so it is right in however many
 * slices the day came in; its row is locked before, so it is right when two write to the
 * day at once.
 */
@Component
@RequiredArgsConstructor
class ActivityFolding {

	/** The row of all groups among the days of groups. */
	static final UUID ALL_GROUPS = new UUID(0, 0);

	/** No chat that could be exported is older. */
	private static final LocalDate FIRST_DAY = LocalDate.of(1980, 1, 1);

	private static final String STORE = """
			with fresh as (
				insert into activity_events (organization_id, day, source, external_id, member_id, group_id, at, kind,
					characters, has_link, pitch, reply_to, run_id)
				select :organization, s.day, s.source, s.external_id, s.member_id, s.group_id, s.at, s.kind,
					coalesce(s.characters, 0), coalesce(s.has_link, false), s.pitch, s.reply_to, cast(:run as uuid)
				from <events> s
				where s.day between :first and :last and s.member_id is not null and s.group_id is not null
				on conflict (organization_id, day, source, external_id) do nothing
				returning day, group_id, member_id, kind, characters, has_link, pitch<identity>
			), folded as (
				insert into activity_days (organization_id, day, group_id, member_id, messages, characters, others, links,
					ads)
				select :organization, f.day, f.group_id, f.member_id, count(*) filter (where f.kind = 'MESSAGE'),
					coalesce(sum(f.characters) filter (where f.kind = 'MESSAGE'), 0),
					count(*) filter (where f.kind <> 'MESSAGE'),
					count(*) filter (where f.kind = 'MESSAGE' and (f.has_link or f.pitch = 'CARD')),
					count(*) filter (where f.kind = 'MESSAGE' and f.pitch <> 'CARD')
				from fresh f
				where f.kind not in ('JOINED', 'LEFT', 'RENAMED')
				group by f.day, f.group_id, f.member_id
				order by f.day, f.group_id, f.member_id
				on conflict (organization_id, day, group_id, member_id) do update
				set messages = activity_days.messages + excluded.messages,
					characters = activity_days.characters + excluded.characters,
					others = activity_days.others + excluded.others, links = activity_days.links + excluded.links,
					ads = activity_days.ads + excluded.ads
				returning 1
			)
			select (select count(*) from fresh) as fresh, (select count(*) from folded) as days,
				<places> as places
			""";

	private static final String NO_PLACES = "cast(null as bigint[])";

	/** Of two that are told with the same identity, the first is the new one. */
	private static final String PLACES = """
			(select coalesce(array_agg(place), '{}') from (select min(s.place) as place
				from <events> s
				join fresh f on f.day = s.day and f.source = s.source and f.external_id = s.external_id
				group by s.day, s.source, s.external_id) as first)
			""";

	private static final String TEXTS = """
			insert into activity_texts (organization_id, day, source, external_id, body)
			select :organization, s.day, s.source, s.external_id, s.text
			from <events> s
			where s.day between :first and :last and s.member_id is not null and s.group_id is not null
			and s.text <> ''
			on conflict (organization_id, day, source, external_id) do nothing
			""";

	private static final String LOCK_DAYS = """
			insert into activity_group_days (organization_id, day, group_id, messages, speakers, others)
			select :organization, t.day, t.group_id, 0, 0, 0
			from (<touched>) t
			order by t.day, t.group_id
			on conflict (organization_id, day, group_id) do update set messages = activity_group_days.messages
			""";

	/** With the organization as a column, as ADR 14 has it. */
	private static final String ADD_UP_DAYS = """
			with touched as materialized (
				select cast(:organization as uuid) as organization, d.day, d.group_id from (<touched>) d
			), added as (
				select t.organization, t.day, t.group_id, coalesce(sum(d.messages), 0) as messages,
					count(*) filter (where d.messages > 0) as speakers, coalesce(sum(d.others), 0) as others,
					coalesce(sum(d.links), 0) as links, coalesce(sum(d.ads), 0) as ads
				from touched t
				left join activity_days d on d.organization_id = t.organization and d.day = t.day
					and d.group_id = t.group_id
				where t.group_id <> :all
				group by t.organization, t.day, t.group_id
				union all
				select t.organization, t.day, :all, coalesce(sum(d.messages), 0),
					count(distinct d.member_id) filter (where d.messages > 0), coalesce(sum(d.others), 0),
					coalesce(sum(d.links), 0), coalesce(sum(d.ads), 0)
				from touched t
				left join activity_days d on d.organization_id = t.organization and d.day = t.day
				where t.group_id = :all
				group by t.organization, t.day
			)
			update activity_group_days g set messages = a.messages, speakers = a.speakers, others = a.others,
				links = a.links, ads = a.ads, changed_at = :now
			from added a
			where g.organization_id = a.organization and g.day = a.day and g.group_id = a.group_id
			""";

	private static final String TOUCHED_BY_EVENTS = """
			select distinct s.day, g.group_id
			from <events> s cross join lateral (values (s.group_id), (cast(:all as uuid))) as g (group_id)
			where s.day between :first and :last and s.member_id is not null and s.group_id is not null
			""";

	private final JdbcClient jdbc;

	private final ActivityMonths months;

	private final OrganizationService organizations;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Stores events and rolls up the new ones.
	 * @param run by which they can be taken back, null for those that came one by one
	 * @param events a relation with the columns of a staging table
	 * @param parameters that the relation needs
	 */
	ActivityTaken take(@Nullable UUID run, String events, Map<String, ?> parameters) {
		return take(run, events, parameters, null);
	}

	/**
	 * Stores events and rolls up the new ones, and tells which those were.
	 * @param events has the column place as well, a number of its own for each
	 * @param fresh gets the places of the new ones
	 */
	ActivityTaken take(@Nullable UUID run, String events, Map<String, ?> parameters, @Nullable Set<Long> fresh) {
		OrganizationDetails organization = organizations.current();
		Window window = window();
		LocalDate first = window.first();
		LocalDate last = window.last();
		Asked asked = statement("""
				select count(*) as rows, count(*) filter (where s.day between :first and :last) as inside,
					min(s.day) filter (where s.day between :first and :last) as first,
					max(s.day) filter (where s.day between :first and :last) as last
				from <events> s where s.day is not null and s.member_id is not null and s.group_id is not null
				""", events, parameters, first, last).query(Asked.class).single();
		if (asked.first() == null || asked.last() == null) {
			return new ActivityTaken(0, 0, asked.rows());
		}
		months.ensure(statement("""
				select distinct cast(date_trunc('month', cast(s.day as timestamp)) as date) from <events> s
				where s.day between :first and :last and s.member_id is not null and s.group_id is not null
				""", events, parameters, first, last).query(LocalDate.class).list());
		String store = STORE.replace("<identity>", (fresh != null) ? ", source, external_id" : "")
			.replace("<places>", (fresh != null) ? PLACES : NO_PLACES);
		Stored stored = statement(store, events, parameters, asked.first(), asked.last()).param("run", run)
			.query((row, number) -> new Stored(row.getLong(1), row.getLong(2), places(row.getArray(3))))
			.single();
		if (fresh != null) {
			fresh.addAll(stored.places());
		}
		if (organization.keepsText()) {
			statement(TEXTS, events, parameters, asked.first(), asked.last()).update();
		}
		if (stored.days() > 0) {
			addUp(TOUCHED_BY_EVENTS, events, parameters, asked.first(), asked.last());
		}
		if (run != null && stored.fresh() > 0) {
			remember(run, asked.first(), asked.last(), stored.fresh());
		}
		return new ActivityTaken(stored.fresh(), asked.inside() - stored.fresh(), asked.rows() - asked.inside());
	}

	/** Removes single events, and their words, before a day; the roll-up stays. */
	void forgetBefore(LocalDate day) {
		for (String table : List.of("activity_texts", "activity_events")) {
			jdbc.sql("delete from " + table + " where organization_id = :organization and day < :day")
				.param("organization", tenancy.current())
				.param("day", day)
				.update();
		}
	}

	/** The days that can be. */
	Window window() {
		OrganizationDetails organization = organizations.current();
		LocalDate today = organization.dayOf(clock.instant());
		LocalDate first = (organization.retentionMonths() > 0) ? today.minusMonths(organization.retentionMonths())
				: FIRST_DAY;
		return new Window(first, today.plusDays(1)); // a chat's clock may be ahead
	}

	/** From a day to a day, both included. */
	record Window(LocalDate first, LocalDate last) {

		boolean contains(LocalDate day) {
			return !day.isBefore(first) && !day.isAfter(last);
		}
	}

	/**
	 * Adds the days of groups up anew.
	 * @param touched yields day and group_id of those, and knows {@code :all},
	 * {@code :first} and {@code :last}
	 */
	void addUp(String touched, Map<String, ?> parameters) {
		addUp(touched, "", parameters, FIRST_DAY, window().last());
	}

	/**
	 * The same for days between two.
	 * @param events the relation of which {@code touched} speaks; empty where it does not
	 */
	void addUp(String touched, String events, Map<String, ?> parameters, LocalDate first, LocalDate last) {
		statement(LOCK_DAYS.replace("<touched>", touched), events, parameters, first, last).param("all", ALL_GROUPS)
			.update();
		// A statement of its own: it sees what those who held the locks before committed.
		statement(ADD_UP_DAYS.replace("<touched>", touched), events, parameters, first, last).param("all", ALL_GROUPS)
			.param("now", Timestamp.from(clock.instant()))
			.update();
	}

	private void remember(UUID run, LocalDate first, LocalDate last, long events) {
		jdbc.sql("""
				insert into activity_runs (organization_id, run_id, first_day, last_day, events)
				values (:organization, :run, :first, :last, :events)
				on conflict (organization_id, run_id) do update
				set first_day = least(activity_runs.first_day, excluded.first_day),
					last_day = greatest(activity_runs.last_day, excluded.last_day),
					events = activity_runs.events + excluded.events
				""")
			.param("organization", tenancy.current())
			.param("run", run)
			.param("first", first)
			.param("last", last)
			.param("events", events)
			.update();
	}

	private JdbcClient.StatementSpec statement(String sql, String events, Map<String, ?> parameters, LocalDate first,
			LocalDate last) {
		return jdbc.sql(sql.replace("<events>", events))
			.params(parameters)
			.param("organization", tenancy.current())
			.param("first", first)
			.param("last", last);
	}

	private record Asked(long rows, long inside, @Nullable LocalDate first, @Nullable LocalDate last) {
	}

	private record Stored(long fresh, long days, List<Long> places) {
	}

	private static List<Long> places(@Nullable Array places) throws SQLException {
		return (places != null) ? List.of((Long[]) places.getArray()) : List.of();
	}

}
