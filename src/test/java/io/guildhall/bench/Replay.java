package io.guildhall.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

import io.guildhall.House;
import io.guildhall.GlobalTables;

/**
 * The database's own limit: the rows that the application wrote for one organization are
 * written for another one by bare JDBC, in the same transactions (a row knows which one
 * wrote it last), as the same role under the same policies. What a row was before its
 * last change is not written again, so the limit does rather less than the application.
 */
final class Replay {

	/** Above it rows are copied into a temporary table and taken from there. */
	private static final int MANY = 50;

	private final House house;

	private final List<Table> tables;

	private final List<Reference> references;

	Replay(House house) throws SQLException {
		this.house = house;
		this.references = references();
		this.tables = tables();
	}

	private record Column(String name, String type) {
	}

	private record Table(String name, List<Column> columns) {

		String names() {
			return this.columns.stream().map(Column::name).collect(Collectors.joining(", "));
		}

		int[] places(List<String> names) {
			List<String> all = this.columns.stream().map(Column::name).toList();
			return names.stream().mapToInt(all::indexOf).toArray();
		}

	}

	/** A foreign key between tables of tenants. */
	private record Reference(String from, List<String> columns, String to, List<String> key) {
	}

	/** What one transaction wrote: by table, the lines as COPY gives them. */
	record Transaction(Map<String, List<String>> rows) {

		boolean writes(String table) {
			return this.rows.containsKey(table);
		}

	}

	/** The next transaction; what comes later has a number from it on. */
	long now() throws SQLException {
		try (Connection connection = this.house.asOwner().getConnection();
				Statement statement = connection.createStatement();
				ResultSet row = statement
					.executeQuery("select (pg_current_xact_id()::text::numeric % 4294967296)::bigint")) {
			row.next();
			return row.getLong(1);
		}
	}

	/**
	 * Takes everything away that an organization has: what it is founded with has ids of
	 * its own, and those of the other one are to come instead.
	 */
	void empty(UUID organization) throws SQLException {
		List<Table> last = new ArrayList<>(this.tables);
		Collections.reverse(last);
		try (Connection connection = this.house.asOwner().getConnection();
				Statement statement = connection.createStatement()) {
			for (Table table : last) {
				statement.execute("delete from %s where organization_id = '%s'".formatted(table.name(), organization));
			}
		}
	}

