package io.guildhall.organization;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.shared.OnBehalf;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Runs the nightly works of an organization, and catches up on nights that were missed.
 */
@Slf4j
@Service
@RequiredArgsConstructor
public class Nights {

	/** When a night's work begins, in the organization's zone. */
	static final LocalTime HOUR = LocalTime.of(2, 0);

	/**
	 * A house that slept longer does the last days only; the works read facts, not
	 * nights.
	 */
	private static final int CATCH_UP_DAYS = 7;

	private final ObjectProvider<NightlyWork> works;

	private final OrganizationRepository organizations;

	private final OnBehalf onBehalf;

	private final TransactionTemplate transaction;

	private final Clock clock;

	/** Does the works of one day for the organization of the thread. */
	public void run(LocalDate day) {
		List<NightlyWork> ordered = works.stream().sorted(Comparator.comparingInt(NightlyWork::order)).toList();
		for (NightlyWork work : ordered) {
			work.run(day);
		}
	}

	/**
	 * Does the nights of an organization that are due.
	 * @return when the next one is
	 */
	Instant catchUp(UUID id) {
		Organization organization = organizations.findById(id).orElseThrow(OrganizationRefused::unknown);
		OrganizationDetails details = organization.details();
		Instant now = clock.instant();
		LocalDate today = now.atZone(details.zone()).toLocalTime().isBefore(HOUR) ? details.dayOf(now).minusDays(1)
				: details.dayOf(now);
		if (!details.suspended()) {
			LocalDate day = organization.getNightlyDay().plusDays(1);
			day = day.isBefore(today.minusDays(CATCH_UP_DAYS)) ? today.minusDays(CATCH_UP_DAYS) : day;
			while (!day.isAfter(today)) {
				LocalDate night = day;
				log.info("Night of {} for organization {}", night, id);
				onBehalf.ofSystem(id, () -> {
					run(night);
					return transaction.execute(status -> organizations.nightDone(id, night));
				});
				day = day.plusDays(1);
			}
		}
		return today.plusDays(1).atTime(HOUR).atZone(details.zone()).toInstant();
	}

}
