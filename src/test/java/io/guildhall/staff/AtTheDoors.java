package io.guildhall.staff;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.guildhall.staff.StaffFixtures.Person;

/**
 * A test of doors: Ann has founded an organization, opens its pages and sends its forms,
 * and a program of hers calls the API.
 */
public abstract class AtTheDoors {

	@Autowired
	protected StaffFixtures staff;

	@Autowired
	protected MockMvcTester mvc;

	protected Person ann;

	/** The header by which a program of hers may do everything. */
	protected String key = "";

	@BeforeEach
	protected void annFoundsAnOrganization() {
		ann = staff.found();
		key = "Bearer " + staff.apiKey(ann);
	}

	/** Opens a page of the organization. */
	protected MvcTestResult page(String path) {
		return mvc.get().uri(ann.path() + path).with(staff.login(ann)).exchange();
	}

	/** Sends a form of the organization. */
	protected MvcTestResult post(String path, Map<String, String> form) {
		var request = mvc.post().uri(ann.path() + path).with(staff.login(ann)).with(csrf());
		form.forEach(request::param);
		return request.exchange();
	}

	/** Reads from the API. */
	protected MvcTestResult api(String path) {
		return mvc.get().uri("/api/v1" + path).header("Authorization", key).exchange();
	}

	/** Posts to the API. */
	protected MvcTestResult api(String path, String body) {
		return api(path, body, null);
	}

	/**
	 * Posts to the API.
	 * @param once the idempotency key; null for none
	 */
	protected MvcTestResult api(String path, String body, @Nullable String once) {
		var request = mvc.post()
			.uri("/api/v1" + path)
			.header("Authorization", key)
			.contentType(MediaType.APPLICATION_JSON)
			.content(body);
		return ((once != null) ? request.header("Idempotency-Key", once) : request).exchange();
	}

}
