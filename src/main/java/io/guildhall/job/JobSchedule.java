package io.guildhall.job;

import java.time.Duration;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.shared.OnBehalf;

/**
 * Jobs in the scheduler: one that a crash has left is noticed by its heartbeat, and run
 * again by whichever instance is there.
 */
@Configuration(proxyBeanMethods = false)
class JobSchedule {

	/** Its instance is {@code <organization>/<job>}. */
	static final TaskDescriptor<Void> JOB = TaskDescriptor.of("job");

	private static final Duration AGAIN = Duration.ofSeconds(10);

	@Bean
	Task<Void> job(JobService jobs, OnBehalf onBehalf) {
		return Tasks.oneTime(JOB)
			.onFailure(new FailureHandler.OnFailureRetryLater<>(AGAIN))
			.execute((instance, context) -> {
				String[] ids = instance.getId().split("/", 2);
				onBehalf.ofSystem(UUID.fromString(ids[0]), () -> {
					jobs.runNow(UUID.fromString(ids[1]));
					return ids;
				});
			});
	}

}