	/** What was written for an organization since then, as rows of the other one. */
	List<Transaction> since(long start, UUID from, UUID to) throws SQLException {
		Map<Long, Map<String, List<String>>> found = new TreeMap<>();
		try (Connection connection = this.house.asOwner().getConnection()) {
			for (Table table : this.tables) {
				String values = table.columns()
					.stream()
					.map(column -> column.name().equals("organization_id") ? "'" + to + "'::uuid" : column.name())
					.collect(Collectors.joining(", "));
				ByteArrayOutputStream lines = new ByteArrayOutputStream();
				connection.unwrap(PGConnection.class)
					.getCopyAPI()
					.copyOut(
							"copy (select xmin, %s from %s where organization_id = '%s' and xmin::text::bigint >= %d) to stdout"
								.formatted(values, table.name(), from, start),
							lines);
				lines.toString(StandardCharsets.UTF_8).lines().forEach(line -> {
					int tab = line.indexOf('\t');
					found.computeIfAbsent(Long.parseLong(line.substring(0, tab)), number -> new LinkedHashMap<>())
						.computeIfAbsent(table.name(), name -> new ArrayList<>())
						.add(line.substring(tab + 1));
				});
			}
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
		List<Map<String, List<String>>> transactions = List.copyOf(found.values());
		this.references.forEach(reference -> bringForward(reference, transactions));
		return transactions.stream().map(Transaction::new).toList();
	}

	/**
	 * A row that was changed later than another one came to refer to it (an import and
	 * its files) is written with the first that needs it.
	 */
	private void bringForward(Reference reference, List<Map<String, List<String>>> transactions) {
		Table from = table(reference.from());
		Table to = table(reference.to());
		int[] columns = from.places(reference.columns());
		int[] key = to.places(reference.key());
		Map<String, Integer> needed = new HashMap<>();
		for (int i = 0; i < transactions.size(); i++) {
			for (String line : transactions.get(i).getOrDefault(from.name(), List.of())) {
				needed.putIfAbsent(cells(line, columns), i);
			}
		}
		for (int i = 1; i < transactions.size() && !needed.isEmpty(); i++) {
			int here = i;
			transactions.get(i).getOrDefault(to.name(), new ArrayList<>()).removeIf(line -> {
				int first = needed.getOrDefault(cells(line, key), here);
				return first < here
						&& transactions.get(first).computeIfAbsent(to.name(), name -> new ArrayList<>()).add(line);
			});
		}
	}

	private Table table(String name) {
		return this.tables.stream().filter(table -> table.name().equals(name)).findFirst().orElseThrow();
	}

	private static String cells(String line, int[] places) {
		String[] cells = line.split("\t", -1);
		return Arrays.stream(places).mapToObj(place -> cells[place]).collect(Collectors.joining("\t"));
	}

	/**
	 * Writes the transactions, so many at once.
	 * @param also a statement that each transaction runs as well; null for none
	 * @return how long it took, in seconds
	 */
	double write(List<Transaction> transactions, UUID organization, int atOnce, @Nullable String also)
			throws Exception {
		ConcurrentLinkedQueue<Transaction> waiting = new ConcurrentLinkedQueue<>(transactions);
		List<Writer> writers = new ArrayList<>();
		ExecutorService threads = Executors.newFixedThreadPool(atOnce);
		try {
			for (int i = 0; i < atOnce; i++) {
				writers.add(new Writer(this.house.asApplication(), organization, also));
			}
			long start = System.nanoTime();
			List<Future<?>> running = new ArrayList<>();
			for (Writer writer : writers) {
				running.add(threads.submit(() -> {
					for (Transaction next = waiting.poll(); next != null; next = waiting.poll()) {
						writer.write(next);
					}
					return null;
				}));
			}
			for (Future<?> one : running) {
				one.get();
			}
			return (System.nanoTime() - start) / 1e9;
		}
		finally {
			threads.shutdown();
			for (Writer writer : writers) {
				writer.close();
			}
		}
	}

	private final class Writer implements AutoCloseable {

		private final Connection connection;

		private final Statement statement;

		private final UUID organization;

		private final @Nullable String also;

		private final Map<String, PreparedStatement> prepared = new HashMap<>();

		private final Set<String> staged = new LinkedHashSet<>();

		Writer(DataSource source, UUID organization, @Nullable String also) throws SQLException {
			this.connection = source.getConnection();
			this.connection.setAutoCommit(false);
			this.statement = this.connection.createStatement();
			this.organization = organization;
			this.also = also;
		}

		void write(Transaction transaction) throws SQLException, IOException {
			this.statement.execute("set local guildhall.organization_id = '" + this.organization + "'");
			for (Table table : Replay.this.tables) {
				List<String> rows = transaction.rows().getOrDefault(table.name(), List.of());
				if (rows.size() > MANY) {
					copy(table, rows);
				}
				else if (!rows.isEmpty()) {
					insert(table, rows);
				}
			}
			if (this.also != null) {
				this.statement.execute(this.also);
			}
			this.connection.commit();
		}

		private void copy(Table table, List<String> rows) throws SQLException, IOException {
			String staging = "staged_" + table.name();
			if (this.staged.add(staging)) {
				this.statement.execute("create temporary table %s on commit delete rows as select %s from %s limit 0"
					.formatted(staging, table.names(), table.name()));
			}
			this.connection.unwrap(PGConnection.class)
				.getCopyAPI()
				.copyIn("copy %s from stdin".formatted(staging), new StringReader(String.join("\n", rows) + "\n"));
			this.statement.execute("insert into %s (%s) select %s from %s on conflict do nothing"
				.formatted(table.name(), table.names(), table.names(), staging));
		}

		private void insert(Table table, List<String> rows) throws SQLException {
			String values = "("
					+ table.columns().stream().map(column -> "?::" + column.type()).collect(Collectors.joining(", "))
					+ ")";
			String sql = "insert into %s (%s) values %s on conflict do nothing".formatted(table.name(), table.names(),
					rows.stream().map(row -> values).collect(Collectors.joining(", ")));
			PreparedStatement insert = this.prepared.get(sql);
			if (insert == null) {
				insert = this.connection.prepareStatement(sql);
				this.prepared.put(sql, insert);
			}
			int parameter = 0;
			for (String row : rows) {
				for (String cell : row.split("\t", -1)) {
					insert.setString(++parameter, cell.equals("\\N") ? null : unescaped(cell));
				}
			}
			insert.executeUpdate();
		}

		@Override
		public void close() throws SQLException {
			this.connection.close();
		}

	}

	private static String unescaped(String cell) {
		if (cell.indexOf('\\') < 0) {
			return cell;
		}
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < cell.length(); i++) {
			char c = cell.charAt(i);
			if (c == '\\' && i + 1 < cell.length()) {
				char next = cell.charAt(++i);
				text.append(switch (next) {
					case 'n' -> '\n';
					case 't' -> '\t';
					case 'r' -> '\r';
					default -> next;
				});
			}
			else {
				text.append(c);
			}
		}
		return text.toString();
	}

