package io.guildhall.organization;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import org.springframework.aop.support.AopUtils;
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
		ordered().forEach(work -> work.run(day));
	}

	private List<NightlyWork> ordered() {
		return works.stream().sorted(Comparator.comparingInt(NightlyWork::order)).toList();
	}

	/** The same; what a night breaks on is written down before it is tried again. */
	private void run(UUID id, LocalDate night) {
		for (NightlyWork work : ordered()) {
			try {
				work.run(night);
			}
			catch (RuntimeException broken) {
				String module = AopUtils.getTargetClass(work).getPackageName().replaceFirst(".*\\.", "");
				transaction.execute(
						status -> organizations.nightBroke(id, module, clock.instant().truncatedTo(ChronoUnit.MICROS)));
				throw broken;
			}
		}
	}

	/** The last day whose night is due at an instant. */
	static LocalDate due(OrganizationDetails organization, Instant now) {
		LocalDate today = organization.dayOf(now);
		return now.atZone(organization.zone()).toLocalTime().isBefore(HOUR) ? today.minusDays(1) : today;
	}

	/**
	 * Does the nights of an organization that are due.
	 * @return when the next one is
	 */
	Instant catchUp(UUID id) {
		Organization organization = organizations.findById(id).orElseThrow(OrganizationRefused::unknown);
		OrganizationDetails details = organization.details();
		LocalDate today = due(details, clock.instant());
		if (!details.suspended()) {
			LocalDate day = organization.getNightlyDay().plusDays(1);
			day = day.isBefore(today.minusDays(CATCH_UP_DAYS)) ? today.minusDays(CATCH_UP_DAYS) : day;
			while (!day.isAfter(today)) {
				LocalDate night = day;
				log.info("Night of {} for organization {}", night, id);
				onBehalf.ofSystem(id, () -> {
					run(id, night);
					return transaction.execute(status -> organizations.nightDone(id, night));
				});
				day = day.plusDays(1);
			}
		}
		return today.plusDays(1).atTime(HOUR).atZone(details.zone()).toInstant();
	}

}
