package io.guildhall;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import io.guildhall.shared.Permission;

/** A database that keeps what it is told, and the application beside it. */
public final class House implements AutoCloseable {

	private static final String OWNER = "guildhall_bench_owner";

	private static final String APPLICATION = "guildhall_bench_app";

	private static final String PASSWORD = "of-the-benchmark";

	private static final String DATABASE = "guildhall_bench";

	private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private static final Pattern SECRET = Pattern.compile("id=\"secret\">([^<]+)<");

	private final @Nullable EmbeddedPostgres server;

	private final String url;

	private final Map<String, String> settings;

	private final Instance application;

	private final @Nullable Path jar;

	private int founded;

	private House(@Nullable EmbeddedPostgres server, String url, Map<String, String> settings, @Nullable Path jar,
			Instance application) {
		this.server = server;
		this.url = url;
		this.settings = settings;
		this.jar = jar;
		this.application = application;
	}

	/** An organization, and a program that may do everything there. */
	public record Organization(UUID id, Rest rest) {
	}

	/**
	 * Opens one to measure; with the packaged application where {@code bench.jar} names
	 * it.
	 */
	public static House open() throws IOException, SQLException {
		return open("bench", Map.of(), false);
	}

	/**
	 * Opens one for a short while, in which nothing is measured.
	 * @param name of the application's log
	 * @param more settings of the application
	 */
	public static House brief(String name, Map<String, String> more) throws IOException, SQLException {
		return open(name, more, true);
	}

	private static House open(String name, Map<String, String> more, boolean brief) throws IOException, SQLException {
		String given = System.getenv("GUILDHALL_BENCH_URL");
		EmbeddedPostgres server = (given == null) ? embedded(!brief) : null;
		String superuser = (server != null) ? server.getJdbcUrl("postgres", "postgres") : given;
		PGSimpleDataSource postgres = new PGSimpleDataSource();
		postgres.setUrl(superuser);
		try (Connection connection = postgres.getConnection(); Statement statement = connection.createStatement()) {
			if (!isKept(statement)) {
				statement.execute("drop database if exists %s (force)".formatted(DATABASE));
				for (String role : new String[] { OWNER, APPLICATION }) {
					statement.execute("drop role if exists " + role);
					statement.execute(
							"create role %s login nosuperuser nobypassrls password '%s'".formatted(role, PASSWORD));
				}
				statement.execute("grant pg_checkpoint to " + OWNER);
				statement.execute("create database %s owner %s".formatted(DATABASE, OWNER));
			}
		}
		String url = superuser.replaceFirst("\\?.*", "").replaceFirst("/[^/]*$", "/" + DATABASE);
		String packaged = System.getProperty("bench.jar");
		Path jar = (packaged != null) ? Path.of(packaged) : null;
		if (brief && jar != null) {
			jar = Instance.unpacked(jar, name);
		}
		Map<String, String> settings = new HashMap<>(Map.of("spring.datasource.url", url, "spring.datasource.username",
				APPLICATION, "spring.datasource.password", PASSWORD, "spring.flyway.url", url, "spring.flyway.user",
				OWNER, "spring.flyway.password", PASSWORD, "spring.flyway.placeholders.app", APPLICATION));
		settings.putAll(more);
		return new House(server, url, settings, jar, Instance.start(name, jar, settings, brief));
	}

	/** Whether the run before left a database that is asked for. */
	private static boolean isKept(Statement statement) throws SQLException {
		if (System.getenv("GUILDHALL_BENCH_KEPT") == null) {
			return false;
		}
		try (ResultSet row = statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
			return row.next();
		}
	}

