package io.guildhall.health;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
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
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupScope;
import io.guildhall.community.GroupSummary;
import io.guildhall.job.JobService;
import io.guildhall.member.MemberTagging;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Tells how groups are, from what was counted once a day. */
@Service
@Transactional
@RequiredArgsConstructor
public class HealthService {

	private static final int LONGEST_TAG = 40;

	private static final int POSTERS = 10;

	private static final int MONTH = 30;

	private static final String LATEST = """
			select h.* from group_health h
			where h.organization_id = :organization and (cast(:one as uuid) is null or h.group_id = :one)
			and h.day = (select max(l.day) from group_health l where l.organization_id = :organization
				and l.group_id = h.group_id)
			""";

	private final CommunityService communities;

	private final OrganizationService organizations;

	private final JobService jobs;

	private final MemberTagging tagging;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * Who posts links or advertises in a group.
	 *
	 * @param messages of the last thirty days
	 * @param links of these, the ones with a link or a card
	 * @param ads of these, the ones that advertise
	 * @param last day on which the member did either
	 */
	public record Poster(UUID member, String name, long messages, long links, long ads, LocalDate last) {
	}

	/**
	 * Counts all groups as of now, in the background.
	 * @return the job
	 */
	@May(Permission.COMMUNITY_READ)
	public UUID start() {
		return jobs.start(HealthJob.KIND, Map.of("day", organizations.today().toString()), "/health");
	}

	/** How the groups are that may be seen, the worst first. */
	@Transactional(readOnly = true)
	@May(Permission.COMMUNITY_READ)
	public List<GroupHealth> list() {
		return latest(null).stream()
			.filter(health -> !health.group().archived())
			.sorted(Comparator.comparing(GroupHealth::stage)
				.thenComparing(health -> -health.vitals().quietDays())
				.thenComparing(health -> health.group().name()))
			.toList();
	}

	/**
	 * How a group is; empty where it was not counted yet.
	 * @throws io.guildhall.community.CommunityRefused if there is no such group, or it
	 * may not be seen
	 */
	@Transactional(readOnly = true)
	@May(Permission.COMMUNITY_READ)
	public Optional<GroupHealth> of(GroupId group) {
		communities.require(group);
		return latest(group).stream().findFirst();
	}

	/**
	 * How a group was, day by day, as far as it was counted.
	 * @param from the first day
	 * @param to the last day
	 * @throws HealthRefused if they are more than a year apart, or not in their order
	 */
	@Transactional(readOnly = true)
	@May(Permission.COMMUNITY_READ)
	public List<GroupHealth> days(GroupId group, LocalDate from, LocalDate to) {
		GroupSummary summary = communities.require(group);
		if (to.isBefore(from) || from.isBefore(to.minusDays(366))) {
			throw HealthRefused.period();
		}
		return jdbc.sql("""
				select h.* from group_health h
				where h.organization_id = :organization and h.group_id = :group and h.day between :from and :to
				order by h.day
				""")
			.param("organization", tenancy.current())
			.param("group", group.id())
			.param("from", from)
			.param("to", to)
			.query((row, number) -> {
				GroupVitals vitals = VitalsRows.vitals(row);
				return new GroupHealth(summary, vitals, GroupStage.valueOf(row.getString("stage")), vitals.reasons());
			})
			.list();
	}

	/** Who posted most advertisements in a group within thirty days, then most links. */
	@Transactional(readOnly = true)
	@May(Permission.MEMBER_READ)
	public List<Poster> posters(GroupId group) {
		communities.require(group);
		return jdbc
			.sql("""
					select d.member_id as member, f.display_name as name, sum(d.messages) as messages, sum(d.links) as links,
						sum(d.ads) as ads, max(d.day) filter (where d.links + d.ads > 0) as last
					from activity_day_facts d
					join member_facts f on f.organization_id = d.organization_id and f.member_id = d.member_id
					where d.organization_id = :organization and d.group_id = :group and d.day > :since
					group by d.member_id, f.display_name
					having sum(d.links + d.ads) > 0
					order by sum(d.ads) desc, sum(d.links) desc, d.member_id
					limit :most
					""")
			.param("organization", tenancy.current())
			.param("group", group.id())
			.param("since", organizations.today().minusDays(MONTH))
			.param("most", POSTERS)
			.query(Poster.class)
			.list();
	}

	/** The tag by which members are known to be staff; empty where there is none. */
	@Transactional(readOnly = true)
	@May(Permission.COMMUNITY_READ)
	public Optional<String> staffTag() {
		return jdbc.sql("""
				select staff_tag from health_states where organization_id = :organization and staff_tag is not null
				""").param("organization", tenancy.current()).query(String.class).optional().map(tagging::known);
	}

	/**
	 * From the next counting on whoever has the tag counts as staff.
	 * @param tag null or blank for nobody
	 * @throws HealthRefused if it is too long
	 */
	@May(Permission.ORGANIZATION_SETTINGS)
	public void staffTag(@Nullable String tag) {
		String clean = (tag != null) ? tag.replaceAll("\\p{Cntrl}", "").strip() : "";
		String word = clean.isEmpty() ? null : clean;
		if (word != null && word.length() > LONGEST_TAG) {
			throw HealthRefused.tag(LONGEST_TAG);
		}
		jdbc.sql("""
				insert into health_states (organization_id, staff_tag) values (:organization, :tag)
				on conflict (organization_id) do update set staff_tag = excluded.staff_tag
				""").param("organization", tenancy.current()).param("tag", word).update();
		audit.record("health.staff", "organization", tenancy.current(), Map.of("tag", (word != null) ? word : ""));
	}

	private List<GroupHealth> latest(@Nullable GroupId one) {
		GroupScope scope = communities.scope();
		List<Judged> rows = jdbc.sql(LATEST)
			.param("organization", tenancy.current())
			.param("one", (one != null) ? one.id() : null)
			.query((row, number) -> new Judged(VitalsRows.vitals(row), GroupStage.valueOf(row.getString("stage"))))
			.list()
			.stream()
			.filter(row -> scope.contains(row.vitals().group()))
			.toList();
		Map<GroupId, GroupSummary> names = communities
			.summaries(rows.stream().map(row -> row.vitals().group()).toList());
		List<GroupHealth> health = new ArrayList<>();
		for (Judged row : rows) {
			GroupSummary group = names.get(row.vitals().group());
			if (group != null) {
				health.add(new GroupHealth(group, row.vitals(), row.stage(), row.vitals().reasons()));
			}
		}
		return health;
	}

	private record Judged(GroupVitals vitals, GroupStage stage) {
	}

}
