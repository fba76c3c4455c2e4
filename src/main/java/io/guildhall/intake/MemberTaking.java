package io.guildhall.intake;

import java.util.List;

import org.springframework.stereotype.Component;

import io.guildhall.community.CommunityService;
import io.guildhall.file.FileService;
import io.guildhall.intake.People.Resolved;
import io.guildhall.table.TableRow;

/** Takes tables of members. */
@Component
class MemberTaking extends TableTaking {

	private static final String BAD_INVITER = "intake.bad.inviter";

	private final People people;

	MemberTaking(FileService contents, CommunityService communities, People people) {
		super(contents, communities);
		this.people = people;
	}

	@Override
	public ImportKind kind() {
		return ImportKind.MEMBERS;
	}

	@Override
	public void take(TakingRun run, Took took, int file, List<TableRow> rows) {
		List<Read<Boolean>> read = read(run, took, file, rows, cell -> Boolean.TRUE);
		if (read.isEmpty()) {
			return;
		}
		List<Resolved> members = people.resolve(run, took, read.stream().map(Read::person).toList());
		for (int i = 0; i < read.size(); i++) {
			Read<Boolean> row = read.get(i);
			if (members.get(i).member() == null) {
				refuse(took, file, row, members.get(i));
			}
			else {
				sample(run, took, file, row.line(), row.person(), null, row.person().joinedAt(),
						members.get(i).isNew() ? Outcome.MEMBER_NEW : Outcome.MEMBER_KNOWN);
			}
		}
		for (int place : people.invite()) {
			Read<Boolean> row = read.get(place);
			took.remark(ImportProblem.of(file, row.line(), BAD_INVITER, row.person().profile().invitedBy()));
		}
		if (run.options().group() != null) {
			people.stay(run);
		}
	}

}
