package io.guildhall.database;

import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.Assert;

import lombok.extern.slf4j.Slf4j;

/**
 * Makes and removes the monthly partitions of tables that are partitioned by a range of
 * days. It works as the owner, in transactions of its own, whatever transaction the
 * caller is in; the application's role gets no grant on a partition, since the policies
 * stand on the table.
 */
@Slf4j
@Service
public class Partitions {

	/** Of the lock that those who write share, and who removes has alone. */
	private static final String KEY = "hashtext('guildhall.partitions'), hashtext(?)";

	/** What PostgreSQL says after lock_timeout, and Spring has no word for. */
	private static final String LOCK_NOT_AVAILABLE = "55P03";

	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,50}");

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	Partitions(@OwnerConnection DataSource owner) {
		this.jdbc = JdbcClient.create(owner);
		this.transaction = new TransactionTemplate(new DataSourceTransactionManager(owner));
		this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
	}

	/**
	 * Sees to it that each month from the first to the last, both included, has its
	 * partition. Cheap when they are there; right when two instances do it at once.
	 * @throws IllegalArgumentException if there is no such partitioned table
	 */
	public void ensureMonths(String table, YearMonth from, YearMonth to) {
		Assert.isTrue(!from.isAfter(to), "The first month is after the last");
		List<String> present = partitions(table);
		for (YearMonth month = from; !month.isAfter(to); month = month.plusMonths(1)) {
			String name = name(table, month);
			if (!present.contains(name)) {
				YearMonth missing = month;
				this.transaction.executeWithoutResult(status -> create(table, name, missing));
			}
		}
	}

	/**
	 * Sees to it that no partition of the table goes while the transaction of somebody
	 * who writes lasts; to be asked before {@link #ensureMonths} for months that may go.
	 * @param writer the connection of the caller's transaction
	 */
	public static void hold(JdbcClient writer, String table) {
		writer.sql("select pg_advisory_xact_lock_shared(%s)".formatted(KEY))
			.param(table)
			.query((row, number) -> true)
			.single();
	}

	/**
	 * Drops the partitions of the months before this one that have no row. Where somebody
	 * writes to such months, or the table is busy, the rest stays for another time:
	 * nobody is made to wait.
	 * @return the names of those that went
	 * @throws IllegalArgumentException if there is no such partitioned table
	 */
	public List<String> removeEmptyBefore(String table, YearMonth first) {
		String bound = name(table, first);
		List<String> gone = new ArrayList<>();
		for (String name : partitions(table).stream().sorted().toList()) {
			boolean old = name.length() == bound.length() && name.compareTo(bound) < 0;
			if (old && isEmpty(name)) {
				try {
					if (Boolean.TRUE.equals(this.transaction.execute(status -> remove(table, name)))) {
						gone.add(name);
					}
				}
				catch (UncategorizedSQLException busy) {
					SQLException cause = busy.getSQLException();
					if (cause == null || !LOCK_NOT_AVAILABLE.equals(cause.getSQLState())) {
						throw busy;
					}
					log.info("Partition {} stays, since {} is busy", name, table);
					break;
				}
			}
		}
		return gone;
	}

	private void create(String table, String name, YearMonth month) {
		lock(table);
		if (partitions(table).contains(name)) {
			return;
		}
		// Attaching what was made apart does not stop those who write to other months, as
		// "create table ... partition of" would.
		this.jdbc.sql("create table %s (like %s including all)".formatted(name, table)).update();
		this.jdbc
			.sql("alter table %s attach partition %s for values from ('%s') to ('%s')".formatted(table, name,
					month.atDay(1), month.plusMonths(1).atDay(1)))
			.update();
		log.info("Made partition {}", name);
	}

	private boolean remove(String table, String name) {
		boolean alone = this.jdbc.sql("select pg_try_advisory_xact_lock(%s)".formatted(KEY))
			.param(table)
			.query(Boolean.class)
			.single();
		if (!alone) {
			return false;
		}
		this.jdbc.sql("set local lock_timeout = '2s'").update();
		this.jdbc.sql("lock table %s in access exclusive mode".formatted(table)).update();
		// Asked again: who wrote before has committed by now.
		if (!partitions(table).contains(name) || !isEmpty(name)) {
			return false;
		}
		this.jdbc.sql("alter table %s detach partition %s".formatted(table, name)).update();
		this.jdbc.sql("drop table %s".formatted(name)).update();
		log.info("Removed partition {}", name);
		return true;
	}

	private boolean isEmpty(String name) {
		return this.jdbc.sql("select not exists (select from %s)".formatted(name)).query(Boolean.class).single();
	}

	/**
	 * One at a time; readers and writers go on, and who waits for long gives up rather
	 * than have everybody queue behind.
	 */
	private void lock(String table) {
		this.jdbc.sql("set local lock_timeout = '30s'").update();
		this.jdbc.sql("lock table %s in share update exclusive mode".formatted(table)).update();
	}

	private List<String> partitions(String table) {
		Assert.isTrue(NAME.matcher(table).matches(), "No name of a partitioned table");
		boolean partitioned = this.jdbc.sql("""
				select exists (select from pg_class c join pg_partitioned_table p on p.partrelid = c.oid
					where c.relname = ? and c.relnamespace = 'public'::regnamespace
					and p.partstrat = 'r' and p.partnatts = 1)
				""").param(table).query(Boolean.class).single();
		Assert.isTrue(partitioned, () -> table + " is not partitioned by a range");
		return this.jdbc.sql("""
				select child.relname from pg_inherits i join pg_class child on child.oid = i.inhrelid
				join pg_class parent on parent.oid = i.inhparent
				where parent.relname = ? and parent.relnamespace = 'public'::regnamespace
				""").param(table).query(String.class).list();
	}

	private static String name(String table, YearMonth month) {
		return String.format(Locale.ROOT, "%s_y%04dm%02d", table, month.getYear(), month.getMonthValue());
	}

}
