package io.guildhall.benefit;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.organization.NightlyWork;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Tenancy;
import io.guildhall.task.NewTask;
import io.guildhall.task.TaskReminders;
import lombok.RequiredArgsConstructor;

/**
 * Asks who holds a slot, or made it, to remind those who booked it, on the day before.
 */
@Component
@RequiredArgsConstructor
class SlotNight implements NightlyWork {

	private static final int ORDER = 61;

	private final TaskReminders reminders;

	private final OrganizationService organizations;

	private final MessageSource texts;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	@Override
	public int order() {
		return ORDER;
	}

	@Override
	@Transactional
	public void run(LocalDate day) {
		Locale language = Locale.forLanguageTag(organizations.current().language());
		for (Tomorrow slot : tomorrow(day.plusDays(1))) {
			UUID who = slot.maker();
			if (who != null) {
				reminders.remind("benefit-slot/" + slot.id(), day,
						new NewTask(
								texts.getMessage("benefit.slot.reminder", new Object[] { slot.title(), slot.taken() },
										language),
								texts.getMessage("benefit.slot.reminder.text", null, language), null, who, day));
			}
		}
	}

	private List<Tomorrow> tomorrow(LocalDate day) {
		return jdbc.sql("""
				select id, title, taken, coalesce(host_id, maker_id) from benefit_slots
				where organization_id = :organization and starts_on = :day and cancelled_at is null and taken > 0
				order by starts_at, id limit 200
				""")
			.param("organization", tenancy.current())
			.param("day", day)
			.query((row, number) -> new Tomorrow(row.getObject(1, UUID.class), row.getString(2), row.getInt(3),
					row.getObject(4, UUID.class)))
			.list();
	}

	private record Tomorrow(UUID id, String title, int taken, @Nullable UUID maker) {
	}

}
