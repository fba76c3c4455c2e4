package io.guildhall.order.web;

import java.util.List;
import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.membership.EarlyBirdService;
import io.guildhall.order.OrderFilter;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderListing;
import io.guildhall.order.OrderRefunds;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderState;
import io.guildhall.order.OrderSummary;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.PagePart;
import lombok.RequiredArgsConstructor;

/** What orders add to the pages of others. */
@Controller
@RequestMapping("/o/{organization}/orders/parts")
@RequiredArgsConstructor
class OrderPartsController {

	private static final int SHOWN = 5;

	private final OrderService orders;

	private final OrderListing listing;

	private final EarlyBirdService earlyBirds;

	private final OrderRefunds refunds;

	private final MemberService members;

	@Bean
	static PagePart ordersOfMember() {
		return new PagePart(PagePart.Page.MEMBER, 30, "order.orders", "/orders/parts/member/{id}",
				Permission.SALES_READ);
	}

	@Bean
	static PagePart seatsOfOrder() {
		return new PagePart(PagePart.Page.ORDER, 15, "membership.early", "/orders/parts/order/{id}/seats",
				Permission.SALES_READ);
	}

	@Bean
	static PagePart ordersToday() {
		return new PagePart(PagePart.Page.TODAY, 40, "order.unpaid", "/orders/parts/today", Permission.ORDER_RECORD);
	}

	@Bean
	static PagePart refundRequestsToday() {
		return new PagePart(PagePart.Page.TODAY, 20, "order.requests", "/orders/parts/requests",
				Permission.REFUND_APPROVE);
	}

	@Bean
	static PagePart ordersFound() {
		return new PagePart(PagePart.Page.SEARCH, 40, "order.orders", "/orders/parts/search", Permission.SALES_READ);
	}

	@GetMapping("/member/{id}")
	String member(@PathVariable MemberId id, Model model) {
		members.require(id);
		model.addAttribute("member", id);
		model.addAttribute("figures", listing.figures(id));
		List<OrderSummary> latest = listing.latest(id, SHOWN);
		model.addAttribute("orders", latest);
		model.addAttribute("names", names(latest));
		return "order/parts :: member";
	}

	/** The seats of early birds that it has, and what became of their gifts. */
	@GetMapping("/order/{id}/seats")
	String seats(@PathVariable OrderId id, Model model) {
		orders.get(id);
		model.addAttribute("seats", earlyBirds.seatsOfOrder(id.id()));
		return "membership/parts :: seats";
	}

	@GetMapping("/today")
	String today(Model model) {
		List<OrderSummary> unpaid = listing
			.list(new OrderFilter(OrderState.UNPAID, false, null, null, null, null, null), null)
			.items();
		model.addAttribute("orders", unpaid.stream().limit(SHOWN).toList());
		model.addAttribute("more", unpaid.size() > SHOWN);
		model.addAttribute("names", names(unpaid));
		return "order/parts :: today";
	}

	@GetMapping("/requests")
	String requests(Model model) {
		model.addAttribute("requests", refunds.requests(true, null).items().stream().limit(SHOWN).toList());
		return "order/parts :: requests";
	}

	@GetMapping("/search")
	String search(@RequestParam(defaultValue = "") String q, Model model) {
		String number = q.strip().replaceFirst("^[#＃]\\s*", "");
		List<OrderSummary> found = number.matches("\\d{1,15}")
				? listing.list(new OrderFilter(null, false, null, null, Long.valueOf(number), null, null), null).items()
				: List.of();
		model.addAttribute("orders", found);
		model.addAttribute("names", names(found));
		return "order/parts :: search";
	}

	private Map<MemberId, MemberSummary> names(List<OrderSummary> some) {
		return members.summaries(some.stream().flatMap(OrderSummary::people).distinct().toList());
	}

}
