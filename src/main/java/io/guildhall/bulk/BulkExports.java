package io.guildhall.bulk;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.file.FileId;
import io.guildhall.file.FileService;
import io.guildhall.job.JobRun;
import io.guildhall.member.MemberExport;
import io.guildhall.organization.NightlyWork;
import io.guildhall.shared.Tenancy;
import io.guildhall.table.TableFormat;
import lombok.RequiredArgsConstructor;

/**
 * Makes tables of members to be fetched, whole or not at all, and removes them after a
 * week: copies of people's data are not kept longer than they are needed.
 */
@Component
@RequiredArgsConstructor
class BulkExports implements NightlyWork {

	private static final Duration KEPT = Duration.ofDays(7);

	private final BulkSlices slices;

	private final MemberExport export;

	private final FileService files;

	private final TransactionTemplate transaction;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	void make(BulkSlices.Action action, JobRun run) {
		if (action.file() != null) {
			return;
		}
		TableFormat format = TableFormat.valueOf(action.target());
		AtomicLong rows = new AtomicLong();
		try {
			Path table = Files.createTempFile("members", null);
			try {
				try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(table))) {
					export.write(action.filter(), format, out, done -> {
						rows.set(done);
						run.progress(done, 0);
						return !run.cancelled();
					});
				}
				if (!run.cancelled()) {
					keep(action.id(), table, format, rows.get());
				}
			}
			finally {
				Files.delete(table);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		run.progress(rows.get(), rows.get());
		run.result(Map.of("members", rows.get()));
	}

	@Override
	public int order() {
		return 70;
	}

	@Override
	public void run(LocalDate day) {
		Timestamp before = Timestamp.from(clock.instant().minus(KEPT));
		List<UUID> old = Objects.requireNonNull(transaction.execute(status -> jdbc.sql("""
				select file_id from bulk_actions
				where organization_id = :organization and file_id is not null and created_at < :before
				""").param("organization", tenancy.current()).param("before", before).query(UUID.class).list()));
		old.forEach(file -> files.delete(new FileId(file)));
		transaction.executeWithoutResult(status -> jdbc.sql("""
				update bulk_actions set file_id = null, file_gone_at = :now
				where organization_id = :organization and file_id = any(cast(:old as uuid[]))
				""")
			.param("now", Timestamp.from(clock.instant()))
			.param("organization", tenancy.current())
			.param("old", old.stream().map(UUID::toString).toArray(String[]::new))
			.update());
	}

	private void keep(UUID action, Path table, TableFormat format, long rows) throws IOException {
		try (InputStream in = new BufferedInputStream(Files.newInputStream(table))) {
			FileId file = files.store("members." + format.name().toLowerCase(java.util.Locale.ROOT), in);
			if (!slices.made(action, file.id(), rows)) {
				files.delete(file);
			}
		}
	}

}
