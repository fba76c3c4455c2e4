package io.guildhall.organization;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import lombok.RequiredArgsConstructor;

/** One scheduled task per organization and local day, in the database. */
@Configuration(proxyBeanMethods = false)
class NightSchedule {

	private static final TaskDescriptor<Void> NIGHT = TaskDescriptor.of("organization.night");

	private static final Duration AGAIN = Duration.ofMinutes(10);

	@Bean
	Task<Void> night(Nights nights) {
		return Tasks.custom(NIGHT)
			.onFailure(new FailureHandler.OnFailureRetryLater<>(AGAIN))
			.execute((instance, context) -> {
				Instant next = nights.catchUp(UUID.fromString(instance.getId()));
				return (complete, execution) -> execution.reschedule(complete, next);
			});
	}

	/** Sees to it that every organization has its task. */
	@Component
	@RequiredArgsConstructor
	static class Planner {

		private final SchedulerClient scheduler;

		private final OrganizationRepository organizations;

		private final Clock clock;

		@EventListener(ApplicationReadyEvent.class)
		void planAll() {
			organizations.findActive().forEach(id -> plan(id, clock.instant()));
		}

		@EventListener
		void plan(OrganizationFounded founded) {
			organizations.findById(founded.organizationId())
				.map(Organization::details)
				.ifPresent(details -> plan(details.id(),
						details.dayOf(clock.instant())
							.plusDays(1)
							.atTime(Nights.HOUR)
							.atZone(details.zone())
							.toInstant()));
		}

		private void plan(UUID organization, Instant first) {
			scheduler.scheduleIfNotExists(NIGHT.instance(organization.toString()).build(), first);
		}

	}

}
