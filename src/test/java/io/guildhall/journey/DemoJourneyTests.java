package io.guildhall.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.MessageSource;

import com.microsoft.playwright.Locator;

import io.guildhall.staff.StaffFixtures;

/** An owner of an empty organization looks at the made-up one first. */
@Journey
class DemoJourneyTests {

	private static final int MINUTES = 4;

	@LocalServerPort
	private int port;

	@Autowired
	private MessageSource texts;

	@Test
	void theButtonOfAnEmptyHomePageMakesTheDemo() {
		try (Visitor visitor = new Visitor(port, Locale.SIMPLIFIED_CHINESE, Window.DESKTOP, texts)) {
			visitor.open("/signup");
			visitor.write("organization", "空空社")
				.write("name", "林晓")
				.write("email", UUID.randomUUID() + "@example.org")
				.write("password", StaffFixtures.PASSWORD)
				.choose("zone", "Asia/Shanghai")
				.choose("currency", "CNY")
				.press("staff.signup");
			visitor.press("demo.offer.button").look("demo-job");
			String home = visitor.path().replaceAll("/jobs/.*", "");
			visitor.page()
				.locator("[data-job=DONE]")
				.waitFor(new Locator.WaitForOptions().setTimeout(Duration.ofMinutes(MINUTES).toMillis()));
			visitor.open(home).look("demo-today");
			visitor.open(home + "/members").look("demo-members");
			assertThat(visitor.says()).contains("300");
			visitor.open(home + "/insight").look("demo-insight");
			visitor.open(home + "/groups").look("demo-groups");
			visitor.open(home + "/health").press("health.count").untilDone();
			visitor.open(home + "/health").look("demo-health");
			visitor.open(home + "/overlaps").look("demo-overlaps");
			visitor.saidNothingWrong();
		}
	}

}
