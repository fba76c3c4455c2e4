package io.guildhall.activity;

import java.sql.Array;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
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
 * The statements that store events and keep the roll-up equal to them: what is new is
 * added to the days of members, which moves their first and last ones, and what that
 * moved to the days of groups (docs/adr/0118-days-of-groups-are-added-to.md).
 */
@Component
@RequiredArgsConstructor
class ActivityFolding {

	/** No chat that could be exported is older. */
	private static final LocalDate FIRST_DAY = LocalDate.of(1980, 1, 1);

	/**
	 * What was told before and what is there after are added up side by side, not joined:
	 * rows that a statement makes itself are taken for few, and joined by comparing all
	 * with all (ADR 14). The days of groups, for which all wait, come after all others.
	 */
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
			), told as (
				select f.day, f.group_id, f.member_id, count(*) filter (where f.kind = 'MESSAGE') as messages,
					coalesce(sum(f.characters) filter (where f.kind = 'MESSAGE'), 0) as characters,
					count(*) filter (where f.kind <> 'MESSAGE') as others,
					count(*) filter (where f.kind = 'MESSAGE' and (f.has_link or f.pitch = 'CARD')) as links,
					count(*) filter (where f.kind = 'MESSAGE' and f.pitch <> 'CARD') as ads
				from fresh f
				where f.kind not in ('JOINED', 'LEFT', 'RENAMED')
				group by f.day, f.group_id, f.member_id
			), folded as (
				insert into activity_days (organization_id, day, group_id, member_id, messages, characters, others, links,
					ads)
				select :organization, t.day, t.group_id, t.member_id, t.messages, t.characters, t.others, t.links, t.ads
				from told t
				order by t.day, t.group_id, t.member_id
				on conflict (organization_id, day, group_id, member_id) do update
				set messages = activity_days.messages + excluded.messages,
					characters = activity_days.characters + excluded.characters,
					others = activity_days.others + excluded.others, links = activity_days.links + excluded.links,
					ads = activity_days.ads + excluded.ads
				returning day, group_id, member_id, messages
			), moved as (
				select b.day, b.group_id, b.member_id, sum(b.messages) as messages, sum(b.others) as others,
					sum(b.links) as links, sum(b.ads) as ads,
					sum(b.messages) > 0 and sum(b.messages) = sum(b.there) as began
				from (select t.day, t.group_id, t.member_id, t.messages, t.others, t.links, t.ads, 0 as there from told t
					union all
					select f.day, f.group_id, f.member_id, 0, 0, 0, 0, f.messages from folded f) b
				group by b.day, b.group_id, b.member_id
			), noted as (
				insert into activity_members (organization_id, member_id, first_day, last_day, spoke_day)
				select :organization, t.member_id, min(t.day), max(t.day), max(t.day) filter (where t.messages > 0)
				from told t
				group by t.member_id
				order by t.member_id
				on conflict (organization_id, member_id) do update
				set first_day = least(activity_members.first_day, excluded.first_day),
					last_day = greatest(activity_members.last_day, excluded.last_day),
					spoke_day = greatest(activity_members.spoke_day, excluded.spoke_day)
				where excluded.first_day < activity_members.first_day or excluded.last_day > activity_members.last_day
				or excluded.spoke_day > coalesce(activity_members.spoke_day, '-infinity')
				returning 1
			), days as (
				insert into activity_group_days (organization_id, day, group_id, messages, speakers, others, links, ads,
					changed_at)
				select :organization, a.day, a.group_id, a.messages, a.speakers, a.others, a.links, a.ads,
					cast(:now as timestamptz)
				from (select m.day, m.group_id, sum(m.messages) as messages, count(*) filter (where m.began) as speakers,
						sum(m.others) as others, sum(m.links) as links, sum(m.ads) as ads
					from moved m group by m.day, m.group_id
					union all
					select m.day, cast(:all as uuid), sum(m.messages), 0, sum(m.others), sum(m.links), sum(m.ads)
					from moved m group by m.day) a
				where (select count(*) from noted) >= 0
				order by a.day, a.group_id
				on conflict (organization_id, day, group_id) do update
				set messages = activity_group_days.messages + excluded.messages,
					speakers = activity_group_days.speakers + excluded.speakers,
					others = activity_group_days.others + excluded.others,
					links = activity_group_days.links + excluded.links, ads = activity_group_days.ads + excluded.ads,
					changed_at = excluded.changed_at
				returning 1
			)
			select (select count(*) from fresh) as fresh, <places> as places,
				array_agg(m.day) filter (where m.began) as days,
				array_agg(m.member_id) filter (where m.began) as members
			from moved m
			""";

	private static final String NO_PLACES = "cast(null as bigint[])";

	/** Of two that are told with the same identity, the first is the new one. */
	private static final String PLACES = """
			(select coalesce(array_agg(p.place), '{}') from (select min(b.place) as place
				from (select s.day, s.source, s.external_id, s.place, false as fresh from <events> s
					union all
					select f.day, f.source, f.external_id, null, true from fresh f) b
				group by b.day, b.source, b.external_id
				having bool_or(b.fresh)) as p)
			""";

	private static final String ASKED = """
			select count(*) as rows, count(*) filter (where s.day between :first and :last) as inside,
				min(s.day) filter (where s.day between :first and :last) as first,
				max(s.day) filter (where s.day between :first and :last) as last,
				array_agg(distinct cast(date_trunc('month', cast(s.day as timestamp)) as date))
					filter (where s.day between :first and :last) as months
			from <events> s where s.day is not null and s.member_id is not null and s.group_id is not null
			""";

	private static final String TEXTS = """
			insert into activity_texts (organization_id, day, source, external_id, body)
			select :organization, s.day, s.source, s.external_id, s.text
			from <events> s
			where s.day between :first and :last and s.member_id is not null and s.group_id is not null
			and s.text <> ''
			on conflict (organization_id, day, source, external_id) do nothing
			""";

	private final JdbcClient jdbc;

	private final ActivityMonths months;

	private final GroupDays groupDays;

	private final OrganizationService organizations;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Stores the events of a staging table and rolls up the new ones.
	 * @param run by which they can be taken back
	 * @param table of the staging
	 */
	ActivityTaken take(UUID run, String table) {
		Window window = window();
		Asked asked = statement(ASKED, table, Map.of(), window.first(), window.last())
			.query((row, number) -> new Asked(row.getLong("rows"), row.getLong("inside"),
					row.getObject("first", LocalDate.class), row.getObject("last", LocalDate.class),
					days(row.getArray("months"))))
			.single();
		return take(run, table, Map.of(), asked, null);
	}

	/**
	 * Stores what was told and rolls up what is new of it.
	 * @param fresh gets the places of the new ones
	 */
	ActivityTaken take(Told told, Set<Long> fresh) {
		return take(null, Told.RELATION, told.parameters(), told.asked(window()), fresh);
	}

	private ActivityTaken take(@Nullable UUID run, String events, Map<String, ?> parameters, Asked asked,
			@Nullable Set<Long> fresh) {
		if (asked.first() == null || asked.last() == null) {
			return new ActivityTaken(0, 0, asked.rows());
		}
		months.ensure(asked.days());
		String store = STORE.replace("<identity>", (fresh != null) ? ", source, external_id" : "")
			.replace("<places>", (fresh != null) ? PLACES : NO_PLACES);
		Stored stored = statement(store, events, parameters, asked.first(), asked.last()).param("run", run)
			.param("all", GroupDays.ALL)
			.param("now", Timestamp.from(clock.instant()))
			.query((row, number) -> new Stored(row.getLong(1), numbers(row.getArray(2)), days(row.getArray(3)),
					ids(row.getArray(4))))
			.single();
		if (fresh != null) {
			fresh.addAll(stored.places());
		}
		if (organizations.current().keepsText()) {
			statement(TEXTS, events, parameters, asked.first(), asked.last()).update();
		}
		groupDays.addSpeakers(stored.days(), stored.members());
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

	/**
	 * What is to be stored.
	 *
	 * @param rows all that somebody did in a group
	 * @param inside how many of them are of days that can be
	 * @param first the first such day; null where there is none
	 * @param days at least one of each month
	 */
	record Asked(long rows, long inside, @Nullable LocalDate first, @Nullable LocalDate last,
			Collection<LocalDate> days) {
	}

	/**
	 * What was stored.
	 *
	 * @param days on which somebody spoke in a group for the first time
	 * @param members who that was, one for each of the days
	 */
	private record Stored(long fresh, List<Long> places, List<LocalDate> days, List<UUID> members) {
	}

	private static List<LocalDate> days(@Nullable Array days) throws SQLException {
		return (days != null) ? Arrays.stream((Date[]) days.getArray()).map(Date::toLocalDate).toList() : List.of();
	}

	private static List<Long> numbers(@Nullable Array numbers) throws SQLException {
		return (numbers != null) ? List.of((Long[]) numbers.getArray()) : List.of();
	}

	private static List<UUID> ids(@Nullable Array ids) throws SQLException {
		return (ids != null) ? List.of((UUID[]) ids.getArray()) : List.of();
	}

}
