package io.guildhall.order.web;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.membership.MembershipId;
import io.guildhall.membership.MembershipUpgrades;
import io.guildhall.membership.PlanId;
import io.guildhall.membership.UpgradeOffer;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderSource;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Money;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** Upgrades for programs. */
@Tag(name = "Memberships")
@RestController
@RequestMapping("/api/v1/memberships/{id}/upgrades")
@RequiredArgsConstructor
class UpgradeRestController {

	private final OrderService orders;

	private final MembershipUpgrades upgrades;

	private final Idempotency idempotency;

	@Operation(summary = "What the other plans of the family would cost today, less what is not used")
	@GetMapping
	Slice<UpgradeOffer> offers(@PathVariable MembershipId id) {
		return Slice.whole(upgrades.offers(id));
	}

	@Operation(summary = "Places an order for another plan, less what is not used; with an expected sum, only at that")
	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	OrderDetails place(@PathVariable MembershipId id, @Valid @RequestBody UpgradeRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return idempotency.once(key, List.of(id, request), OrderDetails.class,
				() -> orders.upgrade(id, request.plan(), OrderSource.API, request.expected()));
	}

	/** Another plan; paid, it begins at once. */
	record UpgradeRequest(@NotNull PlanId plan,
			@Schema(description = "What the member was told that is to be paid: where it comes to something else by"
					+ " now, nothing is placed (order.price-changed, 409). Left out, it is placed at the price and for"
					+ " the credit of now") @Nullable Money expected) {
	}

}
