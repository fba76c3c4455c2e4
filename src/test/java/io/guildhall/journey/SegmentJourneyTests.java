package io.guildhall.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.MessageSource;

import com.microsoft.playwright.Locator;

import io.guildhall.journey.SmallWorld.Kind;
import io.guildhall.staff.StaffFixtures;

/**
 * An operator's half-way mark: from a chat export that lies there to a saved segment of
 * fading high spenders, in clicks and in minutes.
 */
@Journey
class SegmentJourneyTests {

	private static final int MOST_CLICKS = 15;

	@LocalServerPort
	private int port;

	@Autowired
	private MessageSource texts;

	private final SmallWorld world = new SmallWorld(LocalDate.now(SmallWorld.ZONE));

	@Test
	void fromAChatExportToFadingHighSpendersInFifteenClicks() {
		try (Visitor visitor = new Visitor(port, Locale.SIMPLIFIED_CHINESE, Window.DESKTOP, texts)) {
			visitor.open("/signup");
			visitor.write("organization", "晨读社")
				.write("name", "林晓")
				.write("email", UUID.randomUUID() + "@example.org")
				.write("password", StaffFixtures.PASSWORD)
				.choose("zone", SmallWorld.ZONE.getId())
				.choose("currency", "CNY")
				.press("staff.signup");
			visitor.go("intake.title");
			visitor.upload("files", "result.json", "application/json", world.telegram()).press("intake.upload.go");
			int before = visitor.clicks();
			long began = System.nanoTime();
			importChat(visitor);
			importOrders(visitor);
			visitor.go("segment.title");
			visitor.followText(visitor.text("segment.start.FADING_SPENDERS") + " "
					+ visitor.text("segment.start.FADING_SPENDERS.text"));
			int fading = Kind.DORMANT_SPENDER.members();
			visitor.look("fading-building");
			visitor.press("segment.save.count", fading);
			visitor.sees(visitor.text("segment.count", fading));
			assertThat(visitor.clicks() - before).as("clicks").isLessThanOrEqualTo(MOST_CLICKS);
			assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMinutes(3));
			visitor.look("fading");
			visitor.follow("segment.look").look("fading-members");
			world.people(Kind.DORMANT_SPENDER).forEach(person -> visitor.sees(person.name()));
			visitor.saidNothingWrong();
		}
	}

	private static void importChat(Visitor visitor) {
		visitor.look("segment-import-chosen");
		visitor.press("intake.check");
		visitor.until(visitor.text("intake.checked.title"));
		visitor.press(visitor.main().locator("button.btn-primary"));
		visitor.until(visitor.text("intake.over.DONE"));
	}

	private void importOrders(Visitor visitor) {
		visitor.go("intake.title");
		visitor.upload("files", "orders.csv", "text/csv", world.csv()).press("intake.upload.go");
		Locator group = visitor.field("group");
		visitor.chooseText("group", group.locator("option").last().innerText());
		visitor.press("intake.check");
		visitor.until(visitor.text("intake.checked.title"));
		visitor.press(visitor.main().locator("button.btn-primary"));
		visitor.until(visitor.text("intake.over.DONE"));
	}

}
