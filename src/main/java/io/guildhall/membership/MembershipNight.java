package io.guildhall.membership;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.membership.MembershipSlices.Mark;
import io.guildhall.organization.NightlyWork;
import io.guildhall.organization.OrganizationService;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Each night: pauses that are over, memberships that have ended or go on with another
 * plan, and the months that are earned. What a crash leaves is whole slices, and what is
 * missing is done by the next run.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class MembershipNight implements NightlyWork {

	private static final int ORDER = 30;

	private final MembershipSlices slices;

	private final ChangeRegister changes;

	private final MembershipReminders reminders;

	private final OrganizationService organizations;

	private final TransactionTemplate transaction;

	@Override
	public int order() {
		return ORDER;
	}

	@Override
	public void run(LocalDate day) {
		Instant at = organizations.current().startOf(day);
		long begin = System.nanoTime();
		long changed = each(slices::resume, day, at) + each(slices::settle, day, at) + each(slices::follow, day, at);
		transaction.executeWithoutResult(status -> changes.forgetEnded());
		long released = each(slices::release, day, at);
		transaction.executeWithoutResult(status -> reminders.remind(day));
		if (changed + released > 0) {
			log.info("Changed {} memberships and released months of {} terms in {} ms", changed, released,
					(System.nanoTime() - begin) / 1_000_000);
		}
	}

	/** So many were changed. */
	private static long each(Step step, LocalDate day, Instant at) {
		long changed = 0;
		Optional<Mark> mark = Optional.of(Mark.FIRST);
		while (mark.isPresent()) {
			mark = step.slice(day, at, mark.get());
			changed += mark.map(Mark::changed).orElse(0L);
		}
		return changed;
	}

	/** One of the things that a night does. */
	private interface Step {

		Optional<Mark> slice(LocalDate day, Instant at, Mark after);

	}

}
