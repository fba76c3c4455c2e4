package io.guildhall.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.HtmlUtils;

import io.guildhall.Rest;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;

/**
 * Nothing that was typed is lost where a form is refused: either it answers a page with
 * what was typed in it, or it goes back to the page on which it stands and says which
 * form it was, so that the browser fills it again.
 */
@WholeApplication
class RefusedFormsTests {

	private static final Pattern FORM = Pattern.compile("<form\\b([^>]*)>(.*?)</form>", Pattern.DOTALL);

	private static final Pattern FIELD = Pattern.compile("<(input|textarea)\\b([^>]*)>");

	private static final Pattern ATTRIBUTE = Pattern.compile("\\b([\\w-]+)=\"([^\"]*)\"");

	private static final Set<String> WORDS = Set.of("text", "number", "date", "datetime-local", "time", "email", "url",
			"tel", "search");

	/** No field is so long, and in no field that is no text it fits. */
	private static final String TYPED = "typed" + "x".repeat(20_500);

	/** There something is looked for, or sent to nobody of ours. */
	private static final String NOT_OURS = ".*(/search|/logout|/language)$";

	@LocalServerPort
	private int port;

	@Autowired
	private StaffFixtures staff;

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	@Qualifier("requestMappingHandlerMapping")
	private RequestMappingHandlerMapping mappings;

	@Test
	void noFormLosesWhatWasTypedIntoIt() throws UnsupportedEncodingException {
		Person ann = staff.found();
		Furnished furnished = new Furnished(new Rest("http://localhost:" + port, staff.apiKey(ann))).all()
			.staff(staff, ann, port);
		furnished.awaitJob(furnished.id("jobs"));
		Map<String, Form> forms = new LinkedHashMap<>();
		for (String page : pages(furnished.ids(), ann.slug())) {
			forms(page, html(page, ann)).forEach(form -> forms.putIfAbsent(form.action(), form));
		}
		Set<String> lost = new TreeSet<>();
		int refused = 0;
		for (Form form : forms.values()) {
			MvcTestResult answer = mvc.post()
				.uri(form.action())
				.params(form.filled())
				.header("Referer", "http://localhost" + form.page())
				.with(staff.login(ann))
				.with(csrf())
				.exchange();
			Boolean kept = kept(form, answer);
			refused += (kept != null) ? 1 : 0;
			if (Boolean.FALSE.equals(kept)) {
				lost.add(form.action().replaceAll("[0-9a-f-]{36}", "*") + " answers " + answer.getResponse().getStatus()
						+ " " + answer.getResponse().getRedirectedUrl());
			}
		}
		assertThat(lost).isEmpty();
		assertThat(refused).isGreaterThan(40);
	}

	private Set<String> pages(Map<String, String> ids, String slug) {
		return Doors.all(mappings)
			.stream()
			.filter(door -> door.method() == HttpMethod.GET && door.pattern().startsWith("/o/{organization}"))
			.map(door -> door.path(ids, slug))
			.filter(Objects::nonNull)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/** Whether what was typed is kept; null where nothing was refused. */
	private static @Nullable Boolean kept(Form form, MvcTestResult answer) throws UnsupportedEncodingException {
		int status = answer.getResponse().getStatus();
		Object refusal = answer.getMvcResult().getFlashMap().get("refused");
		if (refusal != null) {
			String back = String.valueOf(answer.getResponse().getRedirectedUrl());
			return back.equals(form.page()) && refusal.toString().contains("form=" + form.action() + ",");
		}
		if (status >= 300 && status < 400) {
			return null;
		}
		return status < 500 && answer.getResponse().getContentAsString().contains(TYPED);
	}

	private String html(String path, Person person) throws UnsupportedEncodingException {
		MvcTestResult page = mvc.get().uri(path).with(staff.login(person)).exchange();
		if (page.getUnresolvedException() != null) {
			throw new AssertionError(path, page.getUnresolvedException());
		}
		String type = page.getResponse().getContentType();
		return (page.getResponse().getStatus() == 200 && type != null && type.startsWith("text/html"))
				? page.getResponse().getContentAsString() : "";
	}

	/** The forms of a page into which something is typed. */
	private static List<Form> forms(String page, String html) {
		List<Form> forms = new ArrayList<>();
		Matcher form = FORM.matcher(html);
		while (form.find()) {
			Map<String, String> of = attributes(form.group(1));
			MultiValueMap<String, String> filled = filled(form.group(2));
			String action = of.getOrDefault("action", page);
			boolean posts = "post".equals(of.get("method")) && !of.containsKey("hx-post") && !action.matches(NOT_OURS);
			if (posts && filled.values().stream().anyMatch(values -> values.contains(TYPED))) {
				forms.add(new Form(page, action, filled));
			}
		}
		return forms;
	}

	/** What is hidden stays as it is, and into the rest something is typed. */
	private static MultiValueMap<String, String> filled(String form) {
		MultiValueMap<String, String> filled = new LinkedMultiValueMap<>();
		Matcher field = FIELD.matcher(form);
		while (field.find()) {
			Map<String, String> its = attributes(field.group(2));
			String name = its.getOrDefault("name", "_csrf");
			String type = field.group(1).equals("textarea") ? "text" : its.getOrDefault("type", "text");
			if (type.equals("hidden") && !name.equals("_csrf")) {
				filled.add(name, its.getOrDefault("value", ""));
			}
			else if (WORDS.contains(type) && !name.equals("_csrf")) {
				filled.add(name, TYPED);
			}
		}
		return filled;
	}

	private static Map<String, String> attributes(String of) {
		Map<String, String> all = new TreeMap<>();
		Matcher attribute = ATTRIBUTE.matcher(of);
		while (attribute.find()) {
			all.put(attribute.group(1), HtmlUtils.htmlUnescape(attribute.group(2)));
		}
		return all;
	}

	private record Form(String page, String action, MultiValueMap<String, String> filled) {
	}

}
