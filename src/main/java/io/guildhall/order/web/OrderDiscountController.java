package io.guildhall.order.web;

import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.order.OrderAllowances;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.NavigationEntry;
import lombok.RequiredArgsConstructor;

/** Who took what off orders as they saw fit. */
@Controller
@RequestMapping("/o/{organization}/order-discounts")
@RequiredArgsConstructor
class OrderDiscountController {

	private final OrderAllowances allowances;

	private final MemberService members;

	@Bean
	static NavigationEntry orderDiscountsNavigation() {
		return new NavigationEntry(NavigationEntry.Section.SALES, 22, "order.given", "/order-discounts",
				Permission.POLICY_EDIT);
	}

	@GetMapping
	String list(@RequestParam(required = false) @Nullable UUID account,
			@RequestParam(required = false) @Nullable String after, Model model) {
		Slice<OrderAllowances.Given> given = allowances.given(account, after);
		Map<MemberId, MemberSummary> names = members
			.summaries(given.items().stream().map(OrderAllowances.Given::member).distinct().toList());
		model.addAttribute("given", given);
		model.addAttribute("names", names);
		model.addAttribute("account", account);
		return "order/given";
	}

}
