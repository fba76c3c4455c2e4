package io.guildhall.activity;

import java.time.LocalDate;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.organization.NightlyWork;
import io.guildhall.organization.OrganizationService;
import lombok.RequiredArgsConstructor;

/**
 * Lets single events go when the organization wants to keep them no longer, and months
 * when no organization has any of them.
 */
@Component
@RequiredArgsConstructor
class ActivityRetention implements NightlyWork {

	/** Of the whole house, so it is no organization's night that does it. */
	@Configuration(proxyBeanMethods = false)
	static class Schedule {

		@Bean
		RecurringTask<Void> forgetEmptyMonths(ActivityMonths months) {
			return Tasks.recurring("activity-forget-empty-months", FixedDelay.ofHours(24))
				.execute((task, context) -> months.forgetEmpty());
		}

	}

	private final ActivityFolding folding;

	private final OrganizationService organizations;

	@Override
	public int order() {
		return 10;
	}

	@Override
	@Transactional
	public void run(LocalDate day) {
		int months = organizations.current().retentionMonths();
		if (months > 0) {
			folding.forgetBefore(day.minusMonths(months));
		}
	}

}
