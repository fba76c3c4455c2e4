package io.guildhall.member;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.Tenancy;

/**
 * Rows with an id and the member to whom they belong: they are handed over as they are.
 * The table is one of the module that makes this.
 */
@Transactional
public class RowBelongings implements Belongings {

	private final String key;

	private final String table;

	private final String column;

	private final String set;

	private final String free;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * Rows that cannot collide.
	 * @param key names it, and its text
	 * @param table with the columns organization_id, id, member_id
	 * @param versioned whether an entity stands on it, which must notice
	 */
	public RowBelongings(String key, String table, boolean versioned, JdbcClient jdbc, Tenancy tenancy) {
		this(key, table, versioned, "true", jdbc, tenancy);
	}

	/**
	 * Rows that cannot collide, and name the member elsewhere than in member_id.
	 * @param column that names the member
	 */
	public RowBelongings(String key, String table, String column, boolean versioned, JdbcClient jdbc, Tenancy tenancy) {
		this(key, table, column, versioned, "true", jdbc, tenancy);
	}

	/**
	 * Rows some of which may be there already.
	 * @param free the condition that a row {@code b} does not collide with one of the
	 * member {@code :to}
	 */
	public RowBelongings(String key, String table, boolean versioned, String free, JdbcClient jdbc, Tenancy tenancy) {
		this(key, table, "member_id", versioned, free, jdbc, tenancy);
	}

	private RowBelongings(String key, String table, String column, boolean versioned, String free, JdbcClient jdbc,
			Tenancy tenancy) {
		this.key = key;
		this.table = table;
		this.column = column;
		this.set = versioned ? ", version = b.version + 1" : "";
		this.free = free;
		this.jdbc = jdbc;
		this.tenancy = tenancy;
	}

	@Override
	public String key() {
		return this.key;
	}

	@Override
	@Transactional(readOnly = true)
	public long count(MemberId member) {
		return this.jdbc
			.sql("select count(*) from %s b where b.organization_id = :organization and b.%s = :member"
				.formatted(this.table, this.column))
			.param("organization", this.tenancy.current())
			.param("member", member.id())
			.query(Long.class)
			.single();
	}

	@Override
	public @Nullable Condition held() {
		return Belongings.in(this.table, this.column);
	}

	@Override
	public String move(UUID merge, MemberId from, MemberId to) {
		return this.jdbc.sql("""
				with moved as (
					update %s b set %s = :to%s
					where b.organization_id = :organization and b.%2$s = :from and %s
					returning b.id)
				select coalesce(cast(jsonb_agg(id) as text), '[]') from moved
				""".formatted(this.table, this.column, this.set, this.free))
			.param("organization", this.tenancy.current())
			.param("from", from.id())
			.param("to", to.id())
			.query(String.class)
			.single();
	}

	@Override
	public void moveBack(UUID merge, MemberId from, MemberId to, String moved) {
		this.jdbc
			.sql("""
					update %s b set %s = :from%s
					where b.organization_id = :organization and b.%2$s = :to
					and b.id in (select cast(moved.id as uuid) from jsonb_array_elements_text(cast(:moved as jsonb)) as moved (id))
					"""
				.formatted(this.table, this.column, this.set))
			.param("organization", this.tenancy.current())
			.param("from", from.id())
			.param("to", to.id())
			.param("moved", moved)
			.update();
	}

}
