package io.guildhall.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import io.guildhall.GlobalTables;
import io.guildhall.Rest;
import io.guildhall.TestDatabase;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;

/** Whatever belongs to another organization is not there: behind every door. */
@WholeApplication
class OtherTenantTests {

	private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

	/** What variables stand for that are no ids of objects of an organization. */
	private static final Map<String, String> PLAIN = Map.of("figure", "REVENUE", "number", "1", "tag", "reader",
			"objectType", "member", "outcome", "ISSUED");

	@LocalServerPort
	private int port;

	@Autowired
	private StaffFixtures staff;

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	@Qualifier("requestMappingHandlerMapping")
	private RequestMappingHandlerMapping mappings;

	private final JdbcClient owner = JdbcClient
		.create(TestDatabase.asOwnerOf(TestDatabase.url(WholeApplication.DATABASE)));

	/** An endpoint with ids in its path. */
	private record Door(HttpMethod method, String pattern) {

		boolean isRest() {
			return pattern.startsWith("/api/");
		}

	}

	@Test
	@Tag("unproven")
	void noDoorLeadsToAnotherOrganizationsData() {
		Person ann = staff.found();
		Person eve = staff.found();
		Furnished furnished = new Furnished(new Rest("http://localhost:" + port, staff.apiKey(ann))).all();
		furnished.awaitJob(furnished.id("jobs"));
		String imported = importChat(new Rest("http://localhost:" + port, staff.apiKey(ann)),
				new SmallWorld(java.time.LocalDate.now(SmallWorld.ZONE)));
		furnished.ids().put("imports", imported);
		Map<String, String> before = rows(ann.organizationId());
		String keyOfAnn = staff.apiKey(ann);
		String keyOfEve = staff.apiKey(eve);
		List<String> open = new ArrayList<>();
		List<String> dead = new ArrayList<>();
		for (Door door : doors()) {
			String path = path(door.pattern(), furnished.ids(), eve.slug());
			if (path == null) {
				open.add(door + " has a variable that the test does not know");
				continue;
			}
			int status = door.isRest() ? rest(door, path, keyOfEve) : page(door, path, eve);
			boolean hidden = status == 404 || (door.method() != HttpMethod.GET && status >= 400 && status < 500);
			if (!hidden) {
				open.add(door + " answers " + status + " for " + path);
			}
			if (door.method() == HttpMethod.GET && door.isRest() && rest(door, path, keyOfAnn) != 200) {
				dead.add(door + " does not even open for its own organization: " + path);
			}
		}
		assertThat(open).isEmpty();
		assertThat(dead).isEmpty();
		assertThat(rows(ann.organizationId())).isEqualTo(before);
	}

	@Test
	void noPageOfAnotherOrganizationOpens() {
		Person ann = staff.found();
		Person eve = staff.found();
		Set<String> open = new TreeSet<>();
		for (String pattern : patterns()) {
			if (pattern.startsWith("/o/{organization}") && !pattern.substring(17).contains("{")) {
				String path = pattern.replace("{organization}", ann.slug());
				int status = page(new Door(HttpMethod.GET, pattern), path, eve);
				if (status != 404 && status != 405) {
					open.add(path + " " + status);
				}
			}
		}
		assertThat(open).isEmpty();
	}

	@Test
	void theSameFileInTwoOrganizationsIsTwoWorlds() {
		Person ann = staff.found();
		Person eve = staff.found();
		SmallWorld world = new SmallWorld(java.time.LocalDate.now(SmallWorld.ZONE));
		Rest ofAnn = new Rest("http://localhost:" + port, staff.apiKey(ann));
		Rest ofEve = new Rest("http://localhost:" + port, staff.apiKey(eve));
		importChat(ofAnn, world);
		Map<String, String> before = rows(ann.organizationId());
		importChat(ofEve, world);
		assertThat(counts(eve.organizationId())).isEqualTo(counts(ann.organizationId()));
		assertThat(rows(ann.organizationId())).isEqualTo(before);
		assertThat(ids(ofAnn)).isNotEmpty().doesNotContainAnyElementsOf(ids(ofEve));
	}

	@TempDir
	private Path folder;

