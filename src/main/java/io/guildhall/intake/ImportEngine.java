package io.guildhall.intake;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.database.Statistics;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Goes through the files of an import slice by slice. A slice comes in together with the
 * position behind it, in one transaction: after a crash the next run goes on right there.
 * A dry run does the same, and rolls each slice back.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class ImportEngine {

	/** A slice ends here as well, however few its records: characters. */
	private static final int HEAVY = 4 << 20;

	private static final int ATTEMPTS = 4;

	private final ImportRepository imports;

	private final ImportFileRepository files;

	private final List<Taking<?>> takings;

	private final ImportProblems problems;

	private final OrganizationService organizations;

	private final Statistics statistics;

	private final TransactionTemplate transaction;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	private final IntakeSettings settings;

	/** Where a run tells how far it is, and learns that it shall stop. */
	interface Watch {

		/** Nobody watches. */
		Watch NOBODY = (done, total) -> false;

		/** Notes the bytes done; whether somebody wants it to stop. */
		boolean stopsAt(long done, long total);

	}

	/**
	 * Tries all files without writing; leaves the import as it was where it is stopped.
	 */
	void check(ImportId id, Watch watch) {
		Import found = read(id);
		if (found.getState() != ImportState.CHECKING) {
			return;
		}
		transaction.executeWithoutResult(status -> problems.forget(id, true));
		TakingRun run = new TakingRun(id, true, organizations.current(), found.getOptions());
		boolean whole = go(run, taking(found.getKind()), found, 0, 0, watch);
		transaction.executeWithoutResult(status -> {
			Import checked = lock(id);
			if (whole) {
				checked.checked(run.counts(), run.sample(), run.chats(), clock.instant());
			}
			else {
				checked.leaveCheck(null);
			}
		});
	}

	/** Takes the files in from where the import stands. */
	void take(ImportId id, Watch watch) {
		Import found = read(id);
		if (found.getState() != ImportState.RUNNING) {
			return;
		}
		if (found.getFileOrdinal() == 0 && found.getRecords() == 0) {
			transaction.executeWithoutResult(status -> problems.forget(id, true));
		}
		TakingRun run = new TakingRun(id, false, organizations.current(), found.getOptions());
		boolean whole;
		try {
			whole = go(run, taking(found.getKind()), found, found.getFileOrdinal(), found.getRecords(), watch);
		}
		catch (TakenElsewhere elsewhere) {
			log.info("Import {} is being taken by another run", id);
			return;
		}
		statistics.refresh();
		transaction.executeWithoutResult(status -> {
			Import ended = lock(id);
			if (ended.getState() == ImportState.RUNNING && whole) {
				ended.finish(clock.instant());
			}
			else if (ended.getState() == ImportState.RUNNING) {
				ended.cancel(clock.instant());
			}
		});
	}

	/** What runs broke off: it keeps what it has, and says why. */
	void fail(ImportId id, String why) {
		transaction.executeWithoutResult(status -> {
			Import failed = lock(id);
			switch (failed.getState()) {
				case CHECKING -> failed.leaveCheck(why);
				case RUNNING -> failed.fail(why, clock.instant());
				case UNDOING -> failed.undoFailed(why, clock.instant());
				default -> log.info("Import {} had ended already", id);
			}
		});
	}

	private <R> boolean go(TakingRun run, Taking<R> taking, Import found, int fromFile, long fromRecord, Watch watch) {
		List<ImportFile> all = Objects
			.requireNonNull(transaction.execute(status -> files.findAllByImportIdOrderByOrdinal(run.id())));
		long before = 0;
		for (ImportFile file : all) {
			if (!file.isRefused() && file.getOrdinal() >= fromFile) {
				long skip = (file.getOrdinal() == fromFile) ? fromRecord : 0;
				if (!go(run, taking, found, file, skip, before, watch)) {
					return false;
				}
			}
			before += file.isRefused() ? 0 : file.getSize();
		}
		return true;
	}

	private <R> boolean go(TakingRun run, Taking<R> taking, Import found, ImportFile file, long skip, long before,
			Watch watch) {
		long total = found.getTotalBytes();
		try (RecordReader<R> reader = taking.open(run, file)) {
			boolean first = file.getOrdinal() == found.getFileOrdinal();
			long record = 0;
			while (record < skip && reader.next() != null) {
				record++;
			}
			while (true) {
				long done = before + Math.min(reader.position(), file.getSize());
				if (watch.stopsAt(done, total)) {
					return false;
				}
				List<R> slice = slice(reader, taking);
				if (slice.isEmpty()) {
					return true;
				}
				long next = before + Math.min(reader.position(), file.getSize());
				statistics.expectMany();
				takeOrTryAgain(run, taking, file.getOrdinal(), record, slice, next);
				record += slice.size();
				if (first && !run.isDry()) {
					statistics.refresh();
				}
				first = false;
			}
		}
		catch (DomainException unreadable) {
			refuse(run, file, unreadable.getCode());
			return true;
		}
		catch (UncheckedIOException broken) {
			refuse(run, file, "intake.file.broken");
			return true;
		}
	}

	private <R> List<R> slice(RecordReader<R> reader, Taking<R> taking) {
		List<R> slice = new ArrayList<>();
		long weight = 0;
		while (slice.size() < settings.slice() && weight < HEAVY) {
			R next = reader.next();
			if (next == null) {
				break;
			}
			slice.add(next);
			weight += taking.weight(next);
		}
		return slice;
	}

	/**
	 * Of two that wait for each other the database ends one, which comes again; so does
	 * one that made somebody whom another transaction made at the same time.
	 */
	private <R> void takeOrTryAgain(TakingRun run, Taking<R> taking, int file, long record, List<R> slice, long bytes) {
		for (int attempt = 1;; attempt++) {
			try {
				Took took = Objects.requireNonNull(
						transaction.execute(status -> takeSlice(status, run, taking, file, record, slice, bytes)));
				if (run.isDry()) {
					transaction.executeWithoutResult(status -> problems.add(run.id(), true, took.problems()));
					run.add(took);
				}
				return;
			}
			catch (PessimisticLockingFailureException | DuplicateKeyException waited) {
				if (attempt == ATTEMPTS) {
					throw waited;
				}
				log.info("A slice of import {} is taken again: {}", run.id(), waited.getClass().getSimpleName());
			}
		}
	}

	private <R> Took takeSlice(TransactionStatus status, TakingRun run, Taking<R> taking, int file, long record,
			List<R> slice, long bytes) {
		fitForMany();
		Took took = new Took();
		if (run.isDry()) {
			status.setRollbackOnly();
			takeTurn();
			taking.take(run, took, file, slice);
			return took;
		}
		Import found = lock(run.id());
		if (!found.expects(file, record)) {
			throw new TakenElsewhere();
		}
		takeTurn();
		taking.take(run, took, file, slice);
		problems.add(run.id(), false, took.problems());
		found.advance(file, record + slice.size(), bytes, took.counts());
		return took;
	}

	/**
	 * What is sorted and joined, is so in memory; and what this connection planned while
	 * the tables were small, the checks of foreign keys among it, is planned again: a
	 * slice may be a thousand times what was there (ADR 14).
	 */
	private void fitForMany() {
		jdbc.sql("set local work_mem = '32MB'").update();
		jdbc.sql("discard plans").update();
	}

	/**
	 * One slice of an organization at a time: two imports of the same people would else
	 * wait for each other in a circle.
	 */
	private void takeTurn() {
		jdbc.sql("""
				insert into import_turns (organization_id, taken_at) values (:organization, :now)
				on conflict (organization_id) do update set taken_at = excluded.taken_at
				where import_turns.organization_id = :organization
				""")
			.param("organization", tenancy.current())
			.param("now", java.sql.Timestamp.from(clock.instant()))
			.update();
	}

	/** The rest of the file stays out; the other files come in. */
	private void refuse(TakingRun run, ImportFile file, String code) {
		log.info("File {} of import {} cannot be read: {}", file.getOrdinal(), run.id(), code);
		Took took = new Took();
		took.problem(ImportProblem.of(file.getOrdinal(), 0, code, file.getName()));
		transaction.executeWithoutResult(status -> {
			problems.add(run.id(), run.isDry(), took.problems());
			if (!run.isDry()) {
				Import found = lock(run.id());
				found.advance(file.getOrdinal(), found.getFileOrdinal() == file.getOrdinal() ? found.getRecords() : 0,
						found.getBytes(), took.counts());
			}
		});
		if (run.isDry()) {
			run.add(took);
		}
	}

	private Import read(ImportId id) {
		return Objects.requireNonNull(
				transaction.execute(status -> imports.findById(id).orElseThrow(() -> ImportRefused.unknown(id))));
	}

	private Import lock(ImportId id) {
		return imports.lockById(id).orElseThrow(() -> ImportRefused.unknown(id));
	}

	private Taking<?> taking(ImportKind kind) {
		return takings.stream()
			.filter(taking -> taking.kind() == kind)
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("Nothing takes " + kind));
	}

	/** Another run of the same import was faster; this one ends without a trace. */
	static final class TakenElsewhere extends RuntimeException {

		TakenElsewhere() {
			super("The slice was taken by another run", null, false, false);
		}

	}

}
