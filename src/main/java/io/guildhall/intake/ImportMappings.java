package io.guildhall.intake;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Remembers for each head of a table which column meant what. */
@Repository
@RequiredArgsConstructor
class ImportMappings {

	private static final TypeReference<Map<Field, Integer>> COLUMNS = new TypeReference<>() {
	};

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	private final JsonMapper json;

	Optional<Map<Field, Integer>> find(ImportKind kind, List<String> header) {
		return jdbc.sql("""
				select columns from import_mappings
				where organization_id = :organization and kind = :kind and fingerprint = :fingerprint
				""")
			.param("organization", tenancy.current())
			.param("kind", kind.name())
			.param("fingerprint", Columns.fingerprint(header))
			.query(String.class)
			.optional()
			.map(columns -> json.readValue(columns, COLUMNS));
	}

	void remember(ImportKind kind, List<String> header, Map<Field, Integer> columns) {
		jdbc.sql("""
				insert into import_mappings (organization_id, kind, fingerprint, columns, changed_at)
				values (:organization, :kind, :fingerprint, cast(:columns as jsonb), :now)
				on conflict (organization_id, kind, fingerprint)
				do update set columns = excluded.columns, changed_at = excluded.changed_at
				where import_mappings.organization_id = :organization
				""")
			.param("organization", tenancy.current())
			.param("kind", kind.name())
			.param("fingerprint", Columns.fingerprint(header))
			.param("columns", json.writeValueAsString(columns))
			.param("now", Timestamp.from(clock.instant()))
			.update();
	}

}
