package io.guildhall.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.EnumSet;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.TestConstructor.AutowireMode;
import org.springframework.test.util.ReflectionTestUtils;

import io.guildhall.TestDatabase;
import io.guildhall.organization.OrganizationFixtures;
import io.guildhall.shared.Actor;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

@ApplicationModuleTest(BootstrapMode.ALL_DEPENDENCIES)
@Import({ TestDatabase.class, OrganizationFixtures.class, JobModuleTests.Works.class })
@TestConstructor(autowireMode = AutowireMode.ALL)
@RequiredArgsConstructor
class JobModuleTests {

	private static Consumer<JobRun> work = run -> {
	};

	private final JobService jobs;

	private final JobStop stop;

	private final OrganizationFixtures organizations;

	private final Tenancy tenancy;

	private final OnBehalf onBehalf;

	private UUID acme;

	@BeforeEach
	void found() {
		acme = organizations.found("Acme");
	}

	@Test
	void worksInTheNameOfWhoStartedIt() {
		Actor ann = new Actor(Actor.Kind.STAFF, Ids.next(), "Ann", "127.0.0.1");
		work = run -> run.result(Map.of("actor", String.valueOf(OnBehalf.actor().id()), "may",
				OnBehalf.permissions().toString(), "asked", run.parameter("file")));
		UUID id = onBehalf.of(ann, EnumSet.of(Permission.IMPORT_RUN), true, acme,
				() -> jobs.start("test", Map.of("file", "7"), "/imports/7"));
		JobDetails job = ended(id);
		assertThat(job.state()).isEqualTo(JobDetails.State.DONE);
		assertThat(job.result()).containsEntry("actor", String.valueOf(ann.id()))
			.containsEntry("may", "[IMPORT_RUN]")
			.containsEntry("asked", "7");
	}

	@Test
	void saysWhyItFailed() {
		work = run -> {
			throw JobRefused.ended();
		};
		JobDetails job = ended(start());
		assertThat(job.state()).isEqualTo(JobDetails.State.FAILED);
		assertThat(job.failure()).isEqualTo("job.ended");
	}

	@Test
	void stopsBetweenSlicesWhenItIsCancelled() {
		work = run -> {
			for (int slice = 1; slice <= 1000 && !run.cancelled(); slice++) {
				if (slice == 3) {
					jobs.cancel(run.id());
				}
				run.progress(1000, 1000);
				run.result(Map.of("slices", slice));
			}
		};
		JobDetails job = ended(start());
		assertThat(job.state()).isEqualTo(JobDetails.State.CANCELLED);
		assertThat(job.result()).containsEntry("slices", 3);
		assertThatExceptionOfType(JobRefused.class).isThrownBy(() -> tenancy.callAs(acme, () -> {
			jobs.cancel(job.id());
			return job;
		}));
	}

	@Test
	void goesOnAfterTheDatabaseWasAway() {
		work = run -> {
			throw new QueryTimeoutException("away");
		};
		UUID id = start();
		assertThatExceptionOfType(QueryTimeoutException.class).isThrownBy(() -> runNow(id));
		assertThat(tenancy.callAs(acme, () -> jobs.get(id)).running()).isTrue();
		work = run -> run.result(Map.of("again", true));
		assertThat(ended(id).state()).isEqualTo(JobDetails.State.DONE);
	}

	@Test
	void goesOnAfterTheApplicationWasStopped() {
		work = run -> {
			stop.stop();
			run.progress(1, 2);
			run.result(Map.of("beyond", "the stop"));
		};
		UUID id = start();
		try {
			assertThatExceptionOfType(JobStopped.class).isThrownBy(() -> runNow(id));
		}
		finally {
			ReflectionTestUtils.setField(stop, "stopping", false);
		}
		assertThat(tenancy.callAs(acme, () -> jobs.get(id)).running()).isTrue();
		work = run -> run.result(Map.of("again", true));
		JobDetails job = ended(id);
		assertThat(job.state()).isEqualTo(JobDetails.State.DONE);
		assertThat(job.result()).containsOnlyKeys("again");
	}

	private UUID start() {
		return onBehalf.ofSystem(acme, () -> jobs.start("test", Map.of(), "/"));
	}

	private @Nullable UUID runNow(UUID id) {
		return tenancy.callAs(acme, () -> {
			jobs.runNow(id);
			return id;
		});
	}

	/** Runs it here where the schedule has not done so already. */
	private JobDetails ended(UUID id) {
		runNow(id);
		return tenancy.callAs(acme, () -> jobs.get(id));
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Works {

		@Bean
		JobWork testWork() {
			return new JobWork() {

				@Override
				public String kind() {
					return "test";
				}

				@Override
				public void run(JobRun run) {
					work.accept(run);
				}

			};
		}

	}

}
