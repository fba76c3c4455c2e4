package io.guildhall.tiering.web;

import java.time.LocalDate;
import java.util.List;

import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

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
import io.guildhall.tiering.TieringService;
import lombok.RequiredArgsConstructor;

/** What tiers add to the pages of others. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class TierPartsController {

	private static final int SHOWN = 8;

	private final TierPolicyService policies;

	private final TieringService tiering;

	private final TierFigures figures;

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
		MemberTier why = tiering.of(id);
		model.addAttribute("why", why);
		if (why.policy().terms().spendMeasure() == SpendMeasure.NET_SPEND) {
			String currency = organizations.current().currency();
			Long needed = why.policy().terms().spendThreshold();
			model.addAttribute("spent", (why.inputs() != null) ? new Money(why.inputs().spend(), currency) : null);
			model.addAttribute("needed", (needed != null) ? new Money(needed, currency) : null);
			model.addAttribute("spends",
					why.history().stream().map(change -> new Money(change.spend(), currency)).toList());
		}
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

}
