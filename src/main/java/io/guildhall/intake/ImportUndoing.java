package io.guildhall.intake;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.activity.ActivityImporting;
import io.guildhall.audit.AuditTrail;
import io.guildhall.member.MemberChanges;
import io.guildhall.member.MemberImporting;
import io.guildhall.member.UndoReport;
import io.guildhall.order.OrderImporting;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Takes an import back, module by module, from what hangs on members to the members. Each
 * step is a transaction that does nothing the second time, so that a crash between two of
 * them loses nothing.
 */
@Component
@RequiredArgsConstructor
class ImportUndoing {

	private static final int STEPS = 3;

	private static final int MEMBERS = 1000;

	private final ImportRepository imports;

	private final ImportProblems problems;

	private final ImportWords words;

	private final ActivityImporting activity;

	private final OrderImporting orders;

	private final MemberImporting members;

	private final MemberChanges changes;

	private final AuditTrail audit;

	private final TransactionTemplate transaction;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	void undo(ImportId id, ImportEngine.Watch watch) {
		Import found = Objects.requireNonNull(
				transaction.execute(status -> imports.findById(id).orElseThrow(() -> ImportRefused.unknown(id))));
		if (found.getState() != ImportState.UNDOING) {
			return;
		}
		if (found.getKind() == ImportKind.CHANGES) {
			putBack(id, watch);
			return;
		}
		// It is never stopped halfway: what is half undone helps nobody.
		transaction.executeWithoutResult(status -> activity.undo(id.id()));
		watch.stopsAt(1, STEPS);
		transaction.executeWithoutResult(status -> {
			OrderImporting.Undone reversed = orders.undo(id.id());
			problems.forget(id, true);
			problems.forget(id, false);
			words.forgetFiles(id);
			problems.add(id, false,
					reversed.kept()
						.stream()
						.map(order -> ImportProblem.of(0, order.number(), order.reasonKey(), "#" + order.number()))
						.toList());
		});
		watch.stopsAt(2, STEPS);
		transaction.executeWithoutResult(status -> {
			keep(id, members.undo(id.id()));
			Import undone = imports.lockById(id).orElseThrow(() -> ImportRefused.unknown(id));
			undone.undone(clock.instant());
			audit.record("intake.undone", "import", id, Map.of("kind", undone.getKind()));
		});
		watch.stopsAt(STEPS, STEPS);
	}

	/**
	 * So many members and a transaction at a time: what was put back, and that it was,
	 * are written together.
	 */
	private void putBack(ImportId id, ImportEngine.Watch watch) {
		int went = 1;
		while (went > 0) {
			went = Objects.requireNonNull(transaction.execute(status -> changes.undo(id.id(), MEMBERS)));
			MemberChanges.Progress progress = progress(id);
			watch.stopsAt(progress.done(), Math.max(1, progress.members()));
		}
		transaction.executeWithoutResult(status -> {
			problems.forget(id, true);
			problems.forget(id, false);
			words.forgetFiles(id);
			Import undone = imports.lockById(id).orElseThrow(() -> ImportRefused.unknown(id));
			undone.undone(clock.instant());
			MemberChanges.Progress progress = changes.progress(id.id());
			audit.record("intake.undone", "import", id,
					Map.of("kind", undone.getKind(), "members", progress.members(), "whole", progress.whole()));
		});
	}

	private MemberChanges.Progress progress(ImportId id) {
		return Objects.requireNonNull(transaction.execute(status -> changes.progress(id.id())));
	}

	/**
	 * Of those whom the import met, the ones whom it made and who stay are listed, and
	 * those of whom something that was said since stays.
	 */
	private void keep(ImportId id, UndoReport report) {
		List<UndoReport.Kept> all = Stream.concat(report.kept().stream(), report.overtaken().stream()).toList();
		jdbc.sql("""
				update import_members m set kept = stays.reason
				from unnest(cast(:members as uuid[]), :reasons) as stays (member, reason)
				where m.organization_id = :organization and m.import_id = :run and m.member_id = stays.member
				""")
			.param("organization", tenancy.current())
			.param("run", id.id())
			.param("members", all.stream().map(kept -> kept.member().toString()).toArray(String[]::new))
			.param("reasons", all.stream().map(UndoReport.Kept::reasonKey).toArray(String[]::new))
			.update();
		jdbc.sql("""
				delete from import_members
				where organization_id = :organization and import_id = :run and kept is null
				""").param("organization", tenancy.current()).param("run", id.id()).update();
	}

}
