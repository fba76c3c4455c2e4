package io.guildhall.order.web;

import java.util.List;
import java.util.Objects;

import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import io.guildhall.member.MemberListing;
import io.guildhall.member.MemberService;
import io.guildhall.membership.MembershipId;
import io.guildhall.order.MembershipGift;
import io.guildhall.order.OrderGifts;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.PagePart;
import lombok.RequiredArgsConstructor;

/**
 * Memberships that one member buys for another: to choose whom, and who it was.
 */
@Controller
@RequestMapping("/o/{organization}/orders")
@RequiredArgsConstructor
class OrderGiftController {

	private static final int CHOICES = 8;

	private final OrderGifts gifts;

	private final MemberService members;

	private final MemberListing people;

	@Bean
	static PagePart giversOfMembership() {
		return new PagePart(PagePart.Page.MEMBERSHIP, 5, "order.gift.from", "/orders/parts/membership/{id}",
				Permission.SALES_READ);
	}

	/** The members that fit what is typed, to choose one of whom it is for. */
	@GetMapping("/recipients")
	String recipients(@RequestParam(defaultValue = "") String whom, Model model) {
		model.addAttribute("recipients", whom.isBlank() ? List.of() : people.search(whom, CHOICES));
		model.addAttribute("whom", whom);
		return "order/new :: recipients";
	}

	@GetMapping("/parts/membership/{id}")
	String ofMembership(@PathVariable MembershipId id, Model model) {
		List<MembershipGift> given = gifts.of(id);
		model.addAttribute("given", given);
		model.addAttribute("givers", members
			.summaries(given.stream().map(MembershipGift::giver).filter(Objects::nonNull).distinct().toList()));
		return "order/parts :: gifts";
	}

}
