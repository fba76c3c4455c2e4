package io.guildhall.campaign.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;

import io.guildhall.HouseTest;
import io.guildhall.campaign.CampaignGoal;
import io.guildhall.campaign.CampaignId;
import io.guildhall.campaign.CampaignService;
import io.guildhall.campaign.NewCampaign;
import io.guildhall.catalog.Eligibility;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponConditions;
import io.guildhall.coupon.CouponFixtures;
import io.guildhall.coupon.NewBatch;
import io.guildhall.member.Audience;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.shared.Ids;
import io.guildhall.staff.AtTheDoors;

/** What a campaign would do, beside its form and for programs. */
@HouseTest
class CampaignEffectDoorsTests extends AtTheDoors {

	@Autowired
	private CampaignService campaigns;

	@Autowired
	private CouponBatches batches;

	@Autowired
	private MemberService members;

	@Test
	void whoGetsNoCouponIsSaidBesideTheForm() {
		BatchId batch = forTheCore();
		String path = "/campaigns/effect?goal=WELCOME&batch=" + batch;
		assertThat(page(path)).hasStatusOk()
			.bodyText()
			.contains("1 members to write to", "1 of them get no coupon", "at most")
			.doesNotContain("??");
		assertThat(page(path + "&lang=zh-CN")).hasStatusOk().bodyText().contains("其中 1 人得不到券").doesNotContain("??");
	}

	@Test
	void programsAskIt() {
		BatchId batch = forTheCore();
		CampaignId id = staff.as(ann, () -> campaigns
			.create(new NewCampaign("Hello", CampaignGoal.WELCOME, Audience.all(), batch, "Take {code}", 7)));
		assertThat(api("/campaigns/" + id + "/effect")).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("{\"touches\": {\"ready\": 1}, \"givable\": 0, \"couponsLeft\": 10}");
		assertThat(api("/campaigns/" + Ids.next() + "/effect")).hasStatus(HttpStatus.NOT_FOUND);
	}

	/** Of whom there is nobody. */
	private BatchId forTheCore() {
		staff.as(ann, () -> members.add(NewMember.named("Bea")));
		NewBatch all = CouponFixtures.fiveOff(10, 1);
		return staff.as(ann, () -> {
			BatchId id = batches.create(new NewBatch(all.name(), "", all.terms(), all.validity(), all.stock(),
					all.perMember(), null, CouponConditions.NONE, new Eligibility(List.of("CORE"), null, null)));
			batches.activate(id);
			return id;
		});
	}

}
