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
import java.util.TreeSet;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import io.guildhall.GlobalTables;
import io.guildhall.Rest;
import io.guildhall.TestDatabase;
import io.guildhall.journey.Doors.Door;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;

/** Whatever belongs to another organization is not there: behind every door. */
@WholeApplication
class OtherTenantTests {

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

	@Test
	void noDoorLeadsToAnotherOrganizationsData() {
		Person ann = staff.found();
		Person eve = staff.found();
		Furnished furnished = new Furnished(new Rest("http://localhost:" + port, staff.apiKey(ann))).all()
			.staff(staff, ann, port);
		furnished.awaitJob(furnished.id("jobs"));
		String imported = importChat(new Rest("http://localhost:" + port, staff.apiKey(ann)),
				new SmallWorld(java.time.LocalDate.now(SmallWorld.ZONE)));
		furnished.ids().put("imports", imported);
		String keyOfAnn = staff.apiKey(ann);
		String keyOfEve = staff.apiKey(eve);
		Map<String, String> before = rows(ann.organizationId());
		List<String> open = new ArrayList<>();
		List<String> dead = new ArrayList<>();
		for (Door door : Doors.withIds(mappings)) {
			String path = door.path(furnished.ids(), eve.slug());
			if (path == null) {
				open.add(door + " has a variable that the test does not know");
				continue;
			}
			int status = door.isRest() ? rest(door, path, keyOfEve) : page(door.method(), path, eve);
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
		for (String pattern : Doors.patterns(mappings)) {
			if (pattern.startsWith("/o/{organization}") && !pattern.substring(17).contains("{")) {
				String path = pattern.replace("{organization}", ann.slug());
				int status = page(HttpMethod.GET, path, eve);
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

	private int rest(Door door, String path, String key) {
		String query = path.contains("/dashboard") || path.endsWith("/flow") ? "?from=2026-01-01&to=2026-01-31" : "";
		return new Rest("http://localhost:" + port, key)
			.send(door.method().name(), path.substring("/api/v1".length()) + query)
			.status();
	}

	private int page(HttpMethod method, String path, Person person) {
		var request = mvc.method(method).uri(path).with(staff.login(person));
		if (method != HttpMethod.GET) {
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
