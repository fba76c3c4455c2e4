package io.guildhall.journey;

import java.util.Locale;
import java.util.UUID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.MessageSource;

import io.guildhall.staff.StaffFixtures;

/** The pages that everybody sees who comes to the house. */
@Journey
class FrontDoorJourneyTests {

	@LocalServerPort
	private int port;

	@Autowired
	private MessageSource texts;

	@ParameterizedTest
	@CsvSource({ "en, PHONE", "zh-CN, DESKTOP" })
	void leadsInAndOut(String language, Window window) {
		try (Visitor visitor = new Visitor(port, Locale.forLanguageTag(language), window, texts)) {
			String email = UUID.randomUUID() + "@example.org";
			visitor.open("/login").look("login");
			visitor.write("email", email)
				.write("password", "not the right one")
				.refused(nobody -> nobody.press("staff.login"))
				.look("login-refused");
			visitor.open("/signup").look("signup");
			visitor.write("organization", "职场跃迁圈")
				.write("name", "林晓")
				.write("email", email)
				.write("password", StaffFixtures.PASSWORD)
				.choose("zone", "Asia/Shanghai")
				.choose("currency", "CNY")
				.press("staff.signup");
			visitor.look("today-empty");
			visitor.open("/account").look("account");
			visitor.open("/organizations").look("organizations");
			visitor.saidNothingWrong();
		}
	}

}
