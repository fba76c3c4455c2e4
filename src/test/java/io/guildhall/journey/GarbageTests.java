package io.guildhall.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.io.IOException;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import io.guildhall.Rest;
import io.guildhall.journey.Doors.Door;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;

/**
 * Whatever is sent to a form, the application has an answer: forms with nothing in them,
 * and with something in every field that is not what belongs there.
 */
@WholeApplication
class GarbageTests {

	private static final Pattern NAME = Pattern.compile("\\bname=\"([\\w.\\[\\]-]+)\"");

	/** Fields whose names templates put together. */
	private static final List<String> MADE = List.of("field.tier", "field.group", "field.tag", "chat.x", "column.0",
			"column.x", "lines[0].product", "lines[0].quantity", "lines[0].price", "lines[3].product", "stages[0].need",
			"stages[0].title", "rows[0].x", "stages[0].batch", "stages[0].points", "gives[0].name", "gives[0].quota",
			"gives[0].period", "gives[0].carry", "gives[0].value", "gives[0].note");

	private static final List<String> GARBAGE = List.of("abc", "", "-1", "99999999999999999999999", "2026-02-30",
			"<b>\u0000</b>");

	@LocalServerPort
	private int port;

	@Autowired
	private StaffFixtures staff;

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	@Qualifier("requestMappingHandlerMapping")
	private RequestMappingHandlerMapping mappings;

	@TempDir
	private Path folder;

	@Test
	void everyFormHasAnAnswerToNothingAndToGarbage() throws IOException {
		Person ann = staff.found();
		Map<String, String> ids = furnished(ann);
		List<Door> doors = Doors.all(mappings)
			.stream()
			.filter(door -> door.method() == HttpMethod.POST && !door.isRest())
			.sorted(Comparator.comparing(GarbageTests::isFinal))
			.toList();
		Set<String> names = names(doors);
		List<String> broken = new ArrayList<>();
		int asked = 0;
		for (Door door : doors) {
			String path = door.path(ids, ann.slug());
			if (path == null) {
				broken.add(door + " has a variable that the test does not know");
				continue;
			}
			for (String garbage : Stream.concat(Stream.of((String) null), GARBAGE.stream()).toList()) {
				MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
				if (garbage != null) {
					names.forEach(name -> form.add(name, garbage));
				}
				asked++;
				String fault = fault(path, form, ann);
				if (fault != null) {
					broken.add(door + " to " + garbage + ": " + fault);
				}
			}
		}
		assertThat(broken).isEmpty();
		assertThat(asked).isGreaterThan(300);
	}

	/**
	 * Without arguments of its own: what it does is done, and what comes after it finds
	 * it done.
	 */
	private static boolean isFinal(Door door) {
		return door.pattern().matches(".*(archive|erase|remove|revoke|end|cancel|cancellation|undo|launch|start)$");
	}

	/** What went wrong; null where there is an answer. */
	private @Nullable String fault(String path, MultiValueMap<String, String> form, Person person) {
		MvcTestResult result = mvc.post().uri(path).params(form).with(staff.login(person)).with(csrf()).exchange();
		Throwable thrown = result.getUnresolvedException();
		if (thrown != null) {
			return NestedExceptionUtils.getMostSpecificCause(thrown).toString();
		}
		String next = result.getResponse().getRedirectedUrl();
		if (next != null && next.matches("/o/[^/]+/jobs/[^/]+")) {
			// What it began (a whole demo, say) need not go on beside the tests that
			// follow.
			mvc.post().uri(next + "/cancellation").with(staff.login(person)).with(csrf()).exchange();
		}
		int status = result.getResponse().getStatus();
		return (status >= 500) ? "answers " + status + " " + result.getMvcResult().getResolvedException() : null;
	}

	private Map<String, String> furnished(Person ann) throws IOException {
		Rest rest = new Rest("http://localhost:" + port, staff.apiKey(ann));
		Furnished furnished = new Furnished(rest).all().staff(staff, ann, port);
		furnished.awaitJob(furnished.id("jobs"));
		Path file = Files.write(folder.resolve("result.json"),
				new SmallWorld(LocalDate.now(SmallWorld.ZONE)).telegram());
		furnished.ids().put("imports", rest.upload("/imports", List.of(file)).ok().text("id"));
		return furnished.ids();
	}

	/**
	 * The names of all parameters: those that handlers ask for, and those that pages
	 * send.
	 */
	private static Set<String> names(List<Door> doors) throws IOException {
		Set<String> names = new TreeSet<>(MADE);
		DefaultParameterNameDiscoverer discoverer = new DefaultParameterNameDiscoverer();
		for (Door door : doors) {
			String[] of = discoverer.getParameterNames(door.handler().getMethod());
			Parameter[] parameters = door.handler().getMethod().getParameters();
			for (int i = 0; i < parameters.length; i++) {
				if (parameters[i].getType().isRecord()) {
					components(parameters[i].getType(), "", names);
				}
				else if (of != null) {
					names.add(of[i]);
				}
			}
		}
		for (Resource page : new PathMatchingResourcePatternResolver().getResources("classpath*:templates/**/*.html")) {
			Matcher name = NAME.matcher(page.getContentAsString(StandardCharsets.UTF_8));
			while (name.find()) {
				names.add(name.group(1));
			}
		}
		names.removeIf(name -> name.startsWith("_") || name.equals("lang"));
		return names;
	}

	private static void components(Class<?> form, String prefix, Set<String> names) {
		for (RecordComponent component : form.getRecordComponents()) {
			Class<?> element = element(component);
			if (element != null && element.isRecord()) {
				components(element, prefix + component.getName() + "[0].", names);
			}
			else {
				names.add(prefix + component.getName());
			}
		}
	}

	private static @Nullable Class<?> element(RecordComponent component) {
		return (component.getGenericType() instanceof ParameterizedType type
				&& type.getActualTypeArguments()[0] instanceof Class<?> element) ? element : null;
	}

}
