package io.guildhall.challenge;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.organization.NightlyWork;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Tenancy;
import io.guildhall.task.NewTask;
import io.guildhall.task.TaskReminders;

/**
 * Reminds who hosts the group of those that missed a day, gives what is still owed, and
 * lets pictures go that were kept long enough.
 */
@Component
class ChallengeNight implements NightlyWork {

	/** The night comes at two: a day that turns later is not over by then. */
	private static final int NIGHT_MINUTES = 120;

	private final Rewards rewards;

	private final ProofPictures pictures;

	private final TaskReminders reminders;

	private final OrganizationService organizations;

	private final MessageSource texts;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	ChallengeNight(Rewards rewards, ProofPictures pictures, TaskReminders reminders, OrganizationService organizations,
			MessageSource texts, Tenancy tenancy, JdbcClient jdbc, PlatformTransactionManager transactions) {
		this.rewards = rewards;
		this.pictures = pictures;
		this.reminders = reminders;
		this.organizations = organizations;
		this.texts = texts;
		this.tenancy = tenancy;
		this.jdbc = jdbc;
		this.transaction = new TransactionTemplate(transactions);
	}

	@Override
	public int order() {
		return 60;
	}

	@Override
	public void run(LocalDate day) {
		// First: that they go was promised, whatever becomes of the rewards.
		pictures.forgetOld(day);
		List<UUID> owing = transaction.execute(status -> jdbc.sql("""
				select distinct r.challenge_id from challenge_rewards r
				join member_facts f on f.organization_id = r.organization_id and f.member_id = r.member_id
					and f.state = 'ACTIVE'
				where r.organization_id = :organization and r.state = 'OWED'
				""").param("organization", tenancy.current()).query(UUID.class).list());
		owing.forEach(challenge -> rewards.give(new ChallengeId(challenge), null));
		transaction.executeWithoutResult(status -> remind(day));
	}

	private void remind(LocalDate day) {
		Locale language = Locale.forLanguageTag(organizations.current().language());
		for (Missed missed : missed(day)) {
			UUID who = (missed.host() != null) ? missed.host() : missed.creator();
			if (who != null) {
				reminders.remind("challenge/" + missed.challenge(), day,
						new NewTask(
								texts.getMessage("challenge.reminder", new Object[] { missed.name(), missed.members() },
										language),
								texts.getMessage(missed.late() ? "challenge.reminder.late" : "challenge.reminder.text",
										null, language),
								null, who, day));
			}
		}
	}

	/**
	 * Challenges that still go on, with how many did not check in on the day that was
	 * over last: yesterday, or the day before it where a day turns later than the night
	 * comes. Who was erased, or turned out to be another one, misses nothing.
	 */
	private List<Missed> missed(LocalDate today) {
		return jdbc.sql("""
				select c.id, c.name, c.creator_id, g.host_id, m.members, c.late
				from (select o.*, o.cut_off_minutes > :night as late,
						cast(:today as date) - case when o.cut_off_minutes > :night then 2 else 1 end as over_day
					from challenges o where o.organization_id = :organization and o.closed_on is null) c
				join community_group_facts g on g.organization_id = c.organization_id and g.group_id = c.group_id
				cross join lateral (
					select count(*) as members from challenge_participants p
					join member_facts f on f.organization_id = p.organization_id and f.member_id = p.member_id
						and f.state = 'ACTIVE'
					where p.organization_id = c.organization_id and p.challenge_id = c.id and p.joined_on <= c.over_day
					and not exists (select from check_ins i where i.organization_id = p.organization_id
						and i.challenge_id = p.challenge_id and i.member_id = p.member_id and i.day = c.over_day
						and i.state <> 'REFUSED')) m
				where c.organization_id = :organization and c.starts_on <= c.over_day and c.ends_on > c.over_day
				and m.members > 0
				""")
			.param("organization", tenancy.current())
			.param("today", Date.valueOf(today))
			.param("night", NIGHT_MINUTES)
			.query((row, number) -> new Missed(new ChallengeId(row.getObject(1, UUID.class)), row.getString(2),
					row.getObject(3, UUID.class), row.getObject(4, UUID.class), row.getLong(5), row.getBoolean(6)))
			.list();
	}

	private record Missed(ChallengeId challenge, String name, @Nullable UUID creator, @Nullable UUID host, long members,
			boolean late) {
	}

}
