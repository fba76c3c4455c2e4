package io.guildhall.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.guildhall.HouseTest;
import io.guildhall.TenantSql;
import io.guildhall.catalog.Eligibility;
import io.guildhall.community.CommunityFixtures;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponConditions;
import io.guildhall.coupon.CouponFixtures;
import io.guildhall.coupon.CouponIssuing;
import io.guildhall.coupon.NewBatch;
import io.guildhall.member.Audience;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import io.guildhall.touch.TouchCounts;
import lombok.RequiredArgsConstructor;

/** What a campaign says that it would do, before it is launched. */
@HouseTest
@RequiredArgsConstructor
class CampaignEffectModuleTests {

	private final CampaignService campaigns;

	private final CouponBatches batches;

	private final CouponIssuing issuing;

	private final MemberService members;

	private final CommunityService communities;

	private final GroupService groups;

	private final StaffFixtures staff;

	private Person boss;

	private GroupId readers;

	private MemberId ann;

	@BeforeEach
	void twoReadAndOneDoesNot() {
		boss = staff.found();
		readers = staff.as(boss, () -> groups.create(communities.create(CommunityFixtures.card("Readers")).id(),
				CommunityFixtures.terms("Readers", boss.accountId())))
			.id();
		ann = staff.as(boss, () -> members.add(NewMember.named("Ann").in(readers, null)));
		staff.as(boss, () -> members.add(NewMember.named("Bea").in(readers, null)));
		staff.as(boss, () -> members.add(NewMember.named("Ben")));
	}

	@Test
	void countsACouponOnlyForWhomItsBatchIs() {
		BatchId batch = open(10, new Eligibility(null, List.of(readers.toString()), null));
		CampaignEffect effect = effect(CampaignGoal.WELCOME, batch);
		assertThat(effect.touches().ready()).as("they are written to all the same").isEqualTo(3);
		assertThat(effect.givable()).isEqualTo(2);
		assertThat(effect.without()).isOne();
		assertThat(effect.runsShort()).isFalse();
		assertThat(effect.atMost()).isEqualTo(CouponFixtures.yuan(10));
		staff.as(boss, () -> issuing.issue(batch, ann, null));
		assertThat(effect(CampaignGoal.WELCOME, batch)).as("one member may have one")
			.returns(1L, CampaignEffect::givable)
			.returns(2L, CampaignEffect::without)
			.returns(CouponFixtures.yuan(5), CampaignEffect::atMost);
	}

	@Test
	void looksForItsAudienceOnce() throws Exception {
		BatchId batch = open(10, Eligibility.ALL);
		List<String> asked = TenantSql.roundTrips(() -> effect(CampaignGoal.WELCOME, batch));
		assertThat(asked).filteredOn(sql -> sql.contains("from members m where"))
			.singleElement()
			.asString()
			.containsOnlyOnce("from members m where");
	}

	@Test
	void countsNoMoreThanThereAre() {
		BatchId batch = open(2, Eligibility.ALL);
		assertThat(effect(CampaignGoal.WELCOME, batch)).returns(3L, CampaignEffect::givable)
			.returns(2L, CampaignEffect::couponsLeft)
			.returns(true, CampaignEffect::runsShort)
			.returns(CouponFixtures.yuan(10), CampaignEffect::atMost);
	}

	@Test
	void countsNoCouponForWhomItDoesNotReach() {
		BatchId batch = open(10, Eligibility.ALL);
		assertThat(effect(CampaignGoal.WAKE_UP, batch)).as("they joined just now")
			.returns(new TouchCounts(0, 0, 3, 0, 0, 0), CampaignEffect::touches)
			.returns(0L, CampaignEffect::givable)
			.returns(CouponFixtures.yuan(0), CampaignEffect::atMost);
	}

	@Test
	void saysNothingOfCouponsWithoutABatch() {
		assertThat(effect(CampaignGoal.WELCOME, null)).returns(null, CampaignEffect::givable)
			.returns(0L, CampaignEffect::without)
			.returns(null, CampaignEffect::atMost);
		CampaignId draft = staff.as(boss, () -> campaigns
			.create(new NewCampaign("Hello", CampaignGoal.WELCOME, Audience.all(), null, "Hello {name}", 7)));
		assertThat(staff.as(boss, () -> campaigns.foresee(draft)).touches().ready()).isEqualTo(3);
	}

	private CampaignEffect effect(CampaignGoal goal, @Nullable BatchId batch) {
		return staff.as(boss, () -> campaigns.foresee(goal, Audience.all(), batch));
	}

	/** One for each member, 5 off. */
	private BatchId open(long stock, Eligibility eligibility) {
		NewBatch all = CouponFixtures.fiveOff(stock, 1);
		return staff.as(boss, () -> {
			BatchId id = batches.create(new NewBatch(all.name(), "", all.terms(), all.validity(), all.stock(),
					all.perMember(), null, CouponConditions.NONE, eligibility));
			batches.activate(id);
			return id;
		});
	}

}
