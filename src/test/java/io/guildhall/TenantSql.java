package io.guildhall;

import java.lang.StackWalker.Option;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Watches all SQL of the application in the tests, Hibernate's and JdbcClient's alike,
 * and fails a statement over tables of tenants that does not name the organization, or
 * that runs outside of a transaction, where row level security lets it see nothing. What
 * a test itself asks the database is its own affair.
 */
public class TenantSql implements BeanPostProcessor {

	private static final Pattern LITERALS_AND_COMMENTS = Pattern.compile("'(?:[^']|'')*'|--[^\\n]*|/\\*.*?\\*/",
			Pattern.DOTALL);

	private static final Pattern TABLE = Pattern
		.compile("\\b(?:from|join|into|update|using)\\s+(?:only\\s+|lateral\\s+)?(?:public\\.)?\"?(\\w+)");

	private static final Pattern CONDITION = Pattern.compile("\\b(?:where|on|using|having)\\b");

	private static final Pattern WATCHED = Pattern.compile("\\s*(?:with|select|insert|update|delete|table)\\b.*",
			Pattern.DOTALL);

	private static final ThreadLocal<@Nullable List<String>> ASKED = new ThreadLocal<>();

	private final Map<String, Boolean> tenantTables = new ConcurrentHashMap<>();

	private final Map<String, Judged> judged = new ConcurrentHashMap<>();

	private final DataSource owner;

	private final BooleanSupplier askedByATest;

	TenantSql(DataSource owner) {
		this(owner, TenantSql::isOfATest);
	}

	TenantSql(DataSource owner, BooleanSupplier askedByATest) {
		this.owner = owner;
		this.askedByATest = askedByATest;
	}

	/**
	 * Each time that the thread waits for the database during the work, with what it
	 * asks: statements that go together are one.
	 */
	public static List<String> roundTrips(Callable<?> work) throws Exception {
		List<String> asked = new ArrayList<>();
		ASKED.set(asked);
		try {
			work.call();
		}
		finally {
			ASKED.remove();
		}
		return asked;
	}

	private static void asks(String what) {
		List<String> asked = ASKED.get();
		if (asked != null) {
			asked.add(what);
		}
	}

	/** The different statements over tables of tenants so far that begin so. */
	List<String> startingWith(String start) {
		return this.judged.entrySet()
			.stream()
			.filter(known -> known.getValue().ofTenants())
			.map(Map.Entry::getKey)
			.filter(sql -> sql.startsWith(start))
			.toList();
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (bean instanceof DataSource source && beanName.equals("dataSource")) ? new Watched(source) : bean;
	}

	/** What a statement is: over tables of tenants, and limited to an organization. */
	private record Judged(boolean ofTenants, boolean limited) {
	}

	private final class Watched extends DelegatingDataSource {

		Watched(DataSource target) {
			super(target);
		}

		@Override
		public Connection getConnection() throws SQLException {
			return watch(super.getConnection());
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return watch(super.getConnection(username, password));
		}

	}

	private Connection watch(Connection connection) {
		return proxy(Connection.class, (proxy, method, arguments) -> {
			if (arguments != null && arguments.length > 0 && arguments[0] instanceof String sql
					&& method.getName().startsWith("prepare")) {
				check(connection, sql, false);
				Object statement = Objects.requireNonNull(invoke(connection, method, arguments));
				return watch(PreparedStatement.class, (PreparedStatement) statement, connection, (Connection) proxy,
						sql);
			}
			boolean commits = method.getName().equals("commit");
			if (commits) {
				asks("commit");
				Crash.step();
			}
			Object result = invoke(connection, method, arguments);
			if (commits) {
				Crash.step();
			}
			return (result instanceof Statement statement && method.getName().equals("createStatement"))
					? watch(Statement.class, statement, connection, (Connection) proxy, null) : result;
		});
	}

	private <S extends Statement> S watch(Class<S> type, S statement, Connection connection, Connection watched,
			@Nullable String prepared) {
		return proxy(type, (proxy, method, arguments) -> {
			String name = method.getName();
			if (name.startsWith("execute")) {
				asks((arguments != null && arguments.length > 0) ? String.valueOf(arguments[0])
						: String.valueOf(prepared));
				Crash.step();
			}
			if (name.startsWith("execute") || name.equals("addBatch")) {
				if (arguments != null && arguments.length > 0 && arguments[0] instanceof String sql) {
					check(connection, sql, true);
				}
				else if (prepared != null) {
					check(connection, prepared, true);
				}
			}
			return name.equals("getConnection") ? watched : invoke(statement, method, arguments);
		});
	}

