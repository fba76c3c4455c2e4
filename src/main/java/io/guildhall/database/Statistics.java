package io.guildhall.database;

import java.util.List;

import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

import lombok.extern.slf4j.Slf4j;

/**
 * Tells the planner how large tables have become. The server does so by itself, but up to
 * a minute late: who imports the first orders and judges their members right away would
 * else wait for a plan that is made for an empty table.
 */
@Slf4j
@Service
public class Statistics {

	/** Rows on a page of 8 kB: less than most tables have, and enough. */
	private static final int DENSITY = 20;

	private static final int ORGANIZATIONS = 10;

	private final JdbcClient jdbc;

	Statistics(@OwnerConnection DataSource owner) {
		this.jdbc = JdbcClient.create(owner);
	}

	/**
	 * Looks at the tables that grew by a fifth since they were last looked at, as far as
	 * what was written to them is committed. Cheap where there is none.
	 */
	public void refresh() {
		List<String> grown = this.jdbc.sql("""
				select cast(cast(c.oid as regclass) as text) from pg_class c
				where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
				and pg_relation_size(c.oid) / cast(current_setting('block_size') as int) > 20 + c.relpages * 1.2
				order by 1
				""").query(String.class).list();
		// A table that somebody else is looking at needs us no more.
		grown.forEach(table -> this.jdbc.sql("analyze (skip_locked) " + table).update());
		if (!grown.isEmpty()) {
			log.info("Looked at tables that grew: {}", String.join(", ", grown));
		}
	}

	/**
	 * To be called before many rows come in: tables that were last looked at when next to
	 * nothing was in them, though they had grown, are told to be as dense as others. A
	 * dry run leaves them so, its rows being rolled back; and a table that is taken for
	 * empty is searched by whichever index comes first, for each foreign key that is
	 * checked (ADR 14).
	 */
	public void expectMany() {
		boolean able = this.jdbc.sql("select to_regproc('pg_restore_relation_stats') is not null")
			.query(Boolean.class)
			.single();
		if (!able) {
			return;
		}
		this.jdbc.sql("""
				select count(pg_restore_relation_stats('schemaname', 'public', 'relname', cast(c.relname as text),
				    'reltuples', cast(c.relpages * :density as real)))
				from pg_class c
				where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
				and c.relpages > 0 and c.reltuples >= 0 and c.reltuples < c.relpages
				""").param("density", DENSITY).query(Long.class).single();
	}

	/**
	 * To be called after migrations: a house is expected to have a few organizations of
	 * middling size, whatever the first ones are like. Of many tiny ones the server would
	 * learn that an organization is as good as a key, and search by it alone.
	 */
	void expectFewOrganizations() {
		this.jdbc
			.sql("""
					select format('alter table %s alter column organization_id set (n_distinct = %s, n_distinct_inherited = %2$s)',
					    cast(a.attrelid as regclass), :organizations)
					from pg_attribute a join pg_class c on c.oid = a.attrelid
					where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
					and a.attname = 'organization_id' and a.attoptions is null
					order by 1
					""")
			.param("organizations", ORGANIZATIONS)
			.query(String.class)
			.list()
			.forEach(statement -> this.jdbc.sql(statement).update());
	}

}
