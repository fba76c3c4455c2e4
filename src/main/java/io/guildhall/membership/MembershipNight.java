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

/**
 * Each night: pauses that are over, memberships that have ended or go on with another
 * plan, and the months that are earned. What a crash leaves is whole slices, and what is
 * missing is done by the next run.
 */
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
		each(slices::resume, day, at);
		each(slices::settle, day, at);
		each(slices::follow, day, at);
		transaction.executeWithoutResult(status -> changes.forgetEnded());
		each(slices::release, day, at);
		transaction.executeWithoutResult(status -> reminders.remind(day));
	}

	private static void each(Step step, LocalDate day, Instant at) {
		Optional<Mark> mark = Optional.of(Mark.FIRST);
		while (mark.isPresent()) {
			mark = step.slice(day, at, mark.get());
		}
	}

	/** One of the things that a night does. */
	private interface Step {

		Optional<Mark> slice(LocalDate day, Instant at, Mark after);

	}

}
