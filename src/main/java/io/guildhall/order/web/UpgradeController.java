package io.guildhall.order.web;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.member.MemberService;
import io.guildhall.membership.MembershipChanges;
import io.guildhall.membership.MembershipId;
import io.guildhall.membership.MembershipService;
import io.guildhall.membership.MembershipSummary;
import io.guildhall.membership.MembershipUpgrades;
import io.guildhall.membership.PlanId;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderSource;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import lombok.RequiredArgsConstructor;

/** The page on which a member changes to another plan: now by an order, or at the end. */
@Controller
@RequestMapping("/o/{organization}/memberships/{id}/upgrades")
@RequiredArgsConstructor
class UpgradeController {

	private final OrderService orders;

	private final MembershipUpgrades upgrades;

	private final MembershipChanges changes;

	private final MembershipService memberships;

	private final MemberService members;

	private final OrganizationService organizations;

	private final Idempotency idempotency;

	@GetMapping
	String show(@PathVariable MembershipId id, Model model) {
		MembershipSummary membership = memberships.get(id);
		model.addAttribute("membership", membership);
		model.addAttribute("member", members.summaries(List.of(membership.member())).get(membership.member()));
		model.addAttribute("offers", upgrades.offers(id));
		model.addAttribute("change", changes.pending(id).orElse(null));
		model.addAttribute("key", Ids.next());
		return "order/upgrade";
	}

	@PostMapping
	String place(@PathVariable MembershipId id, @RequestParam PlanId plan,
			@RequestParam(required = false) @Nullable UUID key, @RequestParam(required = false) @Nullable Long shown,
			RedirectAttributes flash) {
		Money expected = (shown != null) ? new Money(shown, organizations.current().currency()) : null;
		UUID once = (key != null) ? key : Ids.next();
		OrderId order = idempotency.once("page/" + once, List.of(id, plan), OrderId.class,
				() -> orders.upgrade(id, plan, OrderSource.STAFF, expected).id());
		flash.addFlashAttribute("done", "order.done.upgrade");
		return "redirect:/o/{organization}/orders/" + order;
	}

}
