package io.guildhall.benefit.web;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.benefit.BoughtBenefit;
import io.guildhall.benefit.MemberBenefits;
import io.guildhall.benefit.Purchases;
import io.guildhall.catalog.ProductId;
import io.guildhall.member.MemberId;
import io.guildhall.order.OrderId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import lombok.RequiredArgsConstructor;

/** What orders bought to be used, for programs. */
@Tag(name = "Benefits")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class PurchaseRestController {

	private final Purchases purchases;

	private final MemberBenefits benefits;

	private final OrganizationService organizations;

	@Operation(summary = "What a member's orders bought to be used, with what is left of it today")
	@GetMapping("/members/{id}/purchases")
	Slice<BoughtBenefit> ofMember(@PathVariable MemberId id) {
		return Slice.whole(benefits.bought(id));
	}

	@Operation(summary = "What an order bought to be used, with what is left of it today")
	@GetMapping("/orders/{id}/purchases")
	Slice<BoughtBenefit> ofOrder(@PathVariable OrderId id) {
		return Slice.whole(purchases.of(id));
	}

	@Operation(
			summary = "Who bought a product to be used, with what is left of it on a day; today where it is left out")
	@GetMapping("/products/{id}/purchases")
	Slice<BoughtBenefit> ofProduct(@PathVariable ProductId id, @RequestParam(required = false) @Nullable LocalDate day,
			@RequestParam(required = false) @Nullable String after) {
		return purchases.of(id, (day != null) ? day : organizations.today(), after);
	}

}