	private String importChat(Rest rest, SmallWorld world) {
		Path file = folder.resolve("result.json");
		try {
			Files.write(file, world.telegram());
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
		String id = rest.upload("/imports", List.of(file)).ok().text("id");
		rest.put("/imports/" + id + "/choice", Map.of("newCommunity", "Readers")).ok();
		rest.post("/imports/" + id + "/check", Map.of()).ok();
		rest.await("/imports/" + id, Duration.ofMinutes(1), answer -> answer.text("state").equals("CHECKED"));
		rest.post("/imports/" + id + "/start", Map.of()).ok();
		rest.await("/imports/" + id, Duration.ofMinutes(1), answer -> answer.text("state").equals("DONE"));
		return id;
	}

	private static List<String> ids(Rest rest) {
		List<String> ids = new ArrayList<>();
		rest.get("/members").ok().body().path("items").forEach(member -> ids.add(member.path("id").asString()));
		return ids;
	}

	private Set<String> patterns() {
		return mappings.getHandlerMethods()
			.keySet()
			.stream()
			.flatMap(mapping -> mapping.getPatternValues().stream())
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private List<Door> doors() {
		Map<String, Door> doors = new TreeMap<>();
		mappings.getHandlerMethods().keySet().forEach(mapping -> mapping.getPatternValues().forEach(pattern -> {
			boolean ours = pattern.startsWith("/api/v1/") || pattern.startsWith("/o/{organization}/");
			if (ours && pattern.replace("{organization}", "").contains("{")) {
				Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
				for (RequestMethod method : methods.isEmpty() ? Set.of(RequestMethod.GET) : methods) {
					Door door = new Door(method.asHttpMethod(), pattern);
					doors.put(pattern + " " + method, door);
				}
			}
		}));
		return List.copyOf(doors.values());
	}

	/** The path with the ids of what is there; null where a variable is not known. */
	private static @Nullable String path(String pattern, Map<String, String> ids, String slug) {
		Matcher variable = VARIABLE.matcher(pattern);
		StringBuilder path = new StringBuilder();
		while (variable.find()) {
			String name = variable.group(1);
			String value = name.equals("organization") ? slug : PLAIN.get(name);
			if (value == null) {
				value = id(name, pattern.substring(0, variable.start()), ids);
			}
			if (value == null) {
				return null;
			}
			variable.appendReplacement(path, Matcher.quoteReplacement(value));
		}
		return variable.appendTail(path).toString();
	}

	/** By the name of the variable, or by the collection that stands before it. */
	private static @Nullable String id(String name, String before, Map<String, String> ids) {
		for (String plural : List.of(name + "s", name.replaceFirst("y$", "ies"), name + "es",
				"coupon-" + name + "es")) {
			if (ids.containsKey(plural)) {
				return ids.get(plural);
			}
		}
		Map<String, String> elsewhere = Map.of("/coupons/", "coupon-batches", "/coupons/codes/", "coupons", "/tiers/",
				"tier-policies");
		String rest = before.replaceFirst("^/o/\\{organization}", "").replaceFirst("^/api/v1", "");
		if (!before.startsWith("/api/") && elsewhere.containsKey(rest)) {
			return ids.get(elsewhere.get(rest));
		}
		String[] segments = before.split("/");
		for (int i = segments.length - 1; i >= 0; i--) {
			if (ids.containsKey(segments[i])) {
				return ids.get(segments[i]);
			}
			String plural = segments[i] + "s";
			if (ids.containsKey(plural)) {
				return ids.get(plural);
			}
		}
		return null;
	}

	private int rest(Door door, String path, String key) {
		String query = path.contains("/dashboard") || path.endsWith("/flow") ? "?from=2026-01-01&to=2026-01-31" : "";
		return new Rest("http://localhost:" + port, key)
			.send(door.method().name(), path.substring("/api/v1".length()) + query)
			.status();
	}

	private int page(Door door, String path, Person person) {
		var request = mvc.method(door.method()).uri(path).with(staff.login(person));
		if (door.method() != HttpMethod.GET) {
			request = request.with(csrf());
		}
		return request.exchange().getResponse().getStatus();
	}

	/** What every table holds of an organization, as a fingerprint. */
	private Map<String, String> rows(UUID organization) {
		Map<String, String> rows = new LinkedHashMap<>();
		tables().forEach(table -> rows.put(table, owner
			.sql("select count(*) || ' ' || coalesce(sum(hashtext(t::text)), 0) from %s t where organization_id = ?"
				.formatted(table))
			.param(organization)
			.query(String.class)
			.single()));
		return rows;
	}

	private Map<String, Long> counts(UUID organization) {
		Map<String, Long> counts = new LinkedHashMap<>();
		tables().stream()
			.filter(table -> !table.startsWith("audit"))
			.forEach(table -> counts.put(table,
					owner.sql("select count(*) from %s where organization_id = ?".formatted(table))
						.param(organization)
						.query(Long.class)
						.single()));
		return counts;
	}

	private List<String> tables() {
		return owner.sql("""
				select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
				where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
				and a.attname = 'organization_id' order by c.relname
				""").query(String.class).list().stream().filter(table -> !GlobalTables.contains(table)).toList();
	}

}