	/** Durable where something is measured, unlike the server of the tests. */
	private static EmbeddedPostgres embedded(boolean durable) throws IOException {
		String synced = durable ? "on" : "off";
		return EmbeddedPostgres.builder()
			.setPGStartupWait(Duration.ofMinutes(1))
			.setServerConfig("fsync", synced)
			.setServerConfig("full_page_writes", synced)
			.setServerConfig("synchronous_commit", "on")
			.setServerConfig("shared_buffers", "256MB")
			.setServerConfig("max_wal_size", "2GB")
			.setServerConfig("timezone", "UTC")
			.setServerConfig("jit", "off")
			.setLocaleConfig("locale", "C")
			.setLocaleConfig("locale-provider", "builtin")
			.setLocaleConfig("builtin-locale", "C.UTF-8")
			.start();
	}

	/** What an application needs to know to work with the database. */
	public Map<String, String> settings() {
		return this.settings;
	}

	/** Leaves the database alone with whoever comes. */
	public void stopApplication() {
		this.application.close();
	}

	/** kill -9 of the application. */
	public void killApplication() {
		this.application.kill();
	}

	/** What the application wrote. */
	public String log() {
		return this.application.log();
	}

	/** One more instance of the application on the same database. */
	public Instance another(String name) {
		return Instance.start(name, this.jar, this.settings, true);
	}

	/** Unwatched, as the owner of the tables. */
	public JdbcClient owner() {
		return JdbcClient.create(source(OWNER));
	}

	/** Unwatched, as the owner of the tables. */
	public DataSource asOwner() {
		return source(OWNER);
	}

	/** As the application's role, to which policies apply. */
	public DataSource asApplication() {
		return source(APPLICATION);
	}

	private DataSource source(String user) {
		PGSimpleDataSource source = new PGSimpleDataSource();
		source.setUrl(this.url);
		source.setUser(user);
		source.setPassword(PASSWORD);
		source.setReWriteBatchedInserts(true);
		return source;
	}

	/**
	 * Signs an organization up, or in where it was kept, and makes a key, as a person
	 * does: by the forms.
	 */
	public Organization found() {
		String slug = "bench-" + ++this.founded;
		HttpClient person = HttpClient.newBuilder()
			.cookieHandler(new CookieManager())
			.followRedirects(HttpClient.Redirect.NORMAL)
			.build();
		List<String> who = List.of("email=" + slug + "%40example.org",
				"password=" + URLEncoder.encode("correct horse battery", StandardCharsets.UTF_8));
		if (owner().sql("select count(*) from organizations where slug = ?")
			.param(slug)
			.query(Long.class)
			.single() > 0) {
			submit(person, "/login", who);
		}
		else {
			List<String> form = new ArrayList<>(
					List.of("organization=" + slug, "slug=" + slug, "zone=UTC", "currency=CNY", "name=Ann"));
			form.addAll(who);
			submit(person, "/signup", form);
		}
		List<String> key = new ArrayList<>(List.of("name=bench", "until="));
		Arrays.stream(Permission.values()).forEach(permission -> key.add("scopes=" + permission));
		String page = submit(person, "/o/" + slug + "/settings/keys", key);
		UUID id = owner().sql("select id from organizations where slug = ?").param(slug).query(UUID.class).single();
		return new Organization(id, new Rest(this.application.url(), find(SECRET, page)));
	}

	private String submit(HttpClient person, String path, List<String> fields) {
		URI uri = URI.create(this.application.url() + path);
		try {
			String form = person.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
			String body = fields.stream().collect(Collectors.joining("&")) + "&_csrf="
					+ URLEncoder.encode(find(TOKEN, form), StandardCharsets.UTF_8);
			return person
				.send(HttpRequest.newBuilder(uri)
					.header("Content-Type", "application/x-www-form-urlencoded")
					.POST(BodyPublishers.ofString(body))
					.build(), BodyHandlers.ofString())
				.body();
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static String find(Pattern pattern, String page) {
		Matcher matcher = pattern.matcher(page);
		if (!matcher.find()) {
			throw new IllegalStateException("No " + pattern + " in: " + page);
		}
		return matcher.group(1);
	}

	@Override
	public void close() throws IOException {
		this.application.close();
		if (this.server != null) {
			this.server.close();
		}
	}

}
