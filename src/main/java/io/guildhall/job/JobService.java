package io.guildhall.job;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Actor;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Starts jobs, tells how far they are, cancels them. */
@Slf4j
@Service
@RequiredArgsConstructor
public class JobService {

	private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {
	};

	private final JobRecord jobs;

	private final JobStop stop;

	private final ObjectProvider<JobWork> works;

	private final ObjectProvider<SchedulerClient> scheduler;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final Tenancy tenancy;

	private final ScopedClock clock;

	private final JsonMapper json;

	/**
	 * Starts a job with the caller's transaction: it runs once that has been committed.
	 * It works in the name of who acts now, with what they may do now. Under a scoped
	 * clock it waits to be run by {@link #runNow}, at the instant of its caller.
	 * @param kind of a {@link JobWork}
	 * @param parameters plain values, which the work asks for by name
	 * @param resultPath where the result is looked at, below {@code /o/<slug>}
	 * @return the id of the job
	 */
	@Transactional
	public UUID start(String kind, Map<String, ?> parameters, String resultPath) {
		UUID id = Ids.next();
		StartedBy startedBy = new StartedBy(OnBehalf.actor(), OnBehalf.permissions(), OnBehalf.ownGroupsOnly());
		jobs.insert(id, kind, parameters, resultPath, startedBy, clock.instant());
		if (!clock.isScoped()) {
			scheduler.getObject()
				.scheduleIfNotExists(JobSchedule.JOB.instance(tenancy.current() + "/" + id).build(), clock.instant());
			TransactionSynchronizationManager.registerSynchronization(new Waking(scheduler.getObject()));
		}
		return id;
	}

	/**
	 * Runs a job on this thread until it has ended; the schedule does so, and tests.
	 * @throws TransientDataAccessException if the database was away; it is tried again
	 */
	public void runNow(UUID id) {
		JobRecord.Order order = jobs.order(id).orElseThrow(() -> JobRefused.unknown(id));
		StartedBy startedBy = json.readValue(order.startedBy(), StartedBy.class);
		Set<Permission> permissions = EnumSet.noneOf(Permission.class);
		permissions.addAll((startedBy.actor().kind() == Actor.Kind.SYSTEM) ? EnumSet.allOf(Permission.class)
				: startedBy.permissions());
		onBehalf.of(startedBy.actor(), permissions, startedBy.ownGroupsOnly(), tenancy.current(), () -> {
			work(id, order);
			return id;
		});
	}

	/**
	 * A job.
	 * @throws JobRefused if it is unknown
	 */
	public JobDetails get(UUID id) {
		return jobs.find(id).orElseThrow(() -> JobRefused.unknown(id));
	}

	/** Some jobs, by id. */
	public Map<UUID, JobDetails> all(Collection<UUID> ids) {
		return jobs.find(ids).stream().collect(Collectors.toMap(JobDetails::id, Function.identity()));
	}

	/** The latest that are at work or wait to be. */
	public List<JobDetails> running() {
		return jobs.running();
	}

	/**
	 * Asks a job to stop. It does so between two slices; what was done stays done.
	 * @throws JobRefused if it is unknown or has ended
	 */
	public void cancel(UUID id) {
		if (!jobs.requestCancel(id)) {
			get(id);
			throw JobRefused.ended();
		}
	}

	private void work(UUID id, JobRecord.Order order) {
		if (organizations.isSuspended() || !jobs.begin(id, clock.instant())) {
			return;
		}
		JobRun run = new JobRun(id, json.readValue(order.parameters(), FIELDS), jobs, stop, clock);
		JobWork work = works.stream()
			.filter(candidate -> candidate.kind().equals(order.kind()))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("No work of kind " + order.kind()));
		try {
			work.run(run);
			JobDetails.State state = run.cancelled() ? JobDetails.State.CANCELLED : JobDetails.State.DONE;
			jobs.end(id, state, null, run.result(), clock.instant());
		}
		catch (TransientDataAccessException | DataAccessResourceFailureException
				| CannotCreateTransactionException away) {
			log.warn("Job {} of kind {} is tried again: {}", id, order.kind(), away.getClass().getSimpleName());
			throw away;
		}
		catch (JobStopped stopped) {
			log.info("Job {} of kind {} goes on after the stop", id, order.kind());
			throw stopped;
		}
		catch (DomainException refusal) {
			jobs.end(id, JobDetails.State.FAILED, refusal.getCode(), run.result(), clock.instant());
		}
		catch (RuntimeException ex) {
			log.error("Job {} of kind {} failed", id, order.kind(), ex);
			jobs.end(id, JobDetails.State.FAILED, "job.failed", run.result(), clock.instant());
		}
	}

	/** The schedule looks right away, and not only when it would look anyway. */
	private record Waking(SchedulerClient scheduler) implements TransactionSynchronization {

		@Override
		public void afterCommit() {
			if (scheduler instanceof Scheduler running) {
				running.triggerCheckForDueExecutions();
			}
		}

	}

	private record StartedBy(Actor actor, Set<Permission> permissions, boolean ownGroupsOnly) {
	}

}
