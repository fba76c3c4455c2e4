package io.guildhall.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.guildhall.HouseTest;
import io.guildhall.membership.EarlyBird;
import io.guildhall.membership.PlanDetails;
import io.guildhall.membership.PlanService;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.playbook.PlaybookListing;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** What the demo offers is there for who opens its pages. */
@HouseTest
@RequiredArgsConstructor
class DemoOffersTests {

	private final DemoStage stage;

	private final DemoOffers offers;

	private final DemoPlaybook playbook;

	private final PlaybookListing listing;

	private final PlanService plans;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final UUID acme = Ids.next();

	@Test
	void thePlaybookHasSetSomethingUpInEachBandAndAnEarlyBirdHasAGift() {
		as(() -> organizations
			.found(new NewOrganization("Acme", null, ZoneId.of("Asia/Shanghai"), "CNY", "zh-CN", false)));
		as(() -> {
			stage.build(LocalDate.of(2026, 3, 1));
			for (int day = 0; day < DemoCast.DAYS; day++) {
				offers.sell(day, List.of(), Map.of(), stage.props());
				playbook.setUp(day, stage.props());
			}
			return acme;
		});
		assertThat(as(() -> listing.list(null, null)).items()).filteredOn(row -> row.set() > 0)
			.extracting(row -> row.product().name())
			.contains(DemoStage.TEA, DemoStage.CAMP, DemoStage.CONSULTATION);
		EarlyBird early = as(plans::sold).stream()
			.filter(plan -> plan.name().equals(DemoStage.PLAN))
			.map(PlanDetails::earlyBird)
			.findFirst()
			.orElseThrow();
		assertThat(early.giftLeft()).isEqualTo(30);
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return onBehalf.ofSystem(acme, work);
	}

}
