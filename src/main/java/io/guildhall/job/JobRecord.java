package io.guildhall.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.Rows;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table of jobs; each move is a guarded update in a transaction of its own. */
@Component
@Transactional
@RequiredArgsConstructor
class JobRecord {

	private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {
	};

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final JsonMapper json;

	/** What is needed to run it. */
	record Order(String kind, String parameters, String startedBy, String state) {
	}

	void insert(UUID id, String kind, Map<String, ?> parameters, String resultPath, Object startedBy, Instant now) {
		jdbc.sql("""
				insert into jobs (organization_id, id, kind, state, parameters, result_path, started_by, done, total,
					cancel_requested, created_at, moved_at)
				values (:organization, :id, :kind, 'QUEUED', cast(:parameters as jsonb), :path,
					cast(:startedBy as jsonb), 0, 0, false, :now, :now)
				""")
			.param("organization", tenancy.current())
			.param("id", id)
			.param("kind", kind)
			.param("parameters", json.writeValueAsString(parameters))
			.param("path", resultPath)
			.param("startedBy", json.writeValueAsString(startedBy))
			.param("now", Timestamp.from(now))
			.update();
	}

	@Transactional(readOnly = true)
	Optional<Order> order(UUID id) {
		return jdbc.sql(
				"select kind, parameters, started_by, state from jobs where organization_id = :organization and id = :id")
			.param("organization", tenancy.current())
			.param("id", id)
			.query(Order.class)
			.optional();
	}

	/** Begins it, or goes on with what a crash has left; false if it has ended. */
	@Transactional(propagation = Propagation.REQUIRES_NEW)
	boolean begin(UUID id, Instant now) {
		return jdbc.sql("""
				update jobs set state = 'RUNNING', started_at = coalesce(started_at, :now), moved_at = :now
				where organization_id = :organization and id = :id and state in ('QUEUED', 'RUNNING')
				""")
			.param("organization", tenancy.current())
			.param("id", id)
			.param("now", Timestamp.from(now))
			.update() == 1;
	}

	/** Notes the progress; returns whether somebody wants it to stop. */
	@Transactional(propagation = Propagation.REQUIRES_NEW)
	boolean progress(UUID id, long done, long total, Instant now) {
		return jdbc.sql("""
				update jobs set done = :done, total = :total, moved_at = :now
				where organization_id = :organization and id = :id
				returning cancel_requested
				""")
			.param("organization", tenancy.current())
			.param("id", id)
			.param("done", done)
			.param("total", Math.max(done, total))
			.param("now", Timestamp.from(now))
			.query(Boolean.class)
			.optional()
			.orElse(false);
	}

	@Transactional(propagation = Propagation.REQUIRES_NEW)
	void end(UUID id, JobDetails.State state, @Nullable String failure, Map<String, Object> result, Instant now) {
		jdbc.sql("""
				update jobs set state = :state, failure = :failure, result = cast(:result as jsonb), moved_at = :now,
					ended_at = :now
				where organization_id = :organization and id = :id and state in ('QUEUED', 'RUNNING')
				""")
			.param("organization", tenancy.current())
			.param("id", id)
			.param("state", state.name())
			.param("failure", failure)
			.param("result", json.writeValueAsString(result))
			.param("now", Timestamp.from(now))
			.update();
	}

	boolean requestCancel(UUID id) {
		return jdbc.sql("""
				update jobs set cancel_requested = true
				where organization_id = :organization and id = :id and state in ('QUEUED', 'RUNNING')
				""").param("organization", tenancy.current()).param("id", id).update() == 1;
	}

	@Transactional(readOnly = true)
	Optional<JobDetails> find(UUID id) {
		return jdbc.sql("select * from jobs where organization_id = :organization and id = :id")
			.param("organization", tenancy.current())
			.param("id", id)
			.query(this::details)
			.optional();
	}

	@Transactional(readOnly = true)
	List<JobDetails> find(Collection<UUID> ids) {
		return jdbc.sql("select * from jobs where organization_id = :organization and id = any(cast(:ids as uuid[]))")
			.param("organization", tenancy.current())
			.param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
			.query(this::details)
			.list();
	}

	@Transactional(readOnly = true)
	List<JobDetails> running() {
		return jdbc.sql("""
				select * from jobs where organization_id = :organization and state in ('QUEUED', 'RUNNING')
				order by id desc limit 5
				""").param("organization", tenancy.current()).query(this::details).list();
	}

	private JobDetails details(ResultSet row, int number) throws SQLException {
		String result = row.getString("result");
		return new JobDetails(row.getObject("id", UUID.class), row.getString("kind"),
				JobDetails.State.valueOf(row.getString("state")), row.getString("result_path"), row.getLong("done"),
				row.getLong("total"), row.getBoolean("cancel_requested"), row.getString("failure"),
				(result != null) ? json.readValue(result, FIELDS) : Map.of(),
				row.getTimestamp("created_at").toInstant(), Rows.instant(row, "started_at"),
				row.getTimestamp("moved_at").toInstant(), Rows.instant(row, "ended_at"));
	}

}
