package io.guildhall.onboarding;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.ContactOwners;
import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffService;
import io.guildhall.staff.StaffSummary;
import io.guildhall.task.AskedTasks;
import lombok.RequiredArgsConstructor;

/**
 * Asks the staff to help those who are stuck, once for a member and a step, and takes
 * back what was asked once they have moved on.
 */
@Component
@Transactional
@RequiredArgsConstructor
class StuckMembers {

	/**
	 * Whoever is stuck for longer is shown and not asked for: a ladder that is set today
	 * would else ask for everybody who ever came.
	 */
	static final int WINDOW = 14;

	/** So many are asked for at once; the others follow. */
	static final int MOST = 200;

	private static final String SOURCE = "onboarding/";

	/**
	 * Of a member {@code s} who stands somewhere; nobody asks who is blocked to go on.
	 */
	private static final String ASKABLE = """
			exists (select from member_contact_facts f where f.organization_id = :organization
				and f.member_id = s.member_id and f.channel = 'CHAT' and not f.closed)
			and not exists (select from member_block_facts b where b.organization_id = :organization
				and b.member_id = s.member_id)
			and %s""".formatted(ChannelSteps.LAST);

	private final AskedTasks tasks;

	private final ContactOwners owners;

	private final StaffService staff;

	private final OrganizationService organizations;

	private final ChannelSteps steps;

	private final MessageSource texts;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private record Stuck(UUID id, MemberId member, String channel, LadderStep next, int checkIns, int stuckDays,
			@Nullable UUID host) {
	}

	/**
	 * Makes a task for each who is stuck on the ladder of the channel by which they came
	 * last and may be written to: for whoever looks after them, else for the host of the
	 * group that they were led to, else for an owner of the organization.
	 * @param channel only of this one; null for all
	 */
	void ask(@Nullable ChannelId channel, LocalDate today) {
		List<Stuck> all = stuck(channel, today);
		if (all.isEmpty()) {
			return;
		}
		Map<MemberId, UUID> carers = owners.of(all.stream().map(Stuck::member).toList());
		List<StaffSummary> here = staff.list();
		Set<UUID> accounts = here.stream().map(StaffSummary::accountId).collect(Collectors.toCollection(HashSet::new));
		UUID owner = here.stream()
			.filter(one -> one.role() == Role.OWNER)
			.findFirst()
			.map(StaffSummary::accountId)
			.orElse(null);
		Locale language = Locale.forLanguageTag(organizations.current().language());
		List<AskedTasks.Asked> asked = new ArrayList<>();
		List<UUID> rows = new ArrayList<>();
		for (Stuck one : all) {
			UUID carer = carers.get(one.member());
			UUID assignee = accounts.contains(carer) ? carer : accounts.contains(one.host()) ? one.host() : owner;
			if (assignee != null) {
				rows.add(one.id());
				asked.add(new AskedTasks.Asked(SOURCE + one.id(),
						texts.getMessage("onboarding.stuck.task",
								new Object[] { text(one.next(), one.checkIns(), language), one.channel() }, language),
						texts.getMessage("onboarding.stuck.note", new Object[] { one.stuckDays() }, language),
						one.member(), assignee, today));
			}
		}
		tasks.ask(asked);
		mark("asked_on", rows, today);
	}

	/**
	 * Takes back what was asked for those who have moved on, came by another channel
	 * since, or must not be written to any more.
	 * @param channel only of this one; null for all
	 */
	void settle(@Nullable ChannelId channel, LocalDate today) {
		List<UUID> over = jdbc.sql(ChannelSteps.STANDS + """
				select a.id from channel_steps a
				where a.organization_id = :organization and a.asked_on is not null and a.settled_on is null
				and (cast(:channel as uuid) is null or a.channel_id = cast(:channel as uuid))
				and not exists (select from stands s where s.id = a.id and s.goes_on and %s)
				""".formatted(ASKABLE)).params(steps.parameters(channel, null, today)).query(UUID.class).list();
		tasks.settle(over.stream().map(id -> SOURCE + id).toList());
		mark("settled_on", over, today);
	}

	/** The longest stuck first. */
	private List<Stuck> stuck(@Nullable ChannelId channel, LocalDate today) {
		return jdbc
			.sql(ChannelSteps.STANDS
					+ """
							select s.id, s.member_id, s.name, s.steps[s.place + 1] as next, s.check_ins, s.stuck_days,
								(select g.host_id from channel_joins j
									join community_group_facts g on g.organization_id = j.organization_id and g.group_id = j.group_id
									where j.organization_id = :organization and j.channel_id = s.channel_id and j.member_id = s.member_id
									order by j.joined_at desc limit 1) as host_id
							from stands s
							where s.stuck and s.asked_on is null
							and s.reached_on > cast(:today as date) - s.stuck_days - :window and %s
							order by s.reached_on, s.id limit :most
							"""
						.formatted(ASKABLE))
			.params(steps.parameters(channel, null, today))
			.param("window", WINDOW)
			.param("most", MOST)
			.query((row, number) -> new Stuck(row.getObject("id", UUID.class),
					new MemberId(row.getObject("member_id", UUID.class)), row.getString("name"),
					LadderStep.valueOf(row.getString("next")), row.getInt("check_ins"), row.getInt("stuck_days"),
					row.getObject("host_id", UUID.class)))
			.list();
	}

	private void mark(String column, List<UUID> rows, LocalDate day) {
		jdbc.sql("""
				update channel_steps set %s = :day
				where organization_id = :organization and id = any(cast(:rows as uuid[]))
				""".formatted(column))
			.param("day", Date.valueOf(day))
			.param("organization", tenancy.current())
			.param("rows", rows.stream().map(UUID::toString).toArray(String[]::new))
			.update();
	}

	private String text(LadderStep step, int checkIns, Locale language) {
		return texts.getMessage("onboarding.step." + step, new Object[] { checkIns }, language);
	}

}
