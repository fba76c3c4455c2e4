package io.guildhall.member;

import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import io.guildhall.shared.Tenancy;

/** Rows of a query over the tables of the module that makes this, column by column. */
@Transactional(readOnly = true)
public class RowRecords implements PersonalRecords {

	private static final TypeReference<Map<String, Object>> ROW = new TypeReference<>() {
	};

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final String key;

	private final String query;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * Records under a key.
	 * @param query with the parameters {@code organization} and {@code members}, an array
	 * of texts
	 */
	public RowRecords(String key, String query, JdbcClient jdbc, Tenancy tenancy) {
		this.key = key;
		this.query = query;
		this.jdbc = jdbc;
		this.tenancy = tenancy;
	}

	@Override
	public String key() {
		return this.key;
	}

	@Override
	public List<Map<String, Object>> of(List<MemberId> members) {
		return this.jdbc
			.sql("select cast(to_jsonb(r) - 'organization_id' - 'version' as text) from (%s) r".formatted(this.query))
			.param("organization", this.tenancy.current())
			.param("members", members.stream().map(MemberId::toString).toArray(String[]::new))
			.query(String.class)
			.stream()
			.map(row -> JSON.readValue(row, ROW))
			.toList();
	}

}
