package io.guildhall.campaign;

import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.guildhall.coupon.BatchId;
import io.guildhall.member.Audience;
import io.guildhall.shared.Ids;

class CampaignTests {

	private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

	@Test
	void isNotEditedOnceItIsLaunched() {
		Campaign campaign = campaign("Hello {name}", null);
		campaign.launch(NOON);
		assertThat(campaign.getState()).isEqualTo(CampaignState.RUNNING);
		assertRefused("campaign.launched-already", () -> campaign.change(wanted("Other", null, 7), "{}"));
		assertRefused("campaign.launched-already", () -> campaign.launch(NOON));
	}

	@Test
	void promisesNoCodeWithoutACoupon() {
		assertRefused("campaign.no-coupon", () -> campaign("Take {code}", null).launch(NOON));
		campaign("Take {code}", new BatchId(Ids.next())).launch(NOON);
	}

	@Test
	void endsOnceAndOnlyWhileItRuns() {
		Campaign campaign = campaign("Hello", null);
		assertRefused("campaign.not-running", () -> campaign.end(NOON));
		campaign.launch(NOON);
		campaign.end(NOON);
		assertRefused("campaign.not-running", () -> campaign.end(NOON));
		assertRefused("campaign.not-running", campaign::requireRunning);
	}

	@Test
	void needsATextAndAWindow() {
		assertRefused("campaign.text", () -> campaign(" ", null));
		assertRefused("campaign.window", () -> new Campaign(wanted("Hello", null, 0), "{}", NOON));
	}

	@Test
	void leavesOutLinesThatNeedACouponWhereThereIsNone() {
		String text = "{name}, hello!\nYour code is {code}, until {until}.\nSee you";
		assertThat(CampaignText.of(text, "Ann", "ABCD", "2026-03-08"))
			.isEqualTo("Ann, hello!\nYour code is ABCD, until 2026-03-08.\nSee you");
		assertThat(CampaignText.of(text, "Ann", null, null)).isEqualTo("Ann, hello!\nSee you");
	}

	private static Campaign campaign(String text, @Nullable BatchId batch) {
		return new Campaign(wanted(text, batch, 7), "{}", NOON);
	}

	private static NewCampaign wanted(String text, @Nullable BatchId batch, int window) {
		return new NewCampaign("Wake up", CampaignGoal.WAKE_UP, Audience.all(), batch, text, window);
	}

}
