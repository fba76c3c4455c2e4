package io.guildhall.intake;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.audit.AuditTrail;
import io.guildhall.community.Carrier;
import io.guildhall.community.CommunityId;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.community.GroupTerms;
import io.guildhall.community.Stage;
import io.guildhall.job.JobDetails;
import io.guildhall.job.JobService;
import io.guildhall.member.MemberChanges;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/** Tries an import, starts it, stops it, takes it back. */
@Service
@RequiredArgsConstructor
@May(Permission.IMPORT_RUN)
public class ImportRunning {

	/** As many as fit into a group of WeChat. */
	private static final int CAPACITY = 500;

	private final ImportRepository imports;

	private final ImportEngine engine;

	private final MemberChanges changes;

	private final GroupService groups;

	private final JobService jobs;

	private final AuditTrail audit;

	private final TransactionTemplate transaction;

	private final Clock clock;

	private final IntakeSettings settings;

	/**
	 * Does a dry run: at once where the files are small, else in the background.
	 * @throws ImportRefused if the import has begun, or nothing would be taken
	 */
	public void check(ImportId id) {
		// In a transaction of the caller it could not be rolled back slice by slice.
		boolean called = TransactionSynchronizationManager.isActualTransactionActive();
		boolean atOnce = Boolean.TRUE.equals(transaction.execute(status -> {
			Import found = find(id);
			found.beginCheck();
			boolean small = !called && found.getTotalBytes() <= settings.atOnce().toBytes();
			if (!small) {
				found.workedOnBy(jobs.start(ImportJobs.CHECK, Map.of(ImportJobs.IMPORT, id), "/imports/" + id));
			}
			return small;
		}));
		if (atOnce) {
			try {
				engine.check(id, ImportEngine.Watch.NOBODY);
			}
			catch (RuntimeException ex) {
				engine.fail(id, "intake.failed");
				throw ex;
			}
		}
	}

	/**
	 * Starts the import, or lets it go on where it was stopped or broke off. Groups that
	 * are to be made of chats are made now.
	 * @return the job
	 * @throws ImportRefused if there was no dry run of what is chosen now
	 */
	public UUID start(ImportId id) {
		return Objects.requireNonNull(transaction.execute(status -> {
			Import found = find(id);
			found.start(clock.instant());
			found.settle(settled(found));
			UUID job = jobs.start(ImportJobs.TAKE, Map.of(ImportJobs.IMPORT, id), "/imports/" + id);
			found.workedOnBy(job);
			audit.record("intake.started", "import", id, Map.of("kind", found.getKind(), "files", found.getName()));
			return job;
		}));
	}

	/**
	 * Stops what runs, between two slices.
	 * @throws ImportRefused if nothing does
	 */
	public void cancel(ImportId id) {
		transaction.executeWithoutResult(status -> {
			Import found = find(id);
			UUID job = found.getJobId();
			if (!found.getState().isBusy() || job == null || found.getState() == ImportState.UNDOING) {
				throw ImportRefused.nothingRuns();
			}
			jobs.cancel(job);
			audit.record("intake.stopped", "import", id, Map.of("records", found.getRecords()));
		});
	}

	/**
	 * Takes the whole import back: what it made goes, money by reversing rows; what later
	 * facts hang on stays, and is listed. Of changes of members what stood there before
	 * comes back, where nobody changed it since.
	 * @return the job
	 * @throws ImportRefused if nothing came in, something works on it, or what it changed
	 * was not kept
	 */
	@May(Permission.IMPORT_UNDO)
	public UUID undo(ImportId id) {
		return Objects.requireNonNull(transaction.execute(status -> {
			Import found = find(id);
			found.beginUndo();
			if (found.getKind() == ImportKind.CHANGES && changes.progress(id.id()).members() == 0) {
				throw (found.getCounts().of(Outcome.MEMBER_CHANGED) > 0) ? ImportRefused.changesStay()
						: ImportRefused.nothingToUndo();
			}
			UUID job = jobs.start(ImportJobs.UNDO, Map.of(ImportJobs.IMPORT, id), "/imports/" + id);
			found.workedOnBy(job);
			audit.record("intake.undo-started", "import", id, Map.of("kind", found.getKind()));
			return job;
		}));
	}

	/** The job that works on it now; null for none. */
	public @Nullable JobDetails job(ImportDetails found) {
		return (found.job() != null) ? jobs.get(found.job()) : null;
	}

	/** A chat whose group does not exist yet gets one, named like the chat. */
	private List<ChatChoice> settled(Import found) {
		Map<String, UUID> made = new HashMap<>();
		List<ChatChoice> chats = new ArrayList<>();
		for (ChatChoice chat : found.getOptions().chats()) {
			UUID community = chat.community();
			if (chat.group() != null || community == null) {
				chats.add(chat);
				continue;
			}
			String named = (chat.name() != null) ? chat.name() : found.getName();
			String name = named.substring(0, Math.min(named.length(), 80));
			chats.add(chat.into(made.computeIfAbsent(community + name, key -> make(chat, community, name))));
		}
		return chats;
	}

	private UUID make(ChatChoice chat, UUID community, String name) {
		UUID host = OnBehalf.ownGroupsOnly() ? OnBehalf.actor().id() : null;
		GroupTerms terms = new GroupTerms(name, Carrier.valueOf(chat.carrier()), Stage.CONVERSION, CAPACITY, null, null,
				host);
		GroupId group = groups.create(new CommunityId(community), terms).id();
		return group.id();
	}

	private Import find(ImportId id) {
		return imports.lockById(id).filter(Import::mayBeSeen).orElseThrow(() -> ImportRefused.unknown(id));
	}

}
