package io.guildhall.staff.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.guildhall.TestDatabase;
import io.guildhall.shared.Ids;
import io.guildhall.staff.StaffFixtures;

/** A house in which nobody founds an organization any more. */
@SpringBootTest(properties = "guildhall.sign-up=closed")
@AutoConfigureMockMvc
@Import({ TestDatabase.class, StaffFixtures.class })
class ClosedHouseTests {

	@Autowired
	private StaffFixtures staff;

	@Autowired
	private MockMvcTester mvc;

	@Test
	void foundsForNobody() {
		assertThat(mvc.get().uri("/login")).bodyText().doesNotContain("/signup");
		assertThat(mvc.get().uri("/signup")).hasStatusOk().bodyText().doesNotContain("name=\"password\"");
		assertThat(signUp(mvc, "")).hasStatusOk().bodyText().contains("without an invitation");
		assertThat(signUp(mvc, staff.signUpInvitation())).hasStatusOk().bodyText().contains("without an invitation");
	}

	static MvcTestResult signUp(MockMvcTester mvc, String invitation) {
		return mvc.post()
			.uri("/signup")
			.param("name", "Ann")
			.param("email", "ann-" + Ids.next() + "@example.org")
			.param("password", StaffFixtures.PASSWORD)
			.param("organization", "Acme " + Ids.next())
			.param("slug", "")
			.param("zone", "Asia/Shanghai")
			.param("currency", "CNY")
			.param("invitation", invitation)
			.with(csrf())
			.exchange();
	}

}
