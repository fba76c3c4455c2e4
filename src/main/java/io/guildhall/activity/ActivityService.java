package io.guildhall.activity;

import java.sql.Date;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.activity.ActivityRecorded.Result;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupScope;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberIdentities;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewIdentity;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Records what members do, and shows it by member and by group. */
@Service
@Transactional
@RequiredArgsConstructor
public class ActivityService {

	/** The most events that are told at once. */
	public static final int MOST = 10_000;

	private static final String UNKNOWN_MEMBER = "activity.unknown-member";

	private static final String UNKNOWN_GROUP = "activity.unknown-group";

	private static final int TOP = 10;

	private final ActivityFolding folding;

	private final MemberService members;

	private final CommunityService communities;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final MemberIdentities identities;

	/**
	 * Records what a program tells. The same event twice is once; what cannot be taken is
	 * left out by itself. Late events land on their day.
	 * @return what became of each
	 * @throws ActivityRefused if there are more than {@link #MOST}
	 */
	@May(Permission.IMPORT_RUN)
	public ActivityRecorded record(List<NewActivity> told) {
		if (told.size() > MOST) {
			throw ActivityRefused.tooMany();
		}
		Told rows = new Told(organizations.current());
		Map<NewIdentity, MemberId> owners = identities
			.owners(told.stream().map(NewActivity::identity).filter(Objects::nonNull).toList());
		Set<UUID> known = known(told);
		GroupScope scope = communities.scope();
		List<Result> results = new ArrayList<>(told.size());
		for (NewActivity event : told) {
			MemberId member = event.member();
			if (member == null && event.identity() != null) {
				member = owners.get(event.identity());
			}
			else if (member != null && !known.contains(member.id())) {
				member = null;
			}
			if (member == null) {
				results.add(Result.refused(UNKNOWN_MEMBER, (event.member() != null) ? "member" : "identity"));
			}
			else if (!known.contains(event.group().id()) || !scope.contains(event.group())) {
				results.add(Result.refused(UNKNOWN_GROUP, "group"));
			}
			else {
				results.add(Result.OUTSIDE);
				rows.add(results.size() - 1, event, member);
			}
		}
		if (!rows.isEmpty()) {
			Set<Long> fresh = new HashSet<>();
			folding.take(rows, fresh);
			rows.answer(results, fresh, folding.window());
		}
		return ActivityRecorded.of(results);
	}

