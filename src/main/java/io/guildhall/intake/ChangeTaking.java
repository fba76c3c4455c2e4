package io.guildhall.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import io.guildhall.community.CommunityService;
import io.guildhall.file.FileService;
import io.guildhall.member.MemberChanges;
import io.guildhall.table.Cells;
import io.guildhall.table.TableRow;

/**
 * Takes tables of members that were taken out and changed. Columns are known by their
 * name; what is masked is left alone.
 */
@Component
class ChangeTaking extends TableTaking {

	private final MemberChanges changes;

	ChangeTaking(FileService contents, CommunityService communities, MemberChanges changes) {
		super(contents, communities);
		this.changes = changes;
	}

	@Override
	public ImportKind kind() {
		return ImportKind.CHANGES;
	}

	@Override
	public void take(TakingRun run, Took took, int file, List<TableRow> rows) {
		List<String> header = run.options().header().stream().map(String::strip).toList();
		int id = header.indexOf(MemberChanges.idHeading());
		int revision = header.indexOf(MemberChanges.revisionHeading());
		List<MemberChanges.Row> changed = new ArrayList<>();
		List<Long> lines = new ArrayList<>();
		for (TableRow row : rows) {
			if (row.problem() != null) {
				took.problem(ImportProblem.of(file, row.line(), row.problem(), row.cell(0)));
				continue;
			}
			Map<String, String> cells = new HashMap<>();
			for (int i = 0; i < header.size(); i++) {
				String cell = row.cell(i);
				if (i != id && i != revision && !cell.isEmpty() && !Cells.isMasked(cell)) {
					cells.putIfAbsent(header.get(i), cell);
				}
			}
			changed.add(new MemberChanges.Row(file, row.line(), row.cell(id), row.cell(revision), cells));
			lines.add(row.line());
		}
		List<MemberChanges.Answer> answers = changes.take(run.run(), changed);
		for (int i = 0; i < answers.size(); i++) {
			answer(run, took, file, lines.get(i), answers.get(i));
		}
	}

	private static void answer(TakingRun run, Took took, int file, long line, MemberChanges.Answer answer) {
		if (answer.refusal() != null) {
			took.problem(ImportProblem.of(file, line, answer.refusal(), answer.excerpt()));
			return;
		}
		Outcome outcome = answer.changed().isEmpty() ? Outcome.MEMBER_SAME : Outcome.MEMBER_CHANGED;
		took.count(outcome, 1);
		if (outcome == Outcome.MEMBER_CHANGED && run.wantsSample() && took.sample().size() < TakingRun.SAMPLE) {
			took.sample(new SampleRow(file, line, answer.name(), String.join(", ", answer.changed()), null, outcome));
		}
	}

}