	private static <T> T proxy(Class<T> type, InvocationHandler handler) {
		return type.cast(Proxy.newProxyInstance(TenantSql.class.getClassLoader(), new Class<?>[] { type }, handler));
	}

	private static @Nullable Object invoke(Object target, java.lang.reflect.Method method,
			Object @Nullable [] arguments) throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	private void check(Connection connection, String sql, boolean executes) throws SQLException {
		Judged judgement = this.judged.get(sql);
		if (judgement == null) {
			judgement = judge(sql);
			this.judged.put(sql, judgement);
		}
		if (!judgement.ofTenants()) {
			return;
		}
		boolean limited = judgement.limited();
		boolean fenced = !executes || !connection.getAutoCommit();
		if ((!limited || !fenced) && !this.askedByATest.getAsBoolean()) {
			throw new IllegalStateException((limited ? "Outside of a transaction, where nothing is visible: "
					: "Not limited to an organization: ") + sql);
		}
	}

	/** Of several that go together each is judged by itself. */
	private Judged judge(String sql) {
		boolean ofTenants = false;
		boolean limited = true;
		for (String one : code(sql).split(";")) {
			List<String> tables = tenantTables(one);
			ofTenants |= !tables.isEmpty();
			limited &= tables.isEmpty() || isLimited(one, tables.size());
		}
		return new Judged(ofTenants, ofTenants && limited);
	}

	/**
	 * Whether the statement names the organization in a condition, or as the column that
	 * it inserts.
	 */
	static boolean isLimited(String sql, int tables) {
		String code = code(sql);
		if (code.startsWith("insert") && tables == 1) {
			return code.contains("organization_id");
		}
		Matcher condition = CONDITION.matcher(code);
		return condition.find() && code.indexOf("organization_id", condition.end()) > 0;
	}

	private List<String> tenantTables(String sql) {
		List<String> tables = new ArrayList<>();
		String code = code(sql);
		if (WATCHED.matcher(code).matches()) {
			Matcher table = TABLE.matcher(code);
			while (table.find()) {
				if (isOfTenants(table.group(1))) {
					tables.add(table.group(1));
				}
			}
		}
		return tables;
	}

	private static String code(String sql) {
		return LITERALS_AND_COMMENTS.matcher(sql).replaceAll(" ").toLowerCase(Locale.ROOT).strip();
	}

	private boolean isOfTenants(String table) {
		return table.endsWith("_facts") || this.tenantTables.computeIfAbsent(table, this::isOfTenantsInCatalog);
	}

	private boolean isOfTenantsInCatalog(String table) {
		if (GlobalTables.contains(table)) {
			return false;
		}
		try (Connection connection = this.owner.getConnection();
				PreparedStatement statement = connection.prepareStatement("""
						select from pg_class c join pg_attribute a on a.attrelid = c.oid
						where c.relname = ? and c.relnamespace = 'public'::regnamespace
						and c.relkind in ('r', 'p', 'v') and a.attname = 'organization_id'
						""")) {
			statement.setString(1, table);
			try (ResultSet found = statement.executeQuery()) {
				return found.next();
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Whether the nearest code of ours that asks is a test's; what Hibernate and other
	 * libraries write is the application's.
	 */
	private static boolean isOfATest() {
		return StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE)
			.walk(frames -> frames.map(StackWalker.StackFrame::getDeclaringClass)
				.filter(type -> isOurs(type) || type.getName().startsWith("org.hibernate."))
				.findFirst()
				.filter(type -> isOurs(type) && isTest(type))
				.isPresent());
	}

	private static boolean isOurs(Class<?> type) {
		return type.getName().startsWith("io.guildhall.") && !type.getName().startsWith(TenantSql.class.getName());
	}

	private static boolean isTest(Class<?> type) {
		var source = type.getProtectionDomain().getCodeSource();
		return source != null && source.getLocation().getPath().contains("test-classes");
	}

}
