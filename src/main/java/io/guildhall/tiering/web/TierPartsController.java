package io.guildhall.tiering.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

import io.guildhall.community.CommunityService;
import io.guildhall.community.CommunitySummary;
import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.PagePart;
import io.guildhall.tiering.MemberTier;
import io.guildhall.tiering.SpendMeasure;
import io.guildhall.tiering.Tier;
import io.guildhall.tiering.TierFigures;
import io.guildhall.tiering.TierFigures.Fallen;
import io.guildhall.tiering.TierPolicyDetails;
import io.guildhall.tiering.TierPolicyService;
import io.guildhall.tiering.TierReasons;
import io.guildhall.tiering.TierTerms;
import lombok.RequiredArgsConstructor;

/** What tiers add to the pages of others. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class TierPartsController {

	private static final int SHOWN = 8;

	private static final int COMMUNITIES = 200;

	private final TierPolicyService policies;

	private final TierReasons reasons;

	private final TierFigures figures;

	private final CommunityService communities;

	private final OrganizationService organizations;

	@Bean
	static PagePart memberTier() {
		return new PagePart(PagePart.Page.MEMBER, 10, "tiering.part", "/members/{id}/tier", Permission.TIER_READ);
	}

	@Bean
	static PagePart fallenToday() {
		return new PagePart(PagePart.Page.TODAY, 30, "tiering.today", "/tiers/today", Permission.TIER_READ);
	}

	@GetMapping("/members/{id}/tier")
	String member(@PathVariable MemberId id, Model model) {
		Map<UUID, String> names = communities.list(false, null, COMMUNITIES)
			.items()
			.stream()
			.collect(Collectors.toMap(community -> community.id().id(), CommunitySummary::name));
		model.addAttribute("whole", reason(reasons.of(id), null));
		model.addAttribute("others",
				reasons.inCommunities(id)
					.stream()
					.filter(why -> names.containsKey(why.policy().community()))
					.map(why -> reason(why, names.get(why.policy().community())))
					.toList());
		return "tiering/parts :: member";
	}

	@GetMapping("/tiers/today")
	String today(Model model) {
		TierPolicyDetails policy = policies.ofOrganization();
		LocalDate lastWeek = organizations.today().minusDays(7);
		List<Fallen> quiet = figures.fallen(policy.id(), Tier.CORE, Tier.DORMANT_SPENDER, lastWeek, SHOWN);
		List<Fallen> silent = figures.fallen(policy.id(), Tier.CORE, Tier.SILENT, lastWeek, SHOWN);
		model.addAttribute("policy", policy);
		model.addAttribute("quiet", quiet);
		model.addAttribute("silent", silent);
		return "tiering/parts :: today";
	}

	private Reason reason(MemberTier why, @Nullable String community) {
		TierTerms terms = why.policy().terms();
		if (terms.spendMeasure() != SpendMeasure.NET_SPEND) {
			return new Reason(why, community, null, null, null);
		}
		String currency = organizations.current().currency();
		Long needed = terms.spendThreshold();
		return new Reason(why, community, (why.inputs() != null) ? new Money(why.inputs().spend(), currency) : null,
				(needed != null) ? new Money(needed, currency) : null,
				why.history().stream().map(change -> new Money(change.spend(), currency)).toList());
	}

	/**
	 * A tier with its amounts.
	 *
	 * @param community whose policy it is; null for that of the organization
	 * @param spent as an amount; null where orders are counted
	 * @param spends those of the history
	 */
	record Reason(MemberTier why, @Nullable String community, @Nullable Money spent, @Nullable Money needed,
			@Nullable List<Money> spends) {
	}

}
