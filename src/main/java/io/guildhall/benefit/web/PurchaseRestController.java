package io.guildhall.benefit.web;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.benefit.BoughtBenefit;
import io.guildhall.benefit.MemberBenefits;
import io.guildhall.benefit.MissingPurchase;
import io.guildhall.benefit.PurchaseGiving;
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

	private final PurchaseGiving giving;

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

	@Operation(summary = "What a paid order bought to be used and never gave: it is older than that, or was imported")
	@GetMapping("/orders/{id}/purchases/missing")
	Slice<MissingPurchase> missing(@PathVariable OrderId id) {
		return Slice.whole(giving.missing(id));
	}

	@Operation(
			summary = "Gives what an order bought to be used; what it gave before stays, and once more gives nothing")
	@PostMapping("/orders/{id}/purchases/giving")
	Slice<BoughtBenefit> give(@PathVariable OrderId id) {
		return Slice.whole(giving.give(id));
	}

	@Operation(summary = "Gives what all paid orders of a product bought and never gave, in the background")
	@PostMapping("/products/{id}/purchases/giving")
	GivingStarted giveAll(@PathVariable ProductId id) {
		return new GivingStarted(giving.giveAll(id));
	}

	@Operation(
			summary = "Who bought a product to be used, with what is left of it on a day; today where it is left out")
	@GetMapping("/products/{id}/purchases")
	Slice<BoughtBenefit> ofProduct(@PathVariable ProductId id, @RequestParam(required = false) @Nullable LocalDate day,
			@RequestParam(required = false) @Nullable String after) {
		return purchases.of(id, (day != null) ? day : organizations.today(), after);
	}

	/** The job that was started. */
	record GivingStarted(UUID job) {
	}

}
