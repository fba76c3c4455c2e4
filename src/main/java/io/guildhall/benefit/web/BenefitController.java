package io.guildhall.benefit.web;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import io.guildhall.benefit.BenefitUse;
import io.guildhall.benefit.BenefitUses;
import io.guildhall.benefit.MemberBenefits;
import io.guildhall.benefit.MemberCodes;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.membership.MembershipId;
import io.guildhall.membership.MembershipService;
import io.guildhall.membership.MembershipSummary;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.shared.web.PagePart;
import lombok.RequiredArgsConstructor;

/** What was used, and what other pages show of benefits. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class BenefitController {

	private final BenefitUses uses;

	private final MemberBenefits benefits;

	private final MemberCodes codes;

	private final MembershipService memberships;

	private final MemberService members;

	@Bean
	static NavigationEntry benefitUsesNavigation() {
		return new NavigationEntry(NavigationEntry.Section.MEMBERSHIPS, 15, "benefit.uses", "/benefit-uses",
				Permission.SALES_READ);
	}

	@Bean
	static PagePart benefitsOfMember() {
		return new PagePart(PagePart.Page.MEMBER, 52, "benefit.title", "/members/{id}/benefits", Permission.SALES_READ);
	}

	@Bean
	static PagePart benefitsOfMembership() {
		return new PagePart(PagePart.Page.MEMBERSHIP, 10, "benefit.title", "/memberships/{id}/benefits",
				Permission.SALES_READ);
	}

	@GetMapping("/benefit-uses")
	String list(@RequestParam(required = false) @Nullable MemberId member,
			@RequestParam(defaultValue = "") String benefit, @RequestParam(required = false) @Nullable String after,
			Model model) {
		Slice<BenefitUse> slice = uses.list(member, benefit, after);
		model.addAttribute("uses", slice);
		model.addAttribute("member", member);
		model.addAttribute("benefit", benefit);
		Map<String, String> names = members.names(slice.items().stream().map(BenefitUse::member).distinct().toList());
		model.addAttribute("names", names);
		return "benefit/list";
	}

	@GetMapping("/members/{member}/benefits")
	String ofMember(@PathVariable MemberId member, Model model) {
		model.addAttribute("member", member);
		model.addAttribute("memberships",
				benefits.of(member).stream().filter(one -> !one.benefits().isEmpty()).toList());
		model.addAttribute("bought", benefits.bought(member).stream().filter(one -> !one.isOver()).toList());
		model.addAttribute("code", codes.of(member).orElse(null));
		return "benefit/parts :: member";
	}

	@GetMapping("/memberships/{membership}/benefits")
	String ofMembership(@PathVariable MembershipId membership, Model model) {
		MembershipSummary asked = memberships.get(membership);
		model.addAttribute("one",
				benefits.of(asked.member())
					.stream()
					.filter(one -> one.membership().id().equals(membership))
					.findFirst()
					.orElse(null));
		return "benefit/parts :: membership";
	}

}