	/**
	 * What a member did in the year to a day.
	 * @param to the last day; null for today
	 * @throws io.guildhall.shared.DomainException if who acts sees no such member
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public MemberYear year(MemberId member, @Nullable LocalDate to) {
		members.require(member);
		LocalDate last = (to != null) ? to : organizations.today();
		LocalDate first = last.minusDays(364);
		GroupScope scope = communities.scope();
		List<MemberYear.Day> days = jdbc.sql("""
				select day, sum(messages) as messages, sum(others) as others from activity_days
				where organization_id = :organization and member_id = :member and day between :first and :last
				and (:all or group_id = any(cast(:groups as uuid[])))
				group by day order by day
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("first", Date.valueOf(first))
			.param("last", Date.valueOf(last))
			.param("all", scope.all())
			.param("groups", scope.array())
			.query((row, number) -> new MemberYear.Day(row.getObject(1, LocalDate.class), row.getLong(2),
					row.getLong(3)))
			.list();
		LocalDate spoke = jdbc.sql("""
				select max(day) from activity_days
				where organization_id = :organization and member_id = :member and messages > 0
				and (:all or group_id = any(cast(:groups as uuid[])))
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("all", scope.all())
			.param("groups", scope.array())
			.query((row, number) -> java.util.Optional.ofNullable(row.getObject(1, LocalDate.class)))
			.single()
			.orElse(null);
		return new MemberYear(first, last, days.stream().mapToLong(MemberYear.Day::messages).sum(), days.size(), spoke,
				days);
	}

	/**
	 * Who speaks in a group, in the weeks to this one.
	 * @param weeks how many, 1 to 104
	 * @throws io.guildhall.shared.DomainException if who acts sees no such group
	 */
	@May(Permission.COMMUNITY_READ)
	@Transactional(readOnly = true)
	public GroupSpeaking speaking(GroupId group, int weeks) {
		communities.require(group);
		LocalDate today = organizations.today();
		LocalDate last = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
		LocalDate first = last.minusWeeks(Math.max(1, Math.min(weeks, 104)) - 1L);
		List<GroupSpeaking.Week> speaking = jdbc.sql("""
				with weeks as (
					select cast(w as date) as monday
					from generate_series(cast(:first as timestamp), cast(:last as timestamp), interval '7 days') as w
				), spoke as (
					select cast(date_trunc('week', cast(d.day as timestamp)) as date) as monday, d.member_id,
						sum(d.messages) as messages
					from activity_days d
					where d.organization_id = :organization and d.group_id = :group and d.day >= :first
					and d.messages > 0
					group by 1, 2
				), present as (
					select w.monday, s.member_id
					from weeks w
					join member_group_facts s on s.organization_id = :organization and s.group_id = :group
						and s.joined_day <= w.monday + 6 and (s.left_day is null or s.left_day >= w.monday)
					union
					select s.monday, s.member_id from spoke s
				)
				select w.monday, (select count(*) from spoke s where s.monday = w.monday) as speakers,
					(select count(*) from present p where p.monday = w.monday) as present,
					(select coalesce(sum(s.messages), 0) from spoke s where s.monday = w.monday) as messages
				from weeks w
				order by w.monday
				""")
			.param("organization", tenancy.current())
			.param("group", group.id())
			.param("first", Date.valueOf(first))
			.param("last", Date.valueOf(last))
			.query((row, number) -> new GroupSpeaking.Week(row.getObject(1, LocalDate.class), row.getLong(2),
					row.getLong(3), row.getLong(4)))
			.list();
		return new GroupSpeaking(first, today, speaking, top(group, first));
	}

	private List<GroupSpeaking.Speaker> top(GroupId group, LocalDate first) {
		return jdbc.sql("""
				select d.member_id, f.display_name, sum(d.messages) as messages,
					count(*) filter (where d.messages > 0) as days, max(d.day) filter (where d.messages > 0) as last
				from activity_days d
				join member_facts f on f.organization_id = d.organization_id and f.member_id = d.member_id
				where d.organization_id = :organization and d.group_id = :group and d.day >= :first
				group by d.member_id, f.display_name
				having sum(d.messages) > 0
				order by sum(d.messages) desc, d.member_id
				limit :top
				""")
			.param("organization", tenancy.current())
			.param("group", group.id())
			.param("first", Date.valueOf(first))
			.param("top", TOP)
			.query((row, number) -> new GroupSpeaking.Speaker(row.getObject(1, UUID.class), row.getString(2),
					row.getLong(3), row.getLong(4), row.getObject(5, LocalDate.class)))
			.list();
	}

	/** Which of the members and groups that are named there are. */
	private Set<UUID> known(List<NewActivity> told) {
		return new HashSet<>(jdbc.sql("""
				select member_id from member_facts
				where organization_id = :organization and state = 'ACTIVE'
				and member_id = any(cast(:members as uuid[]))
				union all
				select group_id from community_group_facts
				where organization_id = :organization and group_id = any(cast(:groups as uuid[]))
				""")
			.param("organization", tenancy.current())
			.param("members",
					told.stream()
						.map(NewActivity::member)
						.filter(Objects::nonNull)
						.map(MemberId::id)
						.distinct()
						.toArray(UUID[]::new))
			.param("groups", told.stream().map(NewActivity::group).map(GroupId::id).distinct().toArray(UUID[]::new))
			.query(UUID.class)
			.list());
	}

}
