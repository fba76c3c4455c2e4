package io.guildhall.intake;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import io.guildhall.shared.Ids;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** The bad rows of imports; the first so many of each, the others are only counted. */
@Repository
@RequiredArgsConstructor
class ImportProblems {

	private final JdbcClient jdbc;

	private final JdbcTemplate template;

	private final Tenancy tenancy;

	private final IntakeSettings settings;

	/** Keeps them, once each, as long as there is room. */
	void add(ImportId run, boolean dry, List<ImportProblem> problems) {
		int room = problems.isEmpty() ? 0 : settings.keptProblems() - count(run, dry);
		if (room <= 0) {
			return;
		}
		UUID organization = tenancy.current();
		List<ImportProblem> kept = problems.subList(0, Math.min(room, problems.size()));
		template.batchUpdate("""
				insert into import_problems (organization_id, id, import_id, dry, file_ordinal, line, reason, excerpt)
				values (?, ?, ?, ?, ?, ?, ?, ?)
				on conflict (organization_id, id) do nothing
				""", kept, 500, (statement, problem) -> {
			statement.setObject(1, organization);
			statement.setObject(2, id(run, dry, problem));
			statement.setObject(3, run.id());
			statement.setBoolean(4, dry);
			statement.setInt(5, problem.fileOrdinal());
			statement.setLong(6, problem.line());
			statement.setString(7, problem.reason());
			statement.setString(8, problem.excerpt());
		});
	}

	/** Forgets those of the dry run, or of the import. */
	void forget(ImportId run, boolean dry) {
		jdbc.sql("""
				delete from import_problems
				where organization_id = :organization and import_id = :run and dry = :dry
				""").param("organization", tenancy.current()).param("run", run.id()).param("dry", dry).update();
	}

	/** A stretch of them, file by file and line by line. */
	Slice<ImportProblem> list(ImportId run, boolean dry, @Nullable String after, int size) {
		List<String> cursor = Slice.decode(after, 3);
		List<Row> rows = jdbc.sql("""
				select p.id, f.name as file, p.file_ordinal, p.line, p.reason, p.excerpt from import_problems p
				left join import_files f on f.organization_id = p.organization_id and f.import_id = p.import_id
					and f.ordinal = p.file_ordinal
				where p.organization_id = :organization and p.import_id = :run and p.dry = :dry
				and (p.file_ordinal, p.line, p.id) > (:file, :line, :id)
				order by p.file_ordinal, p.line, p.id limit :limit
				""")
			.param("organization", tenancy.current())
			.param("run", run.id())
			.param("dry", dry)
			.param("file", cursor.isEmpty() ? -1 : Integer.parseInt(cursor.get(0)))
			.param("line", cursor.isEmpty() ? -1L : Long.parseLong(cursor.get(1)))
			.param("id", cursor.isEmpty() ? new UUID(0, 0) : UUID.fromString(cursor.get(2)))
			.param("limit", size + 1)
			.query(Row.class)
			.list();
		return Slice.of(rows, size, row -> List.of(row.fileOrdinal(), row.line(), row.id()))
			.map(row -> new ImportProblem(row.file(), row.fileOrdinal(), row.line(), row.reason(), row.excerpt()));
	}

	private int count(ImportId run, boolean dry) {
		return jdbc.sql("""
				select count(*) from import_problems
				where organization_id = :organization and import_id = :run and dry = :dry
				""")
			.param("organization", tenancy.current())
			.param("run", run.id())
			.param("dry", dry)
			.query(Integer.class)
			.single();
	}

	private static UUID id(ImportId run, boolean dry, ImportProblem problem) {
		return Ids.of(run.id(),
				(dry ? "dry/" : "") + problem.fileOrdinal() + "/" + problem.line() + "/" + problem.reason());
	}

	private record Row(UUID id, @Nullable String file, int fileOrdinal, long line, String reason, String excerpt) {
	}

}
