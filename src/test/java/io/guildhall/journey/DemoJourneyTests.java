package io.guildhall.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
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
			promises(visitor, home);
			visitor.open(home + "/health").press("health.count").untilDone();
			visitor.open(home + "/health").look("demo-health");
			visitor.open(home + "/overlaps").look("demo-overlaps");
			visitor.saidNothingWrong();
		}
	}

	/** Who opens these pages finds something on each of them. */
	private static void promises(Visitor visitor, String home) {
		visitor.open(home + "/rebates?debts=true").look("demo-debts").sees("¥19.95");
		visitor.open(home + "/rebates").look("demo-rebates").sees("训练营返现券");
		visitor.open(home + "/rebate-programmes").followText("职场表达课返现").look("demo-programme");
		for (String figure : List.of("waiting", "pending", "approved", "paid")) {
			assertThat(visitor.figure("rebate.figure." + figure)).as(figure).isNotEqualTo("¥0.00");
		}
		visitor.open(home + "/rebate-payouts").look("demo-payouts").sees("首批返现");
		visitor.open(home + "/coupons").look("demo-coupons").followText("训练营返现券").look("demo-cashback");
		visitor.open(home + "/benefit-uses").look("demo-benefit-uses").sees("职场课");
		visitor.open(home + "/slots").look("demo-slots").followText("线下沙龙：副业起步").look("demo-slot");
		visitor.open(home + "/challenges").look("demo-challenges").sees("7 天手账打卡");
		visitor.open(home + "/slots?past=true").sees("线下沙龙：谈薪实战");
		visitor.open(home + "/flash-sales").look("demo-flash-sales").sees("提神花茶");
		visitor.open(home + "/sample-programmes").look("demo-samples").sees("花茶小样");
		visitor.open(home + "/plans").followText("年度会员").look("demo-plan");
		visitor.open(visitor.path() + "/early-bird").look("demo-early-bird").sees("定制手账本一本");
		visitor.open(home + "/playbook").look("demo-playbook").sees("一对一职业咨询");
	}

}
