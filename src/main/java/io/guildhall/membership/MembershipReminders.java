package io.guildhall.membership;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
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
 * Reminds the staff of memberships that end soon, as many days before as the plan says: a
 * task for each end and number of days, once. What is renewed, cancelled or over is asked
 * for no longer. All of it follows from the facts of the day: a night that did not run is
 * made up for by the next, with the reminder that is due last.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class MembershipReminders {

	/** So many are asked for in a night; the others follow. */
	static final int MOST = 1000;

	private static final String SOURCE = "membership/";

	private final AskedTasks tasks;

	private final ContactOwners owners;

	private final StaffService staff;

	private final OrganizationService organizations;

	private final MessageSource texts;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private record Due(UUID membershipId, UUID memberId, String planName, LocalDate endsOn, int days) {

		String source() {
			return SOURCE + membershipId + "/" + endsOn + "/" + days;
		}

	}

	/** Asks for what is due, and takes back what is not any more. */
	void remind(LocalDate today) {
		tasks.settle(settled(today).stream().map(Due::source).toList());
		List<Due> due = due(today);
		if (due.isEmpty()) {
			return;
		}
		List<StaffSummary> here = staff.list();
		Set<UUID> accounts = here.stream().map(StaffSummary::accountId).collect(Collectors.toSet());
		UUID owner = here.stream()
			.filter(one -> one.role() == Role.OWNER)
			.findFirst()
			.map(StaffSummary::accountId)
			.orElse(null);
		Map<MemberId, UUID> carers = owners
			.of(due.stream().map(one -> new MemberId(one.memberId())).distinct().toList());
		Locale language = Locale.forLanguageTag(organizations.current().language());
		List<AskedTasks.Asked> asked = new ArrayList<>();
		for (Due one : due) {
			UUID carer = carers.get(new MemberId(one.memberId()));
			UUID assignee = accounts.contains(carer) ? carer : owner;
			if (assignee != null) {
				String last = String.valueOf(one.endsOn().minusDays(1));
				asked.add(new AskedTasks.Asked(one.source(),
						texts.getMessage("membership.reminder.task", new Object[] { one.planName(), last }, language),
						texts.getMessage("membership.reminder.note", new Object[] { one.planName(), last }, language),
						new MemberId(one.memberId()), assignee, one.endsOn().isBefore(today) ? today : one.endsOn()));
			}
		}
		tasks.ask(asked);
	}

	/**
	 * Writes down what is due now and was not asked for before, the first to end first.
	 */
	private List<Due> due(LocalDate today) {
		return jdbc.sql("""
				with due as (
				    select m.organization_id, m.id, m.ends_on, min(r.days) as days from memberships m
				    join plan_reminders r on r.organization_id = m.organization_id and r.plan_id = m.plan_id
				    where m.organization_id = :organization and m.state = 'ACTIVE' and not m.cancels
				    and m.ends_on > :today and m.ends_on <= cast(:today as date) + 366 and m.ends_on - r.days <= :today
				    group by m.organization_id, m.id, m.ends_on order by m.ends_on, m.id),
				fresh as (
				    insert into membership_reminders (organization_id, membership_id, ends_on, days, asked_on)
				    select d.organization_id, d.id, d.ends_on, d.days, :today from due d
				    where not exists (select from membership_reminders r where r.organization_id = :organization
				        and r.membership_id = d.id and r.ends_on = d.ends_on and r.days <= d.days)
				    limit :most
				    on conflict do nothing
				    returning organization_id, membership_id, ends_on, days)
				select f.membership_id, m.member_id, p.name as plan_name, f.ends_on, f.days from fresh f
				join memberships m on m.organization_id = f.organization_id and m.id = f.membership_id
				join plans p on p.organization_id = m.organization_id and p.id = m.plan_id
				where f.organization_id = :organization order by f.ends_on, f.membership_id
				""")
			.param("organization", tenancy.current())
			.param("today", today)
			.param("most", MOST)
			.query(Due.class)
			.list();
	}

	/** Writes down of which there is nothing to do any more. */
	private List<Due> settled(LocalDate today) {
		return jdbc.sql("""
				update membership_reminders r set settled_on = :today from memberships m
				where r.organization_id = :organization and r.settled_on is null
				and m.organization_id = r.organization_id and m.id = r.membership_id
				and (m.ends_on is distinct from r.ends_on or m.cancels or m.state not in ('ACTIVE', 'GRACE'))
				returning r.membership_id, m.member_id, '' as plan_name, r.ends_on, r.days
				""").param("organization", tenancy.current()).param("today", today).query(Due.class).list();
	}

}