	private List<Reference> references() throws SQLException {
		List<Reference> references = new ArrayList<>();
		try (Connection connection = this.house.asOwner().getConnection();
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery(
						"""
								select f.relname, t.relname,
									(select array_agg(a.attname::text order by k.n) from unnest(c.conkey) with ordinality k (no, n)
										join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.no),
									(select array_agg(a.attname::text order by k.n) from unnest(c.confkey) with ordinality k (no, n)
										join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.no)
								from pg_constraint c join pg_class f on f.oid = c.conrelid join pg_class t on t.oid = c.confrelid
								where c.contype = 'f' and not f.relispartition and c.conrelid <> c.confrelid
								order by f.relname, c.conname
								""")) {
			while (row.next()) {
				if (!GlobalTables.contains(row.getString(1)) && !GlobalTables.contains(row.getString(2))) {
					references.add(new Reference(row.getString(1), List.of((String[]) row.getArray(3).getArray()),
							row.getString(2), List.of((String[]) row.getArray(4).getArray())));
				}
			}
		}
		return references;
	}

	/** All tables of tenants; those that others refer to come first. */
	private List<Table> tables() throws SQLException {
		Map<String, Table> tables = new TreeMap<>();
		Map<String, Set<String>> needs = new HashMap<>();
		try (Connection connection = this.house.asOwner().getConnection();
				Statement statement = connection.createStatement()) {
			try (ResultSet row = statement.executeQuery("""
					select c.relname, a.attname, format_type(a.atttypid, a.atttypmod) from pg_class c
					join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
						and a.attgenerated = ''
					where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
					and exists (select from pg_attribute o where o.attrelid = c.oid and o.attname = 'organization_id')
					order by c.relname, a.attnum
					""")) {
				while (row.next()) {
					if (!GlobalTables.contains(row.getString(1))) {
						tables.computeIfAbsent(row.getString(1), name -> new Table(name, new ArrayList<>()))
							.columns()
							.add(new Column(row.getString(2), row.getString(3)));
					}
				}
			}
		}
		this.references.forEach(reference -> needs.computeIfAbsent(reference.from(), name -> new LinkedHashSet<>())
			.add(reference.to()));
		Map<String, Table> ordered = new LinkedHashMap<>();
		tables.keySet().forEach(name -> order(name, tables, needs, ordered, new LinkedHashSet<>()));
		return List.copyOf(ordered.values());
	}

	private static void order(String name, Map<String, Table> tables, Map<String, Set<String>> needs,
			Map<String, Table> ordered, Set<String> above) {
		Table table = tables.get(name);
		if (table == null || ordered.containsKey(name) || !above.add(name)) {
			return;
		}
		needs.getOrDefault(name, Set.of()).forEach(needed -> order(needed, tables, needs, ordered, above));
		ordered.put(name, table);
	}

}
